"""Taking in an OpenStreetMap extract: buildings, streets with their alleys, and households from address tags."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geocoding.address.keys import place_key, street
from geocoding.address.numbers import chain_key, number_key
from geocoding.layers.buildings import take_buildings
from geocoding.layers.city import Buildings, City, Streets
from geocoding.layers.households import take_households
from geocoding.layers.premises import premises
from geocoding.layers.rows import Building, Feature, HouseholdRow, Intake, Street
from geocoding.layers.rules import Rule
from geocoding.layers.sorting import Sorting
from geocoding.layers.streets import take_streets
from geocoding.model import Accuracy, Rejected

_TYPO, _STREET = "Phó ", "Phố"


@dataclass(frozen=True, slots=True)
class OsmIntake:
    """What came of an extract. A building with a house number counts twice, as building and as household."""

    buildings: Intake
    streets: Intake
    households: Intake


def take_osm(rows: Iterable[Feature | Rejected], city: City) -> OsmIntake:
    """Buildings first, then streets, then households against both."""
    unread = Sorting()
    features = list(unread.features(rows))
    buildings = take_buildings([feature for feature in features if feature.fields["kind"] == "building"], city)
    streets = take_streets([_street_row(feature) for feature in features if feature.fields["kind"] == "street"], city)
    drawn = [row for row in streets.accepted if isinstance(row, Street)]
    named = tuple(straighten(drawn))
    footprints = [row for row in buildings.accepted if isinstance(row, Building)]
    around = replace(city, buildings=Buildings(footprints), streets=Streets(named, communes=city.communes))
    addressed = [feature for feature in features if feature.fields.get("housenumber")]
    households = _take_households(addressed, around, names=_names(named))
    households = replace(households, rejected=(*unread.intake().rejected, *households.rejected))
    return OsmIntake(buildings, replace(streets, accepted=named), households)


def straighten(streets: Sequence[Street]) -> Iterable[Street]:
    """The streets with two slips of the pen mended where the extract itself shows the right form.

    "Ngách 4/165 Phố Chùa Bộc" is turned round where ngõ 165 is there and ngõ 4 is not; "Phó" becomes "Phố" where a
    street of that name is there.
    """
    known = {place_key(street(line.name), path=chain_key(line.alley_path)) for line in streets}
    names = _names(streets)
    for line in streets:
        name = _spelled(line.name, names)
        prefix = line.prefix if name == line.name else _STREET
        yield replace(line, name=name, prefix=prefix, alley_path=_turned(line, known))


def _turned(line: Street, known: set[str]) -> tuple[str, ...]:
    path, name = line.alley_path, street(line.name)
    if len(path) != 2:
        return path
    first, last = (place_key(name, path=chain_key((step,))) for step in path)
    return path[::-1] if last in known and first not in known else path


def _names(streets: Iterable[Street]) -> frozenset[str]:
    """The names of the streets proper."""
    return frozenset(line.name for line in streets if line.prefix)


def _spelled(name: str, names: frozenset[str]) -> str:
    right = name.removeprefix(_TYPO)
    return right if right in names else name


def _street_row(feature: Feature) -> Feature:
    fields = {"external_id": feature.fields["external_id"], "street": feature.fields["name"]}
    return Feature(feature.row, fields, feature.shape)


def _take_households(features: Sequence[Feature], city: City, *, names: frozenset[str]) -> Intake:
    sorting = Sorting()
    usable: list[Feature] = []
    for feature in features:
        fields = _household_fields(feature.fields, names)
        if not (fields.get("street") or fields.get("estate") or fields.get("hamlet")):
            sorting.reject(feature, Rule.HOUSEHOLD_WITHOUT_STREET, feature.fields["housenumber"])
        else:
            usable.append(Feature(feature.row, fields, feature.shape))
    found = take_households(usable, city)
    rows = {feature.fields["external_id"]: feature for feature in usable}
    kept = _once_per_building([row for row in found.accepted if isinstance(row, HouseholdRow)])
    for row in found.accepted:
        if isinstance(row, HouseholdRow) and row.external_id not in kept:
            sorting.reject(rows[row.external_id], Rule.HOUSEHOLD_REPEATED, row.building_external_id)
    accepted = tuple(row for row in found.accepted if isinstance(row, HouseholdRow) and row.external_id in kept)
    return Intake(accepted, (*found.rejected, *sorting.intake().rejected), found.doubtful)


def _household_fields(tags: Mapping[str, str], names: frozenset[str]) -> dict[str, str]:
    fields = premises(tags)
    written = fields.get("street", "")
    if (name := _spelled(written, names)) != written:
        fields["street"] = f"{_STREET} {name}"
    own = {"building_external_id": tags["external_id"]} if tags["kind"] == "building" else {}
    return {"external_id": tags["external_id"], **fields, **own}


def _once_per_building(households: Sequence[HouseholdRow]) -> set[str]:
    """The ids to keep where one building holds the same address several times: a door before the building itself."""
    same: dict[tuple[str, ...], list[HouseholdRow]] = defaultdict(list)
    for row in households:
        address = row.address
        alone = "" if row.building_external_id else row.external_id
        words = (number_key(address.house_number), str(street(address.street)), chain_key(address.alley_path))
        inside = (address.building, address.unit, address.estate, address.hamlet, address.floor)
        same[row.building_external_id, alone, *words, *inside].append(row)
    return {min(rows, key=_door_first).external_id for rows in same.values()}


def _door_first(row: HouseholdRow) -> tuple[bool, str]:
    return row.accuracy is not Accuracy.DOOR, row.external_id
