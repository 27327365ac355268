"""Coverage and findings as files: an Excel workbook with Vietnamese headings, and GeoJSON for a map.

Texts go in as texts: nothing that a stranger wrote becomes a formula.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import orjson
import xlsxwriter

from app.coverage import AreaCoverage, CityCoverage, finding_words
from app.db.worklist import StoredFinding
from app.excel.book import Cell
from app.excel.finding_list import FINDING_COLUMNS, finding_row

COVERAGE_HEADINGS = (
    *("Mã", "Xã, phường", "Số hộ trong sổ", "Đã chứng nhận, có mã", "Tỷ lệ chứng nhận", "Số hộ đối chiếu"),
    *("Nguồn đối chiếu", "Ngày đối chiếu", "Sổ trên đối chiếu", "Lỗi", "Cảnh báo", "Lưu ý", "Kiểm tra lúc"),
)


def write_workbook(path: Path, coverage: CityCoverage, findings: Iterable[StoredFinding]) -> None:
    """Write the workbook: coverage by commune, the findings, and what the figures count."""
    with xlsxwriter.Workbook(path, {"constant_memory": True, "in_memory": False}) as workbook:
        _sheet(workbook, "Độ phủ", COVERAGE_HEADINGS, map(_area_row, (coverage.city, *coverage.communes)))
        _sheet(workbook, "Phát hiện", [one.heading for one in FINDING_COLUMNS], map(finding_row, findings))
        definitions = ((one.key, one.vi, one.en) for one in coverage.definitions)
        _sheet(workbook, "Định nghĩa", ("Khóa", "Định nghĩa", "Definition"), definitions)


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


def _sheet(workbook: xlsxwriter.Workbook, name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    sheet = workbook.add_worksheet(name)
    bold = workbook.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headings) - 1, 18)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write(sheet, last, column, value)
    sheet.autofilter(0, 0, max(last, 1), len(headings) - 1)


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Cell) -> None:
    """A text as a text, a number as a number, nothing as nothing: no guessing, so no formulas and no links."""
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write_number(row, column, value)


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
