"""An import is all or nothing, says what it did, and does it once."""

import csv
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from app.db import load, read
from app.db.engine import open_engine, read_session
from app.db.errors import RegisterNotReady
from app.db.read import StoredHousehold
from app.intake import CommunesMissing, ImportReport, ImportRequest, import_layer
from geocoding.errors import CrsUnknown, LayerMissing, LayerUnreadable
from geocoding.layers.rows import Layer, Parcel
from tests.intake.conftest import HOUSEHOLDS, NOW, PARCELS, Desk, layer_text
from tests.layers.city import WEST, at, square

HERE = f"{at(4.5, 0.5).lon!r},{at(4.5, 0.5).lat!r}"
MORE_PARCELS = layer_text(
    *[({"so_to": "2", "so_thua": str(n % 4)}, square(2 * n, 7)) for n in range(5)],
    ({"so_to": "2", "so_thua": ""}, square(1, 9)),
    ({"so_to": "2", "so_thua": "9"}, square(500, 9)),
)


def counts(desk: Desk) -> dict[str, int]:
    with read_session(desk.engine) as session:
        return read.counts(session)


def reported(path: Path | None) -> list[tuple[str, str, str]]:
    assert path is not None
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["row"], row["external_id"], row["rule"]) for row in csv.DictReader(file)]


def test_the_report_bears_the_mark_by_which_excel_knows_vietnamese(desk: Desk) -> None:
    desk.lay("h.csv", HOUSEHOLDS)
    path = desk.take("h.csv", Layer.HOUSEHOLDS).report
    assert path is not None
    assert path.read_bytes().startswith("\ufeffrow,".encode())


def test_good_rows_are_loaded_and_the_others_reported(desk: Desk) -> None:
    desk.lay("h.csv", HOUSEHOLDS)
    report = desk.take("h.csv", Layer.HOUSEHOLDS)
    assert (report.rows, report.accepted, report.rejected, report.added) == (5, {"households": 2}, 3, 2)
    assert reported(report.report) == [
        ("3", "h3", "household-parcel-unknown"),
        ("4", "h4", "household-bad-number"),
        ("5", "h2", "household-duplicate-id"),
    ]
    assert report.examples[0] == "row 3: household-parcel-unknown h3 00070-1-99"
    with read_session(desk.engine) as session:
        assert [(row.external_id, str(row.parcels[0])) for row in read.households(session)] == [
            ("h1", "00070-1-1"),
            ("h2", "00070-1-2"),
        ]


@pytest.mark.parametrize("rows_in_a_part", [1, 2, 3])
def test_a_file_taken_in_by_parts_gives_what_it_gives_at_once(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows_in_a_part: int
) -> None:
    shutil.copytree(desk.folder, tmp_path / "by parts")
    outcomes = []
    for one in (desk, Desk(tmp_path / "by parts")):
        one.lay("more.geojson", MORE_PARCELS)
        one.lay("h.csv", f"{HOUSEHOLDS}h6,6\nh7,7,Phố Huế,,,,{HERE}\n,8,Phố Huế,00070,1,4,,\n")
        reports = [one.take("more.geojson", Layer.PARCELS), one.take("h.csv", Layer.HOUSEHOLDS)]
        outcomes.append(([_said(report) for report in reports], _stored(one)))
        for module in ("parcels", "buildings", "households"):
            monkeypatch.setattr(f"geocoding.layers.{module}.BATCH", rows_in_a_part)
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][0][1][0].rules == {
        "household-bad-number": 1,
        "household-duplicate-id": 1,
        "household-parcel-unknown": 1,
        "row-malformed": 1,
    }


def _said(report: ImportReport) -> tuple[ImportReport, bytes]:
    assert report.report is not None
    return replace(report, report=None), report.report.read_bytes()


def _stored(desk: Desk) -> tuple[list[StoredHousehold], list[Parcel]]:
    with read_session(desk.engine) as session:
        households = sorted(read.households(session), key=lambda household: household.id)
        return [replace(household, id="") for household in households], list(read.parcels(session))


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    desk.lay("h.csv", HOUSEHOLDS)
    first = desk.take("h.csv", Layer.HOUSEHOLDS)
    before = counts(desk)
    second = desk.take("h.csv", Layer.HOUSEHOLDS)
    assert second.repeated
    assert (second.added, second.changed, second.rejected, second.report) == (0, 0, 3, first.report)
    assert counts(desk) == before


def test_the_same_rows_in_another_file_leave_the_households_alone(desk: Desk) -> None:
    desk.lay("h.csv", HOUSEHOLDS)
    desk.lay("same.csv", HOUSEHOLDS.replace("\n", "\r\n"))
    desk.take("h.csv", Layer.HOUSEHOLDS)
    again = desk.take("same.csv", Layer.HOUSEHOLDS)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)


def test_a_file_is_read_again_when_the_parcels_it_missed_have_come(desk: Desk) -> None:
    desk.lay("h.csv", HOUSEHOLDS)
    desk.take("h.csv", Layer.HOUSEHOLDS)
    parcel = ({"commune_code": WEST, "sheet": "1", "parcel": "99"}, square(50, 50))
    desk.lay("more.geojson", layer_text(parcel))
    desk.take("more.geojson", Layer.PARCELS)
    assert (report := desk.take("h.csv", Layer.HOUSEHOLDS)).added == 1, report


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    desk.lay("h.csv", HOUSEHOLDS)
    before, files = counts(desk), sorted(desk.folder.rglob("*.csv"))
    report = desk.take("h.csv", Layer.HOUSEHOLDS, dry_run=True)
    assert (report.accepted, report.rejected, report.dry_run) == ({"households": 2}, 3, True)
    assert (counts(desk), sorted(desk.folder.rglob("*.csv"))) == (before, files)


def test_a_file_of_nothing_but_bad_rows_stores_nothing_and_can_be_tried_again(desk: Desk) -> None:
    desk.lay("h.csv", "external_id,house_number,street\nh1,1,Phố Không Có\n")
    before = counts(desk)
    report = desk.take("h.csv", Layer.HOUSEHOLDS)
    assert report.is_unusable
    assert reported(report.report) == [("1", "h1", "household-unlocated")]
    assert counts(desk) == before


def test_doubtful_rows_wait_with_their_candidates(desk: Desk) -> None:
    streets = [
        ({"external_id": f"s{n}", "street": "Phố Huế"}, square(100 * n + 10, 50, width=10).exterior) for n in (0, 1)
    ]
    desk.lay("streets.geojson", layer_text(*streets))
    desk.take("streets.geojson", Layer.STREETS)
    desk.lay("h.csv", "external_id,address_text\nh1,12 phố Huế\n")
    report = desk.take("h.csv", Layer.HOUSEHOLDS)
    assert (report.doubtful, report.rejected, report.is_unusable) == (1, 0, False)
    assert reported(report.report) == [("1", "h1", "household-several-places")]
    assert counts(desk)["doubtful"] == 1


def test_cells_that_a_spreadsheet_would_run_are_quoted(desk: Desk) -> None:
    desk.lay("h.csv", "external_id,house_number,street\n=1+1,1,Phố Không Có\n")
    assert reported(desk.take("h.csv", Layer.HOUSEHOLDS).report)[0][1] == "'=1+1"


def test_an_error_while_loading_leaves_the_register_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> int:
        raise OperationalError("disk", {}, Exception("full"))

    desk.lay("h.csv", HOUSEHOLDS)
    before = counts(desk)
    with monkeypatch.context() as broken:
        broken.setattr(load, "queue_doubtful", fail)
        with pytest.raises(ConnectionError):
            desk.take("h.csv", Layer.HOUSEHOLDS)
    assert counts(desk) == before
    assert desk.take("h.csv", Layer.HOUSEHOLDS).added == 2


@pytest.mark.parametrize(
    ("lay", "layer", "error", "words"),
    [
        (lambda desk: None, Layer.PARCELS, LayerMissing, "no such file"),
        (lambda desk: desk.lay("f.geojson", "nonsense"), Layer.PARCELS, LayerUnreadable, "content is not"),
        (lambda desk: desk.lay("f.geojson", "{}"), Layer.PARCELS, LayerUnreadable, "no allowed driver"),
        (lambda desk: desk.lay("f.geojson", _degrees()), Layer.PARCELS, CrsUnknown, "--crs 5897"),
    ],
)
def test_an_unusable_file_is_refused_in_one_line(
    desk: Desk, lay: Callable[[Desk], object], layer: Layer, error: type[Exception], words: str
) -> None:
    lay(desk)
    before = counts(desk)
    with pytest.raises(error, match=words) as refused:
        desk.take("f.geojson", layer)
    assert "\n" not in str(refused.value)
    assert counts(desk) == before


def _degrees() -> str:
    """Parcels in the survey plane that claim to be in degrees, as a file without any claim does."""
    return PARCELS.replace('"crs"', '"not_crs"')


def test_a_stated_system_goes_before_the_one_in_the_file(desk: Desk) -> None:
    desk.lay("f.geojson", _degrees().replace('"so_thua": "', '"so_thua": "9'))
    assert desk.take("f.geojson", Layer.PARCELS, epsg=5897).added == 4


def test_other_column_names_are_mapped(desk: Desk) -> None:
    desk.lay("h.csv", HOUSEHOLDS.replace("parcel", "lot"))
    report = desk.take("h.csv", Layer.HOUSEHOLDS, mapping={"parcel": "lot"})
    assert report.accepted == {"households": 2}


def test_a_layer_that_needs_outlines_says_so_where_there_are_none(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    from app.db.engine import migrate

    desk.lay("p.geojson", PARCELS)
    with pytest.raises(RegisterNotReady):
        desk.take("p.geojson", Layer.PARCELS)
    migrate(desk.engine)
    with pytest.raises(CommunesMissing, match="--layer communes first"):
        desk.take("p.geojson", Layer.PARCELS)


def test_rows_are_counted_as_they_come(desk: Desk) -> None:
    rows = "".join(f"h{n},1,Phố Huế,00070,1,1\n" for n in range(2_500))
    path = desk.lay("h.csv", "external_id,house_number,street,commune_code,sheet,parcel\n" + rows)
    seen: list[int] = []
    request = ImportRequest(path=path, layer=Layer.HOUSEHOLDS)
    import_layer(open_engine(desk.url), request, at=NOW, reports=desk.reports, on_rows=seen.append)
    assert seen == [1_000, 1_000]
