"""The whole product on the committed sample city."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.engine import open_engine, read_session
from app.db.identifiers import identifier_named
from app.db.ledger import SqlLedger
from app.demo import load_sample
from geocoding.identifiers import Scheme
from tests.conftest import SAMPLES, SampleCity


def rejections(path: Path) -> Iterator[tuple[str, str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield row["row"], row["external_id"], row["rule"]


@pytest.fixture(scope="module")
def codes(sample_city: SampleCity) -> list[tuple[str, str]]:
    ledger = SqlLedger(open_engine(sample_city.settings.db_url))
    return [(issued.household_id, str(issued.code)) for issued in ledger.issued() if issued.live]


def test_every_household_comes_back_by_text_point_and_code(sample_city: SampleCity) -> None:
    trips = sample_city.report.round_trips
    assert trips.wrong == ()
    assert trips.complete


def test_every_accepted_household_has_exactly_one_code(sample_city: SampleCity, codes: list[tuple[str, str]]) -> None:
    owners = {household_id for household_id, _ in codes}
    assert len(owners) == len(codes) == len({code for _, code in codes}) == sample_city.report.households


def test_rejected_rows_are_exactly_those_the_generator_predicted(sample_city: SampleCity) -> None:
    (report,) = sample_city.settings.reports.glob("import-households-*.csv")
    assert sorted(rejections(report)) == sorted(rejections(SAMPLES / "expected_rejections.csv"))


def test_every_identifier_of_the_lists_is_taken_and_leads_to_its_household(sample_city: SampleCity) -> None:
    for path in sample_city.settings.reports.glob("import-identifiers-*.csv"):
        assert list(rejections(path)) == []
    with (SAMPLES / "identifiers_2026.csv").open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["property_code"])
    with read_session(open_engine(sample_city.settings.db_url)) as session:
        by_address = identifier_named(session, Scheme.DIGITAL_ADDRESS, row["digital_address"])
        by_code = identifier_named(session, Scheme.PROPERTY_CODE, row["property_code"])
    assert by_address is not None
    assert by_code is not None
    assert by_address.household_id == by_code.household_id


def test_loading_again_changes_nothing(sample_city: SampleCity, codes: list[tuple[str, str]]) -> None:
    again = load_sample(sample_city.settings)
    assert again.dataset_version == sample_city.report.dataset_version
    assert again.rejected == sample_city.report.rejected
    ledger = SqlLedger(open_engine(sample_city.settings.db_url))
    assert [(issued.household_id, str(issued.code)) for issued in ledger.issued() if issued.live] == codes
