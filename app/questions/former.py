"""Which former commune a place lay in, told only where there is no doubt."""

from collections.abc import Callable, Iterable

import shapely

from app.questions.areas import Areas
from geocoding.crs import to_survey
from geocoding.gazetteer.facts import REFORM, UnitExtent
from geocoding.layers.rows import CommuneOutline
from geocoding.model import AdminUnit, Point

MARGIN_M = 30.0
"""Nearer to a line than this the former commune is not told: published lines differ by as much."""

FormerCommune = Callable[[Point, str], AdminUnit | None]
"""Place and its commune of today → the former commune, None when that is in doubt."""


def former_by_outlines(outlines: Iterable[CommuneOutline], areas: Areas) -> FormerCommune:
    """By outlines in the survey plane."""
    kept = [outline for outline in outlines if outline.code in areas.former]
    codes = [outline.code for outline in kept]
    tree = shapely.STRtree([outline.shape for outline in kept])

    def former(point: Point, commune_code: str) -> AdminUnit | None:
        near = tree.query(shapely.Point(*to_survey(point)), predicate="dwithin", distance=MARGIN_M)
        return _linked([codes[index] for index in near.tolist()], commune_code, areas)

    return former


def former_by_extents(extents: Iterable[UnitExtent], areas: Areas) -> FormerCommune:
    """By the boxes around former communes: only where a single one that is linked to the commune can hold the place."""
    boxes = {extent.code: extent.box for extent in extents if extent.valid_on < REFORM}

    def former(point: Point, commune_code: str) -> AdminUnit | None:
        linked = (unit.code for unit in areas.predecessors(commune_code))
        holding = [code for code in linked if code not in boxes or boxes[code].contains(point)]
        return _linked(holding, commune_code, areas)

    return former


def _linked(codes: list[str], commune_code: str, areas: Areas) -> AdminUnit | None:
    if len(codes) != 1 or codes[0] not in areas.former:
        return None
    unit = areas.former[codes[0]]
    return unit if areas.was_part_of(unit, commune_code) else None
