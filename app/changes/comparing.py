"""What is new of a household: what the feed told last against what the register says now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from app.changes.model import Change, ChangeKind, HouseholdState, Successor, Told
from app.db.read import StoredHousehold
from postcode.code import Vpostcode, read_stored
from postcode.plan import Succession, SuccessionKind


@dataclass(frozen=True, slots=True)
class Ends:
    """How codes ended, by code, and the live codes of those who carry on."""

    by_code: Mapping[Vpostcode, Succession] = field(default_factory=dict)
    live: Mapping[str, Vpostcode] = field(default_factory=dict)


def state_of(household: StoredHousehold) -> HouseholdState:
    """What the feed tells of a household with a code."""
    return HouseholdState(
        code=household.code,
        commune_code=household.commune_code,
        point=household.point,
        accuracy=household.accuracy,
        status=household.status,
        access_point=household.access_point,
        address=household.address,
    )


def ended_codes(before: Mapping[str, Told], now: Mapping[str, StoredHousehold]) -> frozenset[str]:
    """The households whose last told code is no longer theirs."""
    return frozenset(
        one for one, told in before.items() if told.code and (one not in now or now[one].code != told.code)
    )


def change_of(household_id: str, told: Told | None, now: StoredHousehold | None, *, ends: Ends) -> Change | None:
    """What is new of a household; None where nothing is, or where it has and had no code."""
    state = state_of(now) if now is not None and now.code else None
    before = told.state if told is not None else None
    if state == before:
        return None
    ended = told.code if told is not None and (state is None or told.code != state.code) else ""
    end = ends.by_code.get(read_stored(ended)) if ended else None
    commune_code = _commune(told, now)
    return Change(
        household_id=household_id,
        kind=_kind(told, state, end),
        reason="" if end is None else end.kind.value,
        commune_code=commune_code,
        left_commune=told.commune_code if told is not None and told.commune_code != commune_code else "",
        previous_code=ended,
        successors=_successors(household_id, end, live=ends.live) if state is None else (),
        state=state,
    )


def _commune(told: Told | None, now: StoredHousehold | None) -> str:
    if now is not None:
        return now.commune_code
    return told.commune_code if told is not None else ""


def _kind(told: Told | None, state: HouseholdState | None, end: Succession | None) -> ChangeKind:
    if state is None:
        return ChangeKind.RETIRED
    if told is None:
        return ChangeKind.ISSUED
    if told.state is None:
        return ChangeKind.RESTORED
    if told.code == state.code:
        return ChangeKind.CHANGED
    is_reheaded = end is not None and end.kind is SuccessionKind.REHEADED
    return ChangeKind.REHEADED if is_reheaded else ChangeKind.REPLACED


def _successors(household_id: str, end: Succession | None, *, live: Mapping[str, Vpostcode]) -> tuple[Successor, ...]:
    others: Collection[str] = () if end is None else sorted(set(end.successors) - {household_id})
    return tuple(Successor(one, str(live[one]) if one in live else "") for one in others)
