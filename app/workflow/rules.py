"""What an edit must keep to be accepted as a proposal: the rules, each with a permanent name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from app.workflow.effects import Subject, with_wishes
from app.workflow.model import EditKind, Wanted
from geocoding.crs import to_survey
from geocoding.model import Address, HouseholdStatus, ParcelKey, Point

EDGE_M = 1.0
"""How far a point may lie outside its land or commune: no survey of doors is more exact."""
MAX_PARTS = 50

_ADDRESS = frozenset(field.name for field in fields(Address))
_PLACE = frozenset({"point", "access_point", "accuracy", "parcels"})

FIELDS: Final[Mapping[EditKind, frozenset[str]]] = {
    EditKind.CORRECT: _ADDRESS,
    EditKind.MOVE: _PLACE,
    EditKind.CERTIFY: frozenset(),
    EditKind.MERGE: _ADDRESS | {"into"},
    EditKind.SPLIT: _ADDRESS | {"parts"},
    EditKind.ADD: _ADDRESS | _PLACE | {"commune_code"},
    EditKind.RETIRE: frozenset(),
}
"""What each kind of edit may set."""

_PART_FIELDS = _ADDRESS | _PLACE
_SEVERAL = frozenset({EditKind.MERGE})


class EditRule(StrEnum):
    """Why an edit is not accepted."""

    REASON_MISSING = "reason-missing"
    VALUE_NOT_OF_KIND = "value-not-of-kind"
    NOTHING_CHANGES = "nothing-changes"
    HOUSEHOLD_RETIRED = "household-retired"
    ALREADY_CERTIFIED = "already-certified"
    HOUSEHOLDS_TOO_FEW = "households-too-few"
    HOUSEHOLDS_TOO_MANY = "households-too-many"
    HOUSEHOLD_REPEATED = "household-repeated"
    SEVERAL_COMMUNES = "several-communes"
    INTO_MISSING = "into-missing"
    PARTS_MISSING = "parts-missing"
    ADDRESS_MISSING = "address-missing"
    COMMUNE_MISSING = "commune-missing"
    POINT_MISSING = "point-missing"
    POINT_OUTSIDE_COMMUNE = "point-outside-commune"
    POINT_OUTSIDE_PARCEL = "point-outside-parcel"
    PARCEL_UNKNOWN = "parcel-unknown"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A rule that an edit does not keep; `field` is the value it is about, as a path such as "parts/0/point"."""

    rule: EditRule
    field: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """The land around an edit, in metres of the survey plane: outlines by commune, and the parcels it names."""

    outlines: Mapping[str, BaseGeometry]
    parcels: Mapping[ParcelKey, BaseGeometry]


def shortfalls(
    kind: EditKind, wanted: Wanted, *, subjects: Sequence[Subject], ground: Ground, reason: str
) -> tuple[Shortfall, ...]:
    """The rules that an edit does not keep; empty when it may be proposed."""
    return (
        *([] if reason.strip() else [Shortfall(EditRule.REASON_MISSING, "reason")]),
        *_of_values(wanted, allowed=FIELDS[kind]),
        *_of_households(kind, subjects),
        *_of_kind(kind, wanted, subjects),
        *_of_places(kind, wanted, subjects, ground),
    )


def _of_values(wanted: Wanted, *, allowed: frozenset[str], path: str = "") -> Iterator[Shortfall]:
    for name in _given(wanted):
        if name not in allowed:
            yield Shortfall(EditRule.VALUE_NOT_OF_KIND, f"{path}{name}")
    if not path:
        for number, part in enumerate(wanted.parts or ()):
            yield from _of_values(part, allowed=_PART_FIELDS, path=f"parts/{number}/")


def _of_households(kind: EditKind, subjects: Sequence[Subject]) -> Iterator[Shortfall]:
    least, most = (0, 0) if kind is EditKind.ADD else (2, 50) if kind in _SEVERAL else (1, 1)
    if len(subjects) < least:
        yield Shortfall(EditRule.HOUSEHOLDS_TOO_FEW, "household_ids")
    if len(subjects) > most:
        yield Shortfall(EditRule.HOUSEHOLDS_TOO_MANY, "household_ids")
    if len({subject.id for subject in subjects}) < len(subjects):
        yield Shortfall(EditRule.HOUSEHOLD_REPEATED, "household_ids")
    if len({subject.content.commune_code for subject in subjects}) > 1:
        yield Shortfall(EditRule.SEVERAL_COMMUNES, "household_ids")
    if any(subject.content.status is HouseholdStatus.RETIRED for subject in subjects):
        yield Shortfall(EditRule.HOUSEHOLD_RETIRED, "household_ids")


def _of_kind(kind: EditKind, wanted: Wanted, subjects: Sequence[Subject]) -> Iterator[Shortfall]:
    match kind:
        case EditKind.CORRECT | EditKind.MOVE:
            if all(with_wishes(subject.content, wanted) == subject.content for subject in subjects):
                yield Shortfall(EditRule.NOTHING_CHANGES, "values")
        case EditKind.CERTIFY:
            if any(subject.content.status is HouseholdStatus.CERTIFIED for subject in subjects):
                yield Shortfall(EditRule.ALREADY_CERTIFIED, "household_ids")
        case EditKind.MERGE:
            if wanted.into not in {subject.id for subject in subjects}:
                yield Shortfall(EditRule.INTO_MISSING, "into")
        case EditKind.SPLIT:
            yield from _of_parts(wanted.parts or ())
        case EditKind.ADD:
            yield from _of_new(wanted)


def _of_parts(parts: Sequence[Wanted]) -> Iterator[Shortfall]:
    if not 0 < len(parts) <= MAX_PARTS:
        yield Shortfall(EditRule.PARTS_MISSING, "parts")
    for number, part in enumerate(parts):
        if not _names_an_address(part):
            yield Shortfall(EditRule.ADDRESS_MISSING, f"parts/{number}")


def _of_new(wanted: Wanted) -> Iterator[Shortfall]:
    if not _names_an_address(wanted):
        yield Shortfall(EditRule.ADDRESS_MISSING, "values")
    if not wanted.commune_code:
        yield Shortfall(EditRule.COMMUNE_MISSING, "commune_code")
    if wanted.point is None:
        yield Shortfall(EditRule.POINT_MISSING, "point")


def _of_places(kind: EditKind, wanted: Wanted, subjects: Sequence[Subject], ground: Ground) -> Iterator[Shortfall]:
    """Where points lie that the edit sets, or that stay while the land under them is changed."""
    here = subjects[0].content if subjects else None
    if kind is EditKind.SPLIT and here is not None:
        for number, part in enumerate(wanted.parts or ()):
            parcels = here.parcels if part.parcels is None else part.parcels
            if part.point is not None or part.parcels is not None:
                yield from _of_place(part.point or here.point, parcels, here.commune_code, ground, f"parts/{number}/")
    if kind is EditKind.ADD and wanted.point is not None and wanted.commune_code:
        yield from _of_place(wanted.point, wanted.parcels or (), wanted.commune_code, ground, "")
    if kind is EditKind.MOVE and here is not None:
        after = with_wishes(here, wanted)
        yield from _of_place(after.point, after.parcels, after.commune_code, ground, "")


def _of_place(
    point: Point, parcels: Sequence[ParcelKey], commune_code: str, ground: Ground, path: str
) -> Iterator[Shortfall]:
    spot = shapely.Point(*to_survey(point))
    outline = ground.outlines.get(commune_code)
    if outline is not None and not shapely.dwithin(outline, spot, EDGE_M):
        yield Shortfall(EditRule.POINT_OUTSIDE_COMMUNE, f"{path}point")
    known = [ground.parcels[key] for key in parcels if key in ground.parcels]
    if len(known) < len(parcels):
        yield Shortfall(EditRule.PARCEL_UNKNOWN, f"{path}parcels")
    elif known and not any(shapely.dwithin(shape, spot, EDGE_M) for shape in known):
        yield Shortfall(EditRule.POINT_OUTSIDE_PARCEL, f"{path}point")


def _given(wanted: Wanted) -> list[str]:
    return [field.name for field in fields(wanted) if getattr(wanted, field.name) is not None]


def _names_an_address(wanted: Wanted) -> bool:
    return any(getattr(wanted, name) for name in _ADDRESS)
