"""Households, parcels, places and communes of a snapshot as matches, with their labels and honest uncertainty."""

from dataclasses import replace

from geocoding.address.write import full_line
from geocoding.geometry import distance_m
from geocoding.match.answer import Extent, Match
from geocoding.match.between import Between
from geocoding.model import Accuracy, Address, Household, MatchLevel, ParcelKey, Point
from geocoding.quick import quick
from geocoding.snapshot.communes import CommuneRecord
from geocoding.snapshot.places import Place
from geocoding.snapshot.store import Snapshot

UNCERTAINTY_M = {
    Accuracy.DOOR: 5.0,
    Accuracy.BUILDING: 15.0,
    Accuracy.PARCEL: 20.0,
    Accuracy.INTERPOLATED: 50.0,
    Accuracy.CENTROID: 500.0,
}
"""Radius in metres that should hold the truth, by how the position was derived."""


_make_match = quick(Match)


def household_match(
    snapshot: Snapshot, household: Household, *, confidence: float, distance_m: float | None = None
) -> Match:
    """A household as a match."""
    code, accuracy, parcels = household.commune_code, household.accuracy, household.parcels
    return _make_match(  # by position, for most answers hold one: that takes half the time
        MatchLevel.HOUSEHOLD,
        full_line(household.address, commune=_commune_name(snapshot, code)),
        household.point,
        accuracy,
        code,
        UNCERTAINTY_M[accuracy],
        confidence,
        household,
        parcels[0] if parcels else None,
        distance_m,
        None,
        None,
    )


def parcel_match(snapshot: Snapshot, key: ParcelKey, *, distance_m: float | None = None) -> Match | None:
    """The parcel of that key as a match, None when there is none."""
    position = snapshot.parcels.find(key)
    if position is None:
        return None
    return Match(
        level=MatchLevel.PARCEL,
        label=f"Thửa {key.number}, tờ bản đồ {key.sheet}, {_commune_name(snapshot, key.commune_code)}, Hà Nội",
        point=snapshot.parcels.label(position),
        accuracy=Accuracy.PARCEL,
        commune_code=key.commune_code,
        uncertainty_m=UNCERTAINTY_M[Accuracy.PARCEL],
        confidence=1.0,
        parcel=key,
        distance_m=distance_m,
    )


def place_match(snapshot: Snapshot, place: Place) -> Match:
    """A street, alley, estate or hamlet as a match; its point is a centre, its uncertainty reaches its ends."""
    return Match(
        level=MatchLevel.ALLEY if place.address.alley_path else MatchLevel.STREET,
        label=full_line(place.address, commune=_commune_name(snapshot, place.commune_code)),
        point=place.point,
        accuracy=Accuracy.CENTROID,
        commune_code=place.commune_code,
        uncertainty_m=max(place.radius_m, UNCERTAINTY_M[Accuracy.PARCEL]),
        confidence=1.0,
        place=place.address,
    )


def match_between(match: Match, found: Between) -> Match:
    """The match of a street or alley with the position that an absent house would have along it."""
    return replace(
        match,
        point=found.point,
        accuracy=Accuracy.INTERPOLATED,
        uncertainty_m=found.uncertainty_m,
        extent=Extent(match.point, match.uncertainty_m),
    )


def whole_place(match: Match) -> Match:
    """The match with the centre of its place instead of an interpolated position."""
    if match.extent is None:
        return match
    centre, radius_m = match.extent.centre, match.extent.radius_m
    return replace(match, point=centre, accuracy=Accuracy.CENTROID, uncertainty_m=radius_m, extent=None)


def listed_street_match(commune: CommuneRecord, street: str) -> Match:
    """A street that is known by name only, as a match: it lies somewhere in the commune."""
    place = Address(street=street)
    within = commune_match(commune)
    return replace(within, level=MatchLevel.STREET, label=full_line(place, commune=commune.full_name), place=place)


def commune_match(commune: CommuneRecord, *, distance_m: float | None = None) -> Match:
    """A commune as a match, its uncertainty reaching its farthest corner."""
    return Match(
        level=MatchLevel.COMMUNE,
        label=f"{commune.full_name}, Hà Nội",
        point=commune.centre,
        accuracy=Accuracy.CENTROID,
        commune_code=commune.code,
        uncertainty_m=_reach_m(commune),
        confidence=1.0,
        distance_m=distance_m,
    )


def _reach_m(commune: CommuneRecord) -> float:
    west, south, east, north = commune.shape.bounds
    corners = [Point(lon=lon, lat=lat) for lon in (west, east) for lat in (south, north)]
    return max(distance_m(commune.centre, corner) for corner in corners)


def _commune_name(snapshot: Snapshot, code: str) -> str:
    commune = snapshot.commune(code)
    return commune.full_name if commune is not None else ""
