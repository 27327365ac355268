"""How the household of a code stands to what an address text means."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from geocoding.address.keys import Container, containers, leaves
from geocoding.address.numbers import flat_key, number_key
from geocoding.match.answer import Answer, Fault, FaultKind, Match
from geocoding.model import Address, Household, MatchLevel, Verdict
from geocoding.snapshot.communes import CommuneRecord
from geocoding.text.fold import fold
from postcode.agreement import Reason

NameCommune = Callable[[str], str]
"""Gives the full name of a commune of today by its code."""

_NEAREST_FIRST = tuple(Reason)
_NAMES = ("street", "hamlet", "estate", "building")


class Communes(Protocol):
    """Where communes are found by their code."""

    def commune(self, code: str) -> CommuneRecord | None:
        """The commune of today, None for an unknown code."""


def naming(communes: Communes) -> NameCommune:
    """Names communes as a snapshot does, by their code those that it has not."""

    def name(code: str) -> str:
        record = communes.commune(code)
        return record.full_name if record is not None else code

    return name


@dataclass(frozen=True, slots=True)
class Comparison:
    """The reason, and the parts in which the two addresses contradict each other."""

    reason: Reason
    faults: tuple[Fault, ...] = ()


def compare(household: Household, answer: Answer, *, name_commune: NameCommune) -> Comparison:
    """How a household stands to what an address text means, by the nearest of its matches."""
    if answer.verdict is Verdict.NONE or not answer.matches:
        return Comparison(Reason.ADDRESS_UNKNOWN)
    asked = [match.household for match in answer.matches if match.household is not None]
    if not asked:
        return _with_places(household, answer, name_commune=name_commune)
    nearest = min(asked, key=lambda one: _NEAREST_FIRST.index(_relation(one, household)))
    reason = _relation(nearest, household)
    beyond = reason is Reason.OTHER_FLAT and answer.total > len(answer.matches)
    if beyond or (reason is Reason.SAME_HOUSEHOLD and answer.verdict is not Verdict.MATCHED):
        return Comparison(Reason.ADDRESS_AMBIGUOUS)
    return Comparison(reason, tuple(_contradictions(nearest, household, name_commune=name_commune)))


def _relation(asked: Household, held: Household) -> Reason:
    """How two households lie to each other, by their addresses and parcels."""
    if asked.id == held.id:
        return Reason.SAME_HOUSEHOLD
    same_commune = asked.commune_code == held.commune_code
    shared = _containers(asked) & _containers(held)
    same_alley = bool(shared) and _path(asked.address) == _path(held.address)
    same_premises = same_alley and bool(_premises(asked.address) & _premises(held.address))
    found = (
        (Reason.OTHER_FLAT, same_commune and same_premises),
        (Reason.SAME_PARCEL, bool(set(asked.parcels) & set(held.parcels))),
        (Reason.OTHER_NUMBER, same_commune and same_alley),
        (Reason.OTHER_COMMUNE, same_premises),
        (Reason.OTHER_ALLEY, same_commune and bool(shared)),
    )
    return next((reason for reason, holds in found if holds), Reason.ELSEWHERE)


def _contradictions(asked: Household, held: Household, *, name_commune: NameCommune) -> Iterator[Fault]:
    """The parts in which two addresses contradict each other; no alley and no flat are parts, too."""
    before, after = asked.address, held.address
    parts = [(name, str(getattr(before, name)), str(getattr(after, name))) for name in _NAMES]
    if not _premises(before) & _premises(after):
        parts.append(("house_number", before.house_number, after.house_number))
    parts = [part for part in parts if all(part)]  # a household may well have a building and no street
    parts.append(("alley_path", "/".join(before.alley_path), "/".join(after.alley_path)))
    parts.append(("unit", _flat(before), _flat(after)))
    if asked.commune_code != held.commune_code:
        parts.append(("commune", name_commune(asked.commune_code), name_commune(held.commune_code)))
    for element, was, now in parts:
        if fold(was) != fold(now):
            yield Fault(element, FaultKind.CONTRADICTED, asked=was, answered=now)


def _with_places(household: Household, answer: Answer, *, name_commune: NameCommune) -> Comparison:
    """The comparison with a text that leads to places or parcels only."""
    around = [match for match in answer.matches if _holds(match, household)]
    if not around:
        return Comparison(Reason.ELSEWHERE, tuple(_other_commune(household, answer, name_commune=name_commune)))
    if around[0].level is MatchLevel.PARCEL:
        return Comparison(Reason.SAME_PARCEL)
    missing = {fault.element: fault.asked for fault in answer.faults if fault.kind is FaultKind.NOT_FOUND}
    if "alley_path" in missing or "house_number" in missing:
        return _with_absent(household, around[0], missing)
    unread = around[0].level is MatchLevel.COMMUNE and answer.unmatched
    return Comparison(Reason.ADDRESS_UNKNOWN if unread else Reason.ADDRESS_INCOMPLETE)


def _with_absent(household: Household, around: Match, missing: Mapping[str, str]) -> Comparison:
    """The comparison with a house or an alley that is not on file, within a place that holds the household."""
    held, place = household.address, around.place or Address()
    if "alley_path" in missing or _path(place) != _path(held):
        asked = missing.get("alley_path", "/".join(place.alley_path))
        fault = Fault("alley_path", FaultKind.CONTRADICTED, asked=asked, answered="/".join(held.alley_path))
        return Comparison(Reason.OTHER_ALLEY, (fault,))
    number = held.house_number or held.building
    fault = Fault("house_number", FaultKind.CONTRADICTED, asked=missing["house_number"], answered=number)
    return Comparison(Reason.OTHER_NUMBER, (fault,))


def _other_commune(household: Household, answer: Answer, *, name_commune: NameCommune) -> Iterator[Fault]:
    communes = [match.commune_code for match in answer.matches]
    if household.commune_code not in communes:
        asked, answered = name_commune(communes[0]), name_commune(household.commune_code)
        yield Fault("commune", FaultKind.CONTRADICTED, asked=asked, answered=answered)


def _holds(match: Match, household: Household) -> bool:
    """Whether the parcel, place or commune of a match holds the household."""
    if match.level is MatchLevel.PARCEL:
        return match.parcel in household.parcels
    if match.commune_code != household.commune_code:
        return False
    if match.place is None:
        return match.level is MatchLevel.COMMUNE
    path = _path(match.place)
    shared = _containers(household) & set(containers(match.place, commune_code=match.commune_code))
    return bool(shared) and _path(household.address)[: len(path)] == path


def _containers(household: Household) -> set[Container]:
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
