"""The sample city: outlines of all communes, and layers of those chosen, written to a folder."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import orjson
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry as Geometry

from app.sample.brought import Heads
from app.sample.certified import certified, counted_households
from app.sample.character import SAMPLE_COMMUNES, character_of, usual_households
from app.sample.commune import CommunePlan, commune_layers
from app.sample.identifiers import identifiers_of
from app.sample.outlines import Outlines, Site, draw_outlines
from app.sample.readme import readme
from app.sample.service_points import service_points_of
from app.sample.write import LayerFiles, Properties, layer_files, polygon_coordinates
from geocoding.crs import to_survey
from geocoding.gazetteer.facts import REFORM, UnitExtent, read_admin_units, read_unit_extents, read_unit_links
from geocoding.geometry import wgs84_shape
from geocoding.model import AdminUnit, Point, UnitKind
from postcode.editions import Edition, read_editions

SEED = 1010
"""The year Thăng Long was founded."""

COUNTED = (
    *("communes", "communes_old", "parcels", "buildings", "streets", "households"),
    *("repeated_addresses", "brought_codes"),
)
BEFORE_REFORM = date(2025, 1, 1)
COMMUNE_KINDS = frozenset({UnitKind.PHUONG, UnitKind.XA, UnitKind.THI_TRAN})


class UnknownCommune(ValueError):
    """A commune code that no commune of 2025 has; `code` is it."""

    def __init__(self, code: str) -> None:
        super().__init__(f"không có xã, phường mã {code} / no commune of 2025 has the code {code}")
        self.code = code


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What was made: features and rows by layer, wrong rows by rule, households by commune."""

    folder: Path
    seed: int
    counts: Mapping[str, int]
    mistakes: Mapping[str, int]
    communes: Mapping[str, int]


def plan_communes(codes: Sequence[str] = (), *, households: int = 0) -> tuple[CommunePlan, ...]:
    """What to make of each chosen commune, by code; none chosen means the four of the committed sample.

    `households` is shared out in proportion to their usual numbers; 0 gives each its usual number. Raises
    `UnknownCommune`.
    """
    units = _communes_on(REFORM)
    chosen = sorted(set(codes or SAMPLE_COMMUNES))
    for code in chosen:
        if code not in units:
            raise UnknownCommune(code)
    shares = _shared_out(households, [usual_households(code) for code in chosen])
    editions, sources = read_editions(), _sources()
    return tuple(
        CommunePlan(
            code=code,
            name=units[code].name,
            full_name=units[code].full_name,
            character=character_of(code, units[code].kind),
            households=share,
            heads=_heads(code, sources[code], editions),
        )
        for code, share in zip(chosen, shares, strict=True)
    )


def write_sample(
    folder: Path, plans: Sequence[CommunePlan], *, seed: int, on_progress: Callable[[int], None] = lambda _: None
) -> SampleReport:
    """Write all layers; `on_progress` is told the number of households of each block done.

    The files appear only when all are written, and are equal byte by byte for equal arguments.
    """
    outlines = read_outlines()
    with layer_files(folder) as files:
        files.outlines("communes", _features(outlines.present, REFORM))
        files.outlines("communes_old", _features(outlines.former, BEFORE_REFORM))
        for plan in sorted(plans, key=lambda plan: plan.code):
            registered = 0
            blocks = commune_layers(plan, _largest(outlines.present[plan.code]), seed=seed)
            for nth, layers in enumerate(blocks):
                good = [one.cells.external_id for one in layers.households if one.mistake is None]
                found = (certified(external_id, plan.character, seed=seed) for external_id in good)
                files.block(layers)
                files.identifiers(identifiers_of(layers, seed=seed))
                for point in service_points_of(plan.code, nth, layers.streets):
                    files.service_point(point)
                files.certifications(one for one in found if one is not None)
                registered += len(good)
                on_progress(len(layers.households))
            files.reference_count(plan.code, counted_households(registered, plan.character))
        report = _report(folder, plans, files, seed=seed)
        files.text("counts.json", orjson.dumps(_figures(report), option=orjson.OPT_INDENT_2).decode() + "\n")
        files.text("README.md", readme(plans, seed=seed, counts=report.counts, mistakes=report.mistakes))
    return report


def read_outlines() -> Outlines:
    """The approximate outlines of all communes, drawn from the published facts, in the survey plane."""
    extents = read_unit_extents()
    return draw_outlines(
        present=[_site(extent) for extent in extents if extent.valid_on >= REFORM],
        former=[_site(extent) for extent in extents if extent.valid_on < REFORM],
        links=[(link.old_code, link.new_code) for link in read_unit_links()],
    )


def _site(extent: UnitExtent) -> Site:
    box = extent.box
    west, south = to_survey(Point(lon=box.west, lat=box.south))
    east, north = to_survey(Point(lon=box.east, lat=box.north))
    return Site(extent.code, to_survey(extent.centre), (west, south, east, north))


def _communes_on(day: date) -> dict[str, AdminUnit]:
    units = (unit for unit in read_admin_units() if unit.kind in COMMUNE_KINDS and unit.is_valid_on(day))
    return {unit.code: unit for unit in units}


def _sources() -> dict[str, list[str]]:
    """For each commune of 2025 the former ones it was made of."""
    sources: dict[str, list[str]] = {}
    for link in read_unit_links():
        sources.setdefault(link.new_code, []).append(link.old_code)
    return sources


def _heads(code: str, sources: Sequence[str], editions: Sequence[Edition]) -> Heads:
    current, earlier = editions[-1].heads, editions[:-1]
    former = [edition.heads[old] for edition in earlier for old in sources if old in edition.heads]
    return Heads(current[code], tuple(head for head in dict.fromkeys(former) if head != current[code]))


def _shared_out(total: int, weights: Sequence[int]) -> list[int]:
    """The total in parts proportional to the weights, which are the parts themselves when the total is 0."""
    if not total:
        return list(weights)
    bounds = [total * sum(weights[:index]) // sum(weights) for index in range(len(weights) + 1)]
    return [bounds[index + 1] - bounds[index] for index in range(len(weights))]


def _largest(outline: Geometry) -> Polygon:
    return max((part for part in shapely.get_parts(outline) if isinstance(part, Polygon)), key=shapely.area)


def _features(outlines: Mapping[str, Geometry], day: date) -> Iterator[tuple[Properties, str]]:
    units = _communes_on(day)
    for code, outline in outlines.items():
        properties: Properties = {
            "code": code,
            "name": units[code].name,
            "kind": units[code].kind.value,
            "valid_on": day.isoformat(),
            "approximate": True,
        }
        yield properties, _in_degrees(outline)


def _in_degrees(outline: Geometry) -> str:
    parts = shapely.get_parts(shapely.orient_polygons(wgs84_shape(outline)))
    rings = [[part.exterior, *part.interiors] for part in parts]
    written = [polygon_coordinates([list(ring.coords) for ring in part], decimals=6) for part in rings]
    if len(written) == 1:
        return f'{{"type":"Polygon","coordinates":{written[0]}}}'
    return f'{{"type":"MultiPolygon","coordinates":[{",".join(written)}]}}'


def _report(folder: Path, plans: Sequence[CommunePlan], files: LayerFiles, *, seed: int) -> SampleReport:
    return SampleReport(
        folder=folder,
        seed=seed,
        counts={name: files.counts[name] for name in COUNTED},
        mistakes={name: files.mistakes[name] for name in sorted(files.mistakes)},
        communes={plan.code: plan.households for plan in sorted(plans, key=lambda plan: plan.code)},
    )


def _figures(report: SampleReport) -> dict[str, object]:
    return {
        "seed": report.seed,
        "counts": report.counts,
        "expected_rejections": report.mistakes,
        "communes": report.communes,
    }
