"""What an edit does when it is approved, and what takes it back: contents before and after, and ends of codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from app.workflow.model import NOT_YET, Content, Edit, EditKind, Target, Wanted
from geocoding.model import Accuracy, Address, HouseholdStatus, ParcelKey
from postcode.code import read_stored
from postcode.lifecycle import LiveCodes, merge, replace_code, retire, split
from postcode.plan import IssuedCode, Plan, Succession, SuccessionKind

_ADDRESS_PARTS = tuple(field.name for field in fields(Address))
_ENDS = frozenset({EditKind.MERGE, EditKind.SPLIT, EditKind.RETIRE})


@dataclass(frozen=True, slots=True)
class Subject:
    """A household that an edit is about, as the register has it now; `version` counts its approved changes."""

    id: str
    version: int
    content: Content


def targets_of(
    kind: EditKind, wanted: Wanted, subjects: Sequence[Subject], *, new_ids: Sequence[str]
) -> tuple[Target, ...]:
    """What an edit that keeps the rules does to each household; `new_ids` name those that come into being."""
    match kind:
        case EditKind.ADD:
            return (Target(new_ids[0], NOT_YET, None, _created(wanted, None)),)
        case EditKind.SPLIT:
            (subject,) = subjects
            parts = zip(new_ids, wanted.parts or (), strict=True)
            return (
                _changed(subject, with_wishes(subject.content, wanted)),
                *(Target(new_id, NOT_YET, None, _created(part, subject.content)) for new_id, part in parts),
            )
        case EditKind.MERGE:
            land = tuple(dict.fromkeys(key for subject in subjects for key in subject.content.parcels))
            return tuple(_merged(subject, wanted, land=land) for subject in subjects)
        case EditKind.RETIRE:
            status = HouseholdStatus.RETIRED
        case EditKind.CERTIFY:
            status = HouseholdStatus.CERTIFIED
        case _:
            return tuple(_changed(subject, with_wishes(subject.content, wanted)) for subject in subjects)
    return tuple(_changed(subject, replace(subject.content, status=status)) for subject in subjects)


def with_wishes(content: Content, wanted: Wanted) -> Content:
    """The content with every part that is wanted otherwise; a new point without a word on it is a door."""
    given = {name: getattr(wanted, name) for name in _ADDRESS_PARTS if getattr(wanted, name) is not None}
    accuracy = wanted.accuracy or (content.accuracy if wanted.point is None else Accuracy.DOOR)
    return replace(
        content,
        address=replace(content.address, **given),
        point=wanted.point or content.point,
        access_point=wanted.access_point or content.access_point,
        accuracy=accuracy,
        parcels=content.parcels if wanted.parcels is None else wanted.parcels,
    )


def ends_of(edit: Edit, *, live: LiveCodes, sites: Mapping[str, str]) -> Plan:
    """What ends in the ledger when an edit is approved; `sites` are what the live codes were issued for."""
    ids = [target.household_id for target in edit.targets]
    match edit.kind:
        case EditKind.RETIRE:
            return retire(ids, live=live)
        case EditKind.MERGE:
            return merge(ids, into=edit.wanted.into or "", live=live)
        case EditKind.SPLIT:
            return split(ids[0], parts=ids[1:])
        case EditKind.MOVE if leaves_land(edit.targets[0], site=sites.get(ids[0], "")):
            return replace_code(ids[0], live=live)
    return Plan()


def leaves_land(target: Target, *, site: str) -> bool:
    """Whether the household no longer stands on the parcel its code was issued for."""
    if target.before is None or target.before.parcels == target.after.parcels:
        return False
    return site.startswith("parcel:") and site not in {f"parcel:{key}" for key in target.after.parcels}


def contents_before(edit: Edit) -> tuple[tuple[str, Content], ...]:
    """Each household as undoing the edit leaves it; one that the edit made is retired."""
    return tuple(
        (target.household_id, target.before or replace(target.after, status=HouseholdStatus.RETIRED))
        for target in edit.targets
    )


def reversal_of(edit: Edit) -> Plan:
    """What undoing an approved edit does in the ledger: codes it issued end, codes it ended live again."""
    withdrawn = tuple(
        _withdrawal(target) for target in edit.targets if target.code_after not in ("", target.code_before)
    )
    restored = tuple(
        Succession(target.household_id, SuccessionKind.RESTORED, successors=(target.household_id,))
        for target in edit.targets
        if target.before is not None and (edit.kind in _ENDS or target.code_before != target.code_after)
    )
    revived = tuple(
        IssuedCode(read_stored(target.code_before), target.household_id, "", live=False)
        for target in edit.targets
        if target.code_before not in ("", target.code_after)
    )
    return Plan(successions=(*withdrawn, *restored), revived=revived)


def _withdrawal(target: Target) -> Succession:
    stays = (target.household_id,) if target.before is not None else ()
    return Succession(
        target.household_id, SuccessionKind.WITHDRAWN, successors=stays, code=read_stored(target.code_after)
    )


def _changed(subject: Subject, after: Content) -> Target:
    return Target(subject.id, subject.version, subject.content, after)


def _merged(subject: Subject, wanted: Wanted, *, land: tuple[ParcelKey, ...]) -> Target:
    if subject.id == wanted.into:
        own = subject.content.parcels
        all_land = (*own, *(key for key in land if key not in own))
        return _changed(subject, replace(with_wishes(subject.content, wanted), parcels=all_land))
    return _changed(subject, replace(subject.content, status=HouseholdStatus.RETIRED))


def _created(wanted: Wanted, parent: Content | None) -> Content:
    """A new household; what is not said of its place is that of the household it comes out of.

    Two people have looked at it by the time it exists, so it begins certified.
    """
    parcels: tuple[ParcelKey, ...] = () if parent is None else parent.parcels
    point = wanted.point or (None if parent is None else parent.point)
    if point is None:
        raise ValueError("a new household has no point")
    return with_wishes(
        Content(
            address=Address(),
            commune_code=wanted.commune_code or ("" if parent is None else parent.commune_code),
            point=point,
            accuracy=Accuracy.DOOR if parent is None else parent.accuracy,
            status=HouseholdStatus.CERTIFIED,
            parcels=parcels,
        ),
        wanted,
    )
