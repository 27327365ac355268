"""What happens to codes when households end, merge and divide, and when communes get other postcodes.

Identity is the household, its code a dated attribute: a code once retired stays in the ledger for ever, is never
issued again, and leads to the households that carry on.
"""

from collections.abc import Iterable, Mapping, Sequence

from postcode.code import HEAD_LENGTH, Vpostcode
from postcode.editions import Edition
from postcode.occupancy import Occupancy
from postcode.plan import IssuedCode, NewCode, Plan, Refusal, Succession, SuccessionKind

LiveCodes = Mapping[str, Vpostcode]
"""The live code of each household that has one, by household."""


def retire(household_ids: Iterable[str], *, live: LiveCodes, kind: SuccessionKind = SuccessionKind.ENDED) -> Plan:
    """The plan that ends households, and their codes, without anyone after them."""
    return Plan(successions=tuple(Succession(one, kind, code=live.get(one)) for one in sorted(set(household_ids))))


def merge(household_ids: Iterable[str], *, into: str, live: LiveCodes) -> Plan:
    """The plan that makes households one: `into` keeps its code, those of the others lead to it."""
    others = sorted(set(household_ids) - {into})
    return Plan(
        successions=tuple(
            Succession(one, SuccessionKind.MERGED, successors=(into,), code=live.get(one)) for one in others
        )
    )


def split(household_id: str, *, parts: Sequence[str]) -> Plan:
    """The plan that notes who came out of a household; it keeps its code, its parts apply for their own."""
    return Plan(successions=(Succession(household_id, SuccessionKind.SPLIT, successors=(household_id, *parts)),))


def replace_code(household_id: str, *, live: LiveCodes, kind: SuccessionKind = SuccessionKind.REPLACED) -> Plan:
    """The plan that takes a household's code away because it gets another one; nothing without a code."""
    code = live.get(household_id)
    if code is None:
        return Plan()
    return Plan(successions=(Succession(household_id, kind, successors=(household_id,), code=code),))


def restore(retired: Iterable[IssuedCode]) -> Plan:
    """The plan that takes back ends made by mistake: each household has the code again that it had."""
    codes = tuple(sorted(retired, key=lambda one: one.household_id))
    return Plan(
        successions=tuple(
            Succession(one.household_id, SuccessionKind.RESTORED, successors=(one.household_id,)) for one in codes
        ),
        revived=codes,
    )


def rehead(issued: Iterable[IssuedCode], *, communes: Mapping[str, str], edition: Edition) -> Plan:
    """The plan that gives every live code the head its commune has in the edition; suffix and unit stay.

    `communes` names the commune of each household today. Where two cells of one suffix meet under one head, as
    at the border of merged communes, the code first in order keeps its unit part and the other gets the next
    free one. Applying it and planning again yields nothing. Households in communes without a head are refused.
    """
    history = sorted(issued, key=lambda one: one.code)
    live = [one for one in history if one.live and one.household_id in communes]
    heads = {one.household_id: edition.heads.get(communes[one.household_id], "") for one in live}
    wanting = [one for one in live if heads[one.household_id] not in ("", one.code.head)]
    new = _reheaded(wanting, heads=heads, occupancy=Occupancy(history))
    return Plan(
        new=tuple(sorted(new, key=lambda one: str(one.code))),
        kept=tuple(one for one in live if heads[one.household_id] == one.code.head),
        refused=tuple(
            sorted(
                Refusal("", one.household_id, "commune-without-head", communes[one.household_id])
                for one in live
                if heads[one.household_id] == ""
            )
        ),
        successions=tuple(
            Succession(one.household_id, SuccessionKind.REHEADED, successors=(one.household_id,), code=one.code)
            for one in sorted(wanting, key=lambda one: one.household_id)
        ),
    )


def _reheaded(wanting: Sequence[IssuedCode], *, heads: Mapping[str, str], occupancy: Occupancy) -> list[NewCode]:
    """First those who can have suffix and unit as they are, so that nobody is displaced by one who cannot."""
    displaced, new = [], []
    for one in wanting:
        base = heads[one.household_id] + one.code.suffix
        if occupancy.is_used(base, one.code.unit):
            displaced.append(one)
        else:
            new.append(_taken(one, base, one.code.unit, occupancy))
    for one in displaced:
        base = heads[one.household_id] + one.code.suffix
        new.append(_taken(one, base, occupancy.free_unit(base, one.site, flat=one.code.unit), occupancy))
    return new


def _taken(one: IssuedCode, base: str, unit: str, occupancy: Occupancy) -> NewCode:
    occupancy.take(base, one.site, unit=unit)
    return NewCode(one.household_id, Vpostcode(base[:HEAD_LENGTH], one.code.suffix, unit), one.site)


def joined(*plans: Plan) -> Plan:
    """One plan that does what several do, in their order."""
    return Plan(
        new=tuple(one for plan in plans for one in plan.new),
        kept=tuple(one for plan in plans for one in plan.kept),
        refused=tuple(one for plan in plans for one in plan.refused),
        findings=tuple(one for plan in plans for one in plan.findings),
        successions=tuple(one for plan in plans for one in plan.successions),
        revived=tuple(one for plan in plans for one in plan.revived),
    )


def latest_successions(successions: Iterable[Succession]) -> dict[str, Succession]:
    """The last thing that became of each household, of successions given oldest first."""
    return {one.household_id: one for one in successions}


def heirs(household_id: str, *, live: LiveCodes, latest: Mapping[str, Succession]) -> tuple[str, ...]:
    """The households with a live code that carry on after a household, itself if it has one; sorted.

    Only the last thing that became of a household counts: what was restored did not end. Empty when all ended.
    """
    found, seen, ahead = set(), {household_id}, [household_id]
    while ahead:
        one = ahead.pop()
        if one in live:
            found.add(one)
            continue
        after = latest.get(one)
        ahead += sorted(set(after.successors) - seen) if after is not None else []
        seen.update(ahead)
    return tuple(sorted(found))
