"""The cadastral layers themselves: parcels without households, parcels at odds, and what a commune lacks."""

from collections.abc import Iterator

import numpy as np
import shapely

from postcode.coverage.finding import Fact, Finding, of_commune, of_parcel
from postcode.coverage.register import CommuneRegister
from postcode.coverage.rules import RuleCode

TINY_M2 = 5.0
CROWDED = 12
"""More households than this on one parcel are a building whose flats the register does not name."""

STALE_DAYS = 2 * 365
SHORT, EXCEEDED = 0.9, 1.1


def check_parcels(commune: CommuneRegister) -> Iterator[Finding]:
    """The findings about the commune's parcels."""
    plain, linked = _households_by_parcel(commune)
    land = commune.land
    for row in np.flatnonzero(land.is_home).tolist():
        parcel, area_m2, homes, is_linked = land.parcels[row], land.areas_m2[row], plain[row], linked[row]
        if not is_linked:
            yield of_parcel(RuleCode.PARCEL_NO_HOUSEHOLD, parcel.key, parcel.label, land_use=parcel.land_use)
        elif area_m2 < TINY_M2:
            yield of_parcel(RuleCode.PARCEL_TINY, parcel.key, parcel.label, area_m2=round(area_m2, 1))
        if homes > CROWDED:
            yield of_parcel(RuleCode.PARCEL_CROWDED, parcel.key, parcel.label, households=homes)
    yield from _misplaced(commune)


def _households_by_parcel(commune: CommuneRegister) -> tuple[list[int], list[bool]]:
    """For each parcel how many households without flat or building stand on it first, and whether it has any."""
    plain, linked = [0] * len(commune.land.parcels), [False] * len(commune.land.parcels)
    for row, household in zip(commune.alive_rows, commune.alive, strict=True):
        rows = commune.linked[row]
        for one in rows:
            linked[one] = True
        if rows and not (household.address.unit or household.address.building):
            plain[rows[0]] += 1
    return plain, linked


def _misplaced(commune: CommuneRegister) -> Iterator[Finding]:
    """The parcels whose middle lies outside the commune, or that cover the middle of another parcel."""
    land = commune.land
    if not land.parcels:
        return
    if commune.outline is not None:
        shapely.prepare(commune.outline.shape)
        for row in np.flatnonzero(~shapely.intersects(commune.outline.shape, land.middles)).tolist():
            parcel = land.parcels[row]
            yield of_parcel(RuleCode.PARCEL_OUTSIDE_COMMUNE, parcel.key, parcel.label)
    for place, other in sorted(land.covering.items()):
        parcel = land.parcels[place]
        yield of_parcel(RuleCode.PARCEL_COVERS_OTHER, parcel.key, parcel.label, parcel=str(land.parcels[other].key))


def check_layers(commune: CommuneRegister) -> Iterator[Finding]:
    """The findings about the commune as a whole; a commune without households and parcels has only its outline."""
    homes = len(commune.alive)
    if not homes and not commune.land.parcels:
        return
    if commune.outline is None:
        yield of_commune(RuleCode.OUTLINE_MISSING, commune.code, homes=homes)
    elif commune.outline.approximate:
        yield of_commune(RuleCode.OUTLINE_APPROXIMATE, commune.code, homes=0, source=commune.outline.source)
    if homes and not commune.land.parcels:
        yield of_commune(RuleCode.PARCELS_MISSING, commune.code, homes=homes)
    if homes and not commune.land.buildings:
        yield of_commune(RuleCode.BUILDINGS_MISSING, commune.code, homes=0)
    if homes and not commune.streets:
        yield of_commune(RuleCode.STREETS_MISSING, commune.code, homes=0)
    without_use = sum(not parcel.land_use for parcel in commune.land.parcels)
    if without_use:
        yield of_commune(RuleCode.LAND_USE_MISSING, commune.code, homes=0, parcels=without_use)
    yield from _reference(commune, homes=homes)


def _reference(commune: CommuneRegister, *, homes: int) -> Iterator[Finding]:
    reference = commune.reference
    if reference is None:
        yield of_commune(RuleCode.REFERENCE_MISSING, commune.code, homes=0)
        return
    facts: dict[str, Fact] = {
        "count": reference.count,
        "dated_on": reference.dated_on.isoformat(),
        "source": reference.source,
    }
    if (commune.on - reference.dated_on).days > STALE_DAYS:
        yield of_commune(RuleCode.REFERENCE_STALE, commune.code, homes=0, **facts)
    if homes < SHORT * reference.count:
        missing = reference.count - homes
        yield of_commune(RuleCode.REFERENCE_SHORT, commune.code, homes=missing, **facts, households=homes)
    elif homes > EXCEEDED * reference.count:
        surplus = homes - reference.count
        yield of_commune(RuleCode.REFERENCE_EXCEEDED, commune.code, homes=surplus, **facts, households=homes)
