"""Taking in streets and alleys, drawn or as a plain list."""

import re
from collections.abc import Iterable

import numpy as np
import shapely

from geocoding.address.street_names import StreetName, parse_alley_path, parse_street_name
from geocoding.layers.city import City, is_line
from geocoding.layers.rows import Feature, Intake, Street
from geocoding.layers.rules import Rule
from geocoding.layers.sorting import Sorting, derived_id, shape_fault
from geocoding.model import Rejected
from geocoding.text.fold import fold

_ADDRESS = re.compile(r"\d+\w*(?:/\w+)*[\s,]+(?!thang\b)[a-z]")
_ALLEY_WORDS = ("ngo", "ngach", "hem")


def take_streets(rows: Iterable[Feature | Rejected], city: City) -> Intake:
    """Streets and alleys by id; a row without an id gets one derived from its names, area and shape.

    A commune may be given by code or name; a name that several communes bear, or bore, stands for none of them.
    """
    sorting = Sorting()
    seen: set[str] = set()
    for feature in sorting.features(rows):
        street = _street(feature, city)
        rule = _broken_rule(feature, street, city)
        if rule is None and street.external_id in seen:
            rule = Rule.STREET_DUPLICATE
        if rule is None:
            sorting.accepted.append(street)
            seen.add(street.external_id)
        else:
            sorting.reject(feature, rule, _detail(feature, rule))
    return sorting.intake()


def street_name_of(written: str, prefix: str) -> StreetName:
    """The name in a row whose kind word may stand in a column of its own.

    "Đường Láng" of kind Đường is Láng, but "Ngõ Gạch" of kind Phố is "Phố Ngõ Gạch".
    """
    if fold(prefix) in _ALLEY_WORDS and not fold(written).startswith(_ALLEY_WORDS):
        return parse_street_name(f"{prefix} {written}")
    found = parse_street_name(written)
    if not prefix or found.prefix.lower() == prefix.lower():
        return found
    return StreetName(found.full_name, prefix.capitalize(), found.alley_path)


def _street(feature: Feature, city: City) -> Street:
    fields, shape = feature.fields, feature.shape
    name = street_name_of(fields.get("street", ""), fields.get("prefix", ""))
    path = name.alley_path or parse_alley_path(fields.get("alley_path", ""))
    commune, district = _commune_code(fields.get("commune", ""), city), fields.get("district", "")
    wkb = b"" if shape is None else shapely.to_wkb(shape)
    parts = (name.prefix, name.name, "/".join(path), fields.get("commune", ""), district, wkb)
    return Street(
        external_id=fields.get("external_id") or derived_id("street", parts),
        name=name.name,
        prefix=name.prefix,
        alley_path=path,
        commune_code=commune,
        district=district,
        shape=shape,
    )


def _commune_code(text: str, city: City) -> str:
    """The commune's code from its code or its only meaning as a name; "" when it has several or none."""
    if text in city.known_codes:
        return text
    named = city.units.communes_named(re.sub(r"(?i)^(phường|xã|thị trấn)\s+", "", text)).communes
    return next(iter(named)) if len(named) == 1 else ""


def _broken_rule(feature: Feature, street: Street, city: City) -> Rule | None:
    commune = feature.fields.get("commune", "")
    if not street.name:
        return Rule.STREET_WITHOUT_NAME
    if _ADDRESS.match(fold(feature.fields["street"])) and not street.alley_path:
        return Rule.STREET_IS_ADDRESS
    if commune and not street.commune_code and not _is_commune_name(commune, city):
        return Rule.STREET_COMMUNE_UNKNOWN
    if street.shape is None:
        return None
    if not is_line(street.shape):
        return Rule.STREET_INVALID_SHAPE
    return None if _touches_city(street, city) else Rule.STREET_OUTSIDE_CITY


def _is_commune_name(text: str, city: City) -> bool:
    return city.units.is_known(re.sub(r"(?i)^(phường|xã|thị trấn)\s+", "", text))


def _touches_city(street: Street, city: City) -> bool:
    """Whether an end or a bend of the line lies in a commune."""
    return any(city.commune_of(np.asarray(shapely.get_coordinates(street.shape))))


def _detail(feature: Feature, rule: Rule) -> str:
    if rule is Rule.STREET_INVALID_SHAPE:
        return shape_fault(feature.shape)
    return feature.fields.get("commune" if rule is Rule.STREET_COMMUNE_UNKNOWN else "street", "")
