"""Streets and alleys: known or not, near or far, drawn or not, and named twice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import shapely

from geocoding.address.keys import street_name
from geocoding.crs import to_wgs84
from geocoding.model import Point
from geocoding.text.fold import tidy
from postcode.coverage.finding import Fact, Finding, of_household
from postcode.coverage.register import AuditedHousehold, CommuneRegister
from postcode.coverage.rules import RuleCode
from postcode.coverage.ways import Way, key_of_address, nearest_m, parent_key, way_key, ways_of

ALLEY_FAR_M, STREET_FAR_M, TWICE_M = 100.0, 120.0, 1_000.0


def check_ways(commune: CommuneRegister) -> Iterator[Finding]:
    """The findings about the streets that households name and those the layer knows; none without a street layer."""
    if not commune.streets:
        return
    ways = ways_of(commune.streets)
    named: dict[str, list[AuditedHousehold]] = defaultdict(list)
    rows = [row for row in commune.alive_rows if commune.households[row].address.street]
    keys = [key_of_address(commune.households[row].address) for row in rows]
    written = {(one.street, one.alley_path) for one in (commune.households[row].address for row in rows)}
    known = {one: list(_known(*one, ways=ways, city=commune.ways_of_city)) for one in written}
    away_m = nearest_m(ways, keys, commune.places[rows]).tolist()
    for row, key, metres in zip(rows, keys, away_m, strict=True):
        household = commune.households[row]
        named[key].append(household)
        for rule, facts in known[household.address.street, household.address.alley_path]:
            yield of_household(rule, household, **facts)
        yield from _far(household, metres)
    yield from _layer(commune, ways, named)


def _known(
    written: str, path: tuple[str, ...], *, ways: Mapping[str, Way], city: frozenset[str]
) -> Iterator[tuple[RuleCode, Mapping[str, Fact]]]:
    """The rules that a way as written breaks, with the facts: all households of a street write it alike."""
    street, key = way_key(written, ()), way_key(written, path)
    if street not in ways and street not in city:
        yield RuleCode.STREET_UNKNOWN, {"street": written}
        return
    if key not in ways and key not in city:
        yield RuleCode.ALLEY_UNKNOWN, {"street": written, "alley": "/".join(path)}
    if street in ways and tidy(street_name(written)).lower() != tidy(street_name(ways[street].name)).lower():
        yield RuleCode.STREET_SPELLING, {"street": written, "spelt": ways[street].name}


def _far(household: AuditedHousehold, metres: float) -> Iterator[Finding]:
    """The finding that a household stands far from its way; NaN, a way without line, is near."""
    address = household.address
    if address.alley_path and metres > ALLEY_FAR_M:
        alley = "/".join(address.alley_path)
        yield of_household(RuleCode.ALLEY_FAR, household, street=address.street, alley=alley, distance_m=round(metres))
    elif not address.alley_path and metres > STREET_FAR_M:
        yield of_household(RuleCode.STREET_FAR, household, street=address.street, distance_m=round(metres))


def _layer(
    commune: CommuneRegister, ways: Mapping[str, Way], named: Mapping[str, list[AuditedHousehold]]
) -> Iterator[Finding]:
    """The findings about the ways filed under the commune."""
    drawn = ways_of(street for street in commune.streets if street.commune_code == commune.code)
    parents = {parent_key(way) for way in ways.values() if way.path}
    for key, way in ways.items():
        group = named.get(key, [])
        if group and not way.shapes:
            yield of_way(RuleCode.STREET_NO_SHAPE, way, commune, group)
        if key not in drawn:
            continue
        if not group and way.shapes and key not in parents:
            yield of_way(RuleCode.STREET_NO_HOUSEHOLD, way, commune, [])
        if way.path and parent_key(way) not in ways:
            yield of_way(RuleCode.ALLEY_PARENT_UNKNOWN, way, commune, group)
        if (apart_m := _apart_m(drawn[key])) > TWICE_M:
            yield of_way(RuleCode.STREET_TWICE, way, commune, group, distance_m=round(apart_m))


def _apart_m(way: Way) -> float:
    """The widest gap between a piece of a way and the nearest other piece; 0 for one piece."""
    if len(way.shapes) < 2:
        return 0.0
    tree = shapely.STRtree(way.shapes)
    near, metres = tree.query_nearest(way.shapes, exclusive=True, return_distance=True, all_matches=False)
    return float(metres.max()) if len(near[0]) else 0.0


def of_way(
    rule: RuleCode, way: Way, commune: CommuneRegister, households: list[AuditedHousehold], **facts: Fact
) -> Finding:
    """A finding about a way and the households along it."""
    path: dict[str, Fact] = {"alley": "/".join(way.path)} if way.path else {}
    return Finding(
        rule=rule,
        subject=f"way:{commune.code}/{way.key}",
        commune_code=commune.code,
        point=_middle(way, households),
        households=tuple(household.id for household in households),
        facts={"street": way.name, **path, **facts},
    )


def _middle(way: Way, households: list[AuditedHousehold]) -> Point | None:
    if way.shapes:
        middle = shapely.point_on_surface(way.shapes[0])
        return to_wgs84(float(shapely.get_x(middle)), float(shapely.get_y(middle)))
    return households[0].point if households else None
