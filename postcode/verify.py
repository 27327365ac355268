"""Whether a code belongs to an address: yes, partly or no, and why."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from geocoding.address.keys import containers, leaves
from geocoding.address.numbers import flat_key, number_key
from geocoding.match.answer import Answer, Fault, FaultKind, Match
from geocoding.model import Address, Household, MatchLevel, Verdict
from geocoding.text.fold import fold
from postcode.errors import CodeMalformed
from postcode.lookup import CodeAnswer
from postcode.spelling import STORED

NameCommune = Callable[[str], str]
"""Gives the full name of a commune of today by its code."""


class Agreement(StrEnum):
    """Whether a code belongs to an address; PARTLY where the two agree as far as they go, or but for a slip."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Reason(StrEnum):
    """Why a code belongs to an address or does not; between two households the first that holds."""

    SAME_HOUSEHOLD = "same_household"
    CODE_MALFORMED = "code_malformed"
    CHECK_WRONG = "check_wrong"
    CODE_NOT_ISSUED = "code_not_issued"
    CODE_SLIP = "code_slip"
    HEAD_WRONG = "head_wrong"
    ADDRESS_UNKNOWN = "address_unknown"
    ADDRESS_AMBIGUOUS = "address_ambiguous"
    ADDRESS_INCOMPLETE = "address_incomplete"
    OTHER_FLAT = "other_flat"
    SAME_PARCEL = "same_parcel"
    OTHER_NUMBER = "other_number"
    OTHER_COMMUNE = "other_commune"
    OTHER_ALLEY = "other_alley"
    ELSEWHERE = "elsewhere"


_PARTLY = frozenset(
    {
        Reason.CODE_SLIP,
        Reason.HEAD_WRONG,
        Reason.ADDRESS_AMBIGUOUS,
        Reason.ADDRESS_INCOMPLETE,
        Reason.OTHER_FLAT,
        Reason.SAME_PARCEL,
    }
)
_CLOSEST = tuple(Reason)
_NAMES = ("street", "hamlet", "estate", "building")


@dataclass(frozen=True, slots=True)
class VerifyAnswer:
    """What is known of a code and an address together.

    `code` is None when the text given for it is no code; `address` is what the address text means. `faults` tell
    what was read otherwise than written and where the address of the code (`answered`) contradicts the one asked.
    `near_misses` are codes, in stored spelling, that a refused one may mean: that of the address first.
    """

    agreement: Agreement
    reason: Reason
    code: CodeAnswer | None
    address: Answer
    faults: tuple[Fault, ...] = ()
    near_misses: tuple[str, ...] = ()


def verify(code: CodeAnswer | CodeMalformed, answer: Answer, *, name_commune: NameCommune) -> VerifyAnswer:
    """Whether the household of a code is the one that an address text means.

    `answer` holds the candidates of an ambiguous text as far as they are wanted: a household left out of it is
    recognised only by its premises.
    """
    if isinstance(code, CodeMalformed):
        return _refused(code, answer)
    if code.household is None:
        return _nobody(code, answer)
    reason, faults = _compared(code.household, answer, name_commune=name_commune)
    if reason is Reason.SAME_HOUSEHOLD and _head_is_wrong(code):
        reason = Reason.HEAD_WRONG
    return VerifyAnswer(
        _agreement(reason), reason, code=code, address=answer, faults=(*code.faults, *faults, *answer.faults)
    )


def _refused(error: CodeMalformed, answer: Answer) -> VerifyAnswer:
    """The answer about a text that is no code."""
    near = tuple(text for text in error.near_misses if STORED.fullmatch(text))
    fault = Fault("code", FaultKind.NOT_FOUND, asked=error.text)
    found = VerifyAnswer(Agreement.NO, Reason.CODE_MALFORMED, None, answer, faults=(fault,), near_misses=near)
    return _or_slip(found)


def _nobody(code: CodeAnswer, answer: Answer) -> VerifyAnswer:
    """The answer about a code that names no household."""
    reason = Reason.CHECK_WRONG if code.asked.check_ok is False else Reason.CODE_NOT_ISSUED
    found = VerifyAnswer(Agreement.NO, reason, code, answer, faults=code.faults, near_misses=code.near_misses)
    return _or_slip(found)


def _or_slip(found: VerifyAnswer) -> VerifyAnswer:
    """The answer about a refused code; it agrees in part where a near miss is the code of the address."""
    meant = found.address.matches[0].household if found.address.verdict is Verdict.MATCHED else None
    if meant is None or meant.code not in found.near_misses:
        return found
    others = (code for code in found.near_misses if code != meant.code)
    return replace(found, agreement=Agreement.PARTLY, reason=Reason.CODE_SLIP, near_misses=(meant.code, *others))


def _agreement(reason: Reason) -> Agreement:
    if reason is Reason.SAME_HOUSEHOLD:
        return Agreement.YES
    return Agreement.PARTLY if reason in _PARTLY else Agreement.NO


def _head_is_wrong(code: CodeAnswer) -> bool:
    """Whether the five digits never were those of the household; an old head is none of the caller's faults."""
    return any(fault.element == "head" and fault.kind is FaultKind.CONTRADICTED for fault in code.faults)


def _compared(household: Household, answer: Answer, *, name_commune: NameCommune) -> tuple[Reason, tuple[Fault, ...]]:
    """How the household of a code stands to what an address text means, by the closest of its matches."""
    if answer.verdict is Verdict.NONE or not answer.matches:
        return Reason.ADDRESS_UNKNOWN, ()
    named = [match.household for match in answer.matches if match.household is not None]
    if not named:
        return _placed(household, answer, name_commune=name_commune)
    closest = min(named, key=lambda one: _CLOSEST.index(_relation(one, household)))
    reason = _relation(closest, household)
    hidden = answer.total > len(answer.matches) and reason is Reason.OTHER_FLAT
    if hidden or (reason is Reason.SAME_HOUSEHOLD and answer.verdict is not Verdict.MATCHED):
        return Reason.ADDRESS_AMBIGUOUS, ()
    return reason, tuple(_contradictions(closest, household, name_commune=name_commune))


def _relation(asked: Household, held: Household) -> Reason:
    """How two households lie to each other, by their addresses and parcels."""
    if asked.id == held.id:
        return Reason.SAME_HOUSEHOLD
    together = asked.commune_code == held.commune_code
    along = _containers(asked) & _containers(held)
    same_alley = bool(along) and _path(asked.address) == _path(held.address)
    same_premises = same_alley and bool(_premises(asked.address) & _premises(held.address))
    if together and same_premises:
        return Reason.OTHER_FLAT
    if set(asked.parcels) & set(held.parcels):
        return Reason.SAME_PARCEL
    if together and same_alley:
        return Reason.OTHER_NUMBER
    if same_premises:
        return Reason.OTHER_COMMUNE
    return Reason.OTHER_ALLEY if together and along else Reason.ELSEWHERE


def _placed(household: Household, answer: Answer, *, name_commune: NameCommune) -> tuple[Reason, tuple[Fault, ...]]:
    """How a household stands to an address text that leads to a place or a parcel only."""
    around = [match for match in answer.matches if _holds(match, household)]
    if around and around[0].level is MatchLevel.PARCEL:
        return Reason.SAME_PARCEL, ()
    missing = [fault.element for fault in answer.faults if fault.kind is FaultKind.NOT_FOUND]
    if around and (missing or (around[0].level is MatchLevel.COMMUNE and answer.unmatched)):
        return _absent(household, answer, missing)
    if around:
        return Reason.ADDRESS_INCOMPLETE, ()
    communes = [match.commune_code for match in answer.matches]
    if household.commune_code in communes:
        return Reason.ELSEWHERE, ()
    asked, answered = name_commune(communes[0]), name_commune(household.commune_code)
    return Reason.ELSEWHERE, (Fault("commune", FaultKind.CONTRADICTED, asked=asked, answered=answered),)


def _absent(household: Household, answer: Answer, missing: Sequence[str]) -> tuple[Reason, tuple[Fault, ...]]:
    """The text names a house or an alley, near the household, that the register does not have."""
    if "alley_path" in missing:
        return Reason.OTHER_ALLEY, ()
    asked = next((fault.asked for fault in answer.faults if fault.element == "house_number"), "")
    number = household.address.house_number or household.address.building
    if not asked:
        return Reason.ADDRESS_UNKNOWN, ()
    return Reason.OTHER_NUMBER, (Fault("house_number", FaultKind.CONTRADICTED, asked=asked, answered=number),)


def _holds(match: Match, household: Household) -> bool:
    """Whether the place of a match holds the household."""
    if match.level is MatchLevel.PARCEL:
        return match.parcel in household.parcels
    if match.commune_code != household.commune_code:
        return False
    if match.place is None:
        return match.level is MatchLevel.COMMUNE
    path = _path(match.place)
    along = set(containers(match.place, commune_code=match.commune_code)) & _containers(household)
    return bool(along) and _path(household.address)[: len(path)] == path


def _contradictions(asked: Household, held: Household, *, name_commune: NameCommune) -> Iterator[Fault]:
    """The parts in which two addresses contradict each other."""
    before, after = asked.address, held.address
    parts = [(name, str(getattr(before, name)), str(getattr(after, name))) for name in _NAMES]
    parts.append(("alley_path", "/".join(before.alley_path), "/".join(after.alley_path)))
    if not _premises(before) & _premises(after):
        parts.append(("house_number", before.house_number, after.house_number))
    if _flat(before) != _flat(after):
        parts.append(("unit", _flat(before), _flat(after)))
    if asked.commune_code != held.commune_code:
        parts.append(("commune", name_commune(asked.commune_code), name_commune(held.commune_code)))
    for element, was, now in parts:
        if fold(was) != fold(now):
            yield Fault(element, FaultKind.CONTRADICTED, asked=was, answered=now)


def _containers(household: Household) -> set[object]:
    return set(containers(household.address, commune_code=household.commune_code))


def _path(address: Address) -> tuple[str, ...]:
    return tuple(number_key(step) for step in address.alley_path)


def _premises(address: Address) -> frozenset[str]:
    """The house or building of an address, whatever the flat; nothing where it names none."""
    if not (address.house_number or address.building):
        return frozenset()
    return frozenset(leaves(replace(address, floor="", unit="")))


def _flat(address: Address) -> str:
    return flat_key(address.floor, address.unit).upper()
