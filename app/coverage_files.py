"""Coverage and findings as files: an Excel workbook with Vietnamese headings, and GeoJSON for a map.

Texts go in as texts: nothing that a stranger wrote becomes a formula.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import orjson

from app.coverage import AreaCoverage, CityCoverage, finding_words
from app.db.worklist import StoredFinding
from app.excel.book import Column, Listing, write_book
from app.excel.finding_list import FINDING_COLUMNS, NAME, finding_row
from app.excel.sheet_rows import Cell

COVERAGE_HEADINGS = (
    *("Mã", "Xã, phường", "Số hộ trong sổ", "Đã chứng nhận, có mã", "Tỷ lệ chứng nhận", "Số hộ đối chiếu"),
    *("Nguồn đối chiếu", "Ngày đối chiếu", "Sổ trên đối chiếu", "Lỗi", "Cảnh báo", "Lưu ý", "Kiểm tra lúc"),
)


def write_workbook(path: Path, coverage: CityCoverage, findings: Iterable[StoredFinding]) -> None:
    """Write the workbook: coverage by commune, the findings, and what the figures count."""
    definitions = ((one.key, one.vi, one.en) for one in coverage.definitions)
    areas = map(_area_row, (coverage.city, *coverage.communes))
    listings = (
        Listing(name="Độ phủ", columns=_columns(COVERAGE_HEADINGS), rows=areas),
        Listing(name=NAME, columns=FINDING_COLUMNS, rows=map(finding_row, findings)),
        Listing(name="Định nghĩa", columns=_columns(("Khóa", "Định nghĩa", "Definition")), rows=definitions),
    )
    write_book(path, listings)


def _columns(headings: Sequence[str]) -> tuple[Column, ...]:
    return tuple(Column(heading=heading, width=18) for heading in headings)


def write_geojson(path: Path, findings: Iterable[StoredFinding]) -> int:
    """Write the findings that have a place as points in WGS 84; gives back how many."""
    count = 0
    with path.open("wb") as file:
        file.write(b'{"type":"FeatureCollection","features":[')
        for finding in findings:
            if finding.lon is not None and finding.lat is not None:
                file.write(b",\n" if count else b"\n")
                file.write(orjson.dumps(_feature(finding)))
                count += 1
        file.write(b"\n]}\n")
    return count


def _area_row(area: AreaCoverage) -> tuple[Cell, ...]:
    reference = area.reference
    return (
        *(area.code, area.name, area.households, area.certified_live, area.share_certified),
        None if reference is None else reference.count,
        None if reference is None else reference.source,
        None if reference is None else reference.dated_on.isoformat(),
        area.share_of_reference,
        *(area.findings.error, area.findings.warning, area.findings.notice),
        None if area.audited_at is None else area.audited_at.isoformat(timespec="seconds"),
    )


def _feature(finding: StoredFinding) -> dict[str, object]:
    words = finding_words(finding)
    return {
        "type": "Feature",
        "id": finding.id,
        "geometry": {"type": "Point", "coordinates": [finding.lon, finding.lat]},
        "properties": {
            "rule": finding.rule,
            "severity": finding.severity,
            "vi": words.vi,
            "en": words.en,
            "commune_code": finding.commune_code,
            "household_id": finding.household_id,
            "address": finding.address,
            "parcel": finding.parcel,
            "people": finding.people,
            "importance": finding.importance,
        },
    }
