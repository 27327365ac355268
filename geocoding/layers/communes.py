"""Taking in commune outlines."""

from collections.abc import Collection, Iterable
from datetime import date

from geocoding.layers.city import label_points, to_points
from geocoding.layers.rows import CommuneOutline, Feature, Intake
from geocoding.layers.rules import Rule
from geocoding.layers.sorting import Sorting, is_area, shape_fault
from geocoding.model import HANOI, Rejected

_YES = ("true", "yes", "1", "có")


def take_communes(
    rows: Iterable[Feature | Rejected], *, known_codes: Collection[str], valid_on: date, source: str
) -> Intake:
    """Outlines of the communes valid on a day; `known_codes` are the codes of that day."""
    sorting = Sorting()
    seen: set[str] = set()
    for feature in sorting.features(rows):
        code, shape = feature.fields.get("code", ""), feature.shape
        rule = _broken_rule(feature, known_codes, seen)
        if rule is not None or shape is None:
            detail = shape_fault(shape) if rule is Rule.COMMUNE_INVALID_SHAPE else code
            sorting.reject(feature, rule or Rule.COMMUNE_INVALID_SHAPE, detail)
        else:
            approximate = feature.fields.get("approximate", "").lower() in ("true", "1")
            sorting.accepted.append(CommuneOutline(code, valid_on, shape, source, approximate))
        seen.add(code)
    return sorting.intake()


def _broken_rule(feature: Feature, known_codes: Collection[str], seen: Collection[str]) -> Rule | None:
    code = feature.fields.get("code", "")
    if code not in known_codes:
        return Rule.COMMUNE_UNKNOWN
    if code in seen:
        return Rule.COMMUNE_DUPLICATE
    if feature.shape is None or not is_area(feature.shape):
        return Rule.COMMUNE_INVALID_SHAPE
    [point] = to_points(label_points([feature.shape]))
    return None if HANOI.contains(point) else Rule.COMMUNE_OUTSIDE_CITY
