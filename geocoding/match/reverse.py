"""Point to parcel to households."""

from geocoding.crs import to_survey
from geocoding.geometry import distance_m
from geocoding.match.answer import Answer, Match, NextAction
from geocoding.match.present import commune_match, household_match, parcel_match
from geocoding.model import Point, Verdict
from geocoding.snapshot.store import Snapshot

REACH_M = 50.0
"""How far a point in the street may look for a parcel or a household."""


def reverse(snapshot: Snapshot, point: Point, *, limit: int) -> Answer:
    """What lies at a point.

    The parcel that holds it (the lowest key on a shared edge) with its households; else the nearest parcel or
    household within `REACH_M`, never nearer than it is; else the commune; else nothing.
    """
    x, y = to_survey(point)
    inside = snapshot.parcels.containing(x, y)
    if inside is not None:
        return _on_parcel(snapshot, inside, distance=0.0, limit=limit)
    parcel = snapshot.parcels.nearest(x, y, within_m=REACH_M)
    households = snapshot.households.nearest(point, count=limit, within_m=REACH_M)
    if parcel is not None and (
        not households or parcel[1] <= distance_m(point, snapshot.households[households[0]].point)
    ):
        return _on_parcel(snapshot, parcel[0], distance=parcel[1], limit=limit)
    if households:
        return _nearby(snapshot, point, households)
    return _in_commune(snapshot, point)


def _on_parcel(snapshot: Snapshot, position: int, *, distance: float, limit: int) -> Answer:
    key = snapshot.parcels.key(position)
    found = snapshot.households.on_parcel(key)
    matches: list[Match] = [
        household_match(snapshot, snapshot.households[p], confidence=1 / len(found), distance_m=distance)
        for p in found[:limit]
    ]
    if not matches:
        parcel = parcel_match(snapshot, key, distance_m=distance)
        matches = [parcel] if parcel is not None else []
    return _answer(matches, total=len(found) or len(matches), exact=distance == 0.0)


def _nearby(snapshot: Snapshot, point: Point, positions: list[int]) -> Answer:
    share = 1 / len(positions)
    matches = [
        household_match(snapshot, household, confidence=share, distance_m=distance_m(point, household.point))
        for household in (snapshot.households[position] for position in positions)
    ]
    return _answer(matches, total=len(matches), exact=False)


def _in_commune(snapshot: Snapshot, point: Point) -> Answer:
    commune = snapshot.commune_store.containing(point)
    matches = [commune_match(commune, distance_m=0.0)] if commune is not None else []
    return _answer(matches, total=len(matches), exact=False)


def _answer(matches: list[Match], *, total: int, exact: bool) -> Answer:
    if not matches:
        return Answer(Verdict.NONE, NextAction.CORRECT)
    if not exact:
        return Answer(Verdict.PARTIAL, NextAction.CHOOSE, tuple(matches), total)
    if total > 1:
        return Answer(Verdict.AMBIGUOUS, NextAction.CHOOSE, tuple(matches), total)
    return Answer(Verdict.MATCHED, NextAction.ACCEPT, tuple(matches), total)
