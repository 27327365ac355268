"""Codes: missing, shared, away from home, under a former head, brought along; and what certification rests on."""

from collections.abc import Iterator

import numpy as np

from geocoding.crs import Coordinates
from geocoding.geometry import distance_m
from geocoding.model import Accuracy, HouseholdStatus, Point
from postcode.code import HEAD_LENGTH, SUFFIX_LENGTH, cell, parse, read_stored, suffixes_of
from postcode.coverage.finding import Finding, of_group, of_household
from postcode.coverage.groups import repeated
from postcode.coverage.register import AuditedHousehold, CommuneRegister
from postcode.coverage.rules import RuleCode
from postcode.errors import CodeMalformed

ELSEWHERE_M = 60.0
"""A code may name the nearest free cell of its own parcel; farther than this it names another house."""

FRESH_DAYS = 5 * 365
"""A certification is looked at again after five years."""

_ROUGH = (Accuracy.INTERPOLATED, Accuracy.CENTROID)


def check_codes(commune: CommuneRegister) -> Iterator[Finding]:
    """The findings about live codes, brought codes and certifications."""
    alive = commune.alive
    for household in commune.households:
        if household.is_retired and household.code:
            yield of_household(RuleCode.CODE_ON_RETIRED, household, code=household.code)
    for household, suffix in zip(alive, suffixes_of(_degrees(alive)), strict=True):
        if household.code[: HEAD_LENGTH + SUFFIX_LENGTH] != commune.head + suffix:
            yield from _live_code(household, head=commune.head, suffix=suffix)
    for household in alive:
        if household.status is HouseholdStatus.CERTIFIED or household.accuracy in _ROUGH:
            yield from _certification(household, commune)
        if household.brought_code and not household.brought_code.isspace():
            yield from _brought(household)
    yield from _shared(alive)


def _shared(alive: list[AuditedHousehold]) -> Iterator[Finding]:
    """The codes, the cells and the brought codes that several households have."""
    for code, group in repeated([one.code for one in alive], alive):
        yield of_group(RuleCode.HH_CODE_SHARED, group, subject=f"code:{code}", code=code)
    for base, group in repeated([one.code.partition("/")[0] for one in alive], alive):
        if len({household.parcels[:1] for household in group}) > 1:
            yield of_group(RuleCode.HH_CELL_SHARED, group, subject=f"cell:{base}", code=base)
    for code, group in repeated([_brought_key(one) for one in alive], alive):
        yield of_group(RuleCode.BROUGHT_REPEATED, group, subject=f"code:{code}", code=code)


def _degrees(households: list[AuditedHousehold]) -> Coordinates:
    points = [(household.point.lon, household.point.lat) for household in households]
    return np.array(points, dtype=np.float64).reshape(-1, 2)


def _live_code(household: AuditedHousehold, *, head: str, suffix: str) -> Iterator[Finding]:
    """The findings about a household's live code; `suffix` is that of the cell of its point."""
    if not household.code:
        yield of_household(RuleCode.HH_NO_CODE, household)
        return
    if head and not household.code.startswith(head):
        yield of_household(RuleCode.CODE_OLD_HEAD, household, code=household.code, head=head)
    if household.code[HEAD_LENGTH : HEAD_LENGTH + SUFFIX_LENGTH] == suffix:
        return
    away_m = _away_m(household.code, household.point)
    if away_m > ELSEWHERE_M:
        yield of_household(RuleCode.CODE_ELSEWHERE, household, code=household.code, distance_m=round(away_m))


def _away_m(code: str, point: Point) -> float:
    """How far a point lies from the middle of a stored code's cell."""
    box = cell(read_stored(code), reference=point)
    return distance_m(point, Point(lon=(box.west + box.east) / 2, lat=(box.south + box.north) / 2))


def _certification(household: AuditedHousehold, commune: CommuneRegister) -> Iterator[Finding]:
    if household.accuracy in _ROUGH:
        yield of_household(RuleCode.POSITION_ROUGH, household, accuracy=household.accuracy.value)
    if household.status != "certified":
        return
    if not household.code:
        yield of_household(RuleCode.CERT_WITHOUT_CODE, household)
    if household.accuracy in _ROUGH:
        yield of_household(RuleCode.CERT_ROUGH_POINT, household, accuracy=household.accuracy.value)
    made = household.certification
    if made is not None and is_stale(household, commune):
        yield of_household(RuleCode.CERT_STALE, household, certified_on=made.certified_on.isoformat())


def is_stale(household: AuditedHousehold, commune: CommuneRegister) -> bool:
    """Whether a certification no longer speaks for the record: it changed since, or five years have passed."""
    made = household.certification
    return made is not None and (made.changed_since or (commune.on - made.certified_on).days > FRESH_DAYS)


def _brought(household: AuditedHousehold) -> Iterator[Finding]:
    written = household.brought_code
    try:
        parsed = parse(written)
    except CodeMalformed:
        yield of_household(RuleCode.BROUGHT_MALFORMED, household, code=written)
        return
    if parsed.check_ok is False:
        yield of_household(RuleCode.BROUGHT_CHECK_WRONG, household, code=written)
    elif household.code:
        live = read_stored(household.code)
        same_place = parsed.code.suffix == live.suffix and parsed.code.unit in ("", live.unit)
        if not same_place:
            yield of_household(RuleCode.BROUGHT_DIFFERS, household, code=written, live=household.code)
        elif parsed.code.head != live.head:
            yield of_household(RuleCode.BROUGHT_OLD_HEAD, household, code=written, live=household.code)


def _brought_key(household: AuditedHousehold) -> str:
    if not household.brought_code or household.brought_code.isspace():
        return ""
    try:
        return str(parse(household.brought_code).code)
    except CodeMalformed:
        return ""
