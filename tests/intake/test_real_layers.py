"""Real commune outlines, a real OpenStreetMap extract and a public street list go through."""

import sys
from pathlib import Path

import pytest

from app.db import read
from app.db.engine import migrate, read_session, write_session
from app.db.facts import seed_facts
from app.intake import ImportReport, ImportRequest, import_layer
from geocoding.layers.rows import Layer
from geocoding.model import Accuracy
from tests.intake.conftest import NOW, Desk

FILES = (
    ("communes_2025.geojson", Layer.COMMUNES),
    ("hanoi_nga_tu_so.osm.pbf", Layer.OSM),
    ("streets.csv", Layer.STREETS),
)


@pytest.fixture(scope="module")
def imported(real_layers: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, dict[str, ImportReport]]:
    desk = Desk(tmp_path_factory.mktemp("real"))
    migrate(desk.engine)
    with write_session(desk.engine) as session:
        seed_facts(session)
    return desk, {name: _take(desk, real_layers / name, layer) for name, layer in FILES}


def _take(desk: Desk, path: Path, layer: Layer) -> ImportReport:
    return import_layer(desk.engine, ImportRequest(path=path, layer=layer), at=NOW, reports=desk.reports)


Imported = tuple[Desk, dict[str, ImportReport]]


def test_every_layer_is_taken_in_and_every_row_accounted_for(imported: Imported) -> None:
    _, reports = imported
    communes, osm, streets = (reports[name] for name, _ in FILES)
    assert (communes.accepted, communes.rejected) == ({"communes": 126}, 0)
    assert osm.accepted["buildings"] > 3_500
    assert osm.accepted["streets"] > 900
    assert osm.accepted["households"] > 700
    assert set(osm.rules) == {
        "household-bad-house-number",
        "household-repeated",
        "household-without-street",
        "shape-incomplete",
    }
    assert streets.accepted["streets"] + streets.rejected == streets.rows
    for name, report in reports.items():
        sys.stdout.write(f"{name}: {dict(report.accepted)} rejected {report.rejected} {dict(report.rules)}\n")


def test_addresses_of_the_extract_are_where_the_map_has_them(imported: Imported) -> None:
    desk, _ = imported
    with read_session(desk.engine) as session:
        found = [row for row in read.households(session) if row.address.house_number == "162"]
    streets = sorted(row.address.street for row in found)
    assert streets.count("Đường Láng") == 1
    assert streets.count("Đường Trường Chinh") == 2
    assert {row.accuracy for row in found} <= {Accuracy.DOOR, Accuracy.BUILDING}
    assert all(row.commune_code for row in found)


def test_every_household_has_a_place_to_be_found_by(imported: Imported) -> None:
    desk, _ = imported
    with read_session(desk.engine) as session:
        for row in read.households(session):
            address = row.address
            assert address.street or address.estate or address.hamlet, row.external_id
            assert address.house_number or address.building, row.external_id


def test_alleys_have_their_street_and_path(imported: Imported) -> None:
    desk, _ = imported
    with read_session(desk.engine) as session:
        alleys = {(row.name, row.alley_path) for row in read.streets(session) if row.alley_path}
    assert ("Quan Nhân", ("1", "74")) in alleys
    assert ("Trường Chinh", ("354", "137", "21")) in alleys
    assert ("Chùa Bộc", ("165", "4")) in alleys


def test_importing_again_changes_nothing(imported: Imported, real_layers: Path) -> None:
    desk, _ = imported
    with read_session(desk.engine) as session:
        before = read.counts(session)
    assert all(_take(desk, real_layers / name, layer).repeated for name, layer in FILES)
    with read_session(desk.engine) as session:
        assert read.counts(session) == before
