"""Reading by day and in one order."""

from datetime import date

import pytest
from sqlalchemy import Engine

from app.db import read
from app.db.engine import read_session, write_session
from app.db.facts import seed_facts
from app.db.load import load_communes, load_households, load_parcels
from geocoding.gazetteer.facts import read_admin_units, read_unit_links
from tests.db.rows import dataset, household, key, outline, parcel, square

OLD, REFORM, TODAY = date(2025, 1, 1), date(2025, 7, 1), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2024, 6, 1), OLD), (date(2025, 6, 30), OLD), (REFORM, REFORM), (TODAY, REFORM), (date(2019, 1, 1), None)],
)
def test_a_reused_code_shows_the_outline_of_the_day(engine: Engine, day: date, expected: date | None) -> None:
    # 00070 was phường Hàng Trống; from the reform on it is phường Hoàn Kiếm.
    with write_session(engine) as session:
        seed_facts(session)
        rows = [outline(valid_on=OLD, shape=square(100.0)), outline(valid_on=REFORM)]
        load_communes(session, rows, dataset_id=dataset(session))
        assert [found.valid_on for found in read.commune_outlines(session, day)] == ([expected] if expected else [])


def test_the_later_of_two_outlines_of_one_unit_is_shown(engine: Engine) -> None:
    with write_session(engine) as session:
        seed_facts(session)
        rows = [outline(valid_on=REFORM), outline(valid_on=date(2026, 1, 1), shape=square(50.0), approximate=True)]
        load_communes(session, rows, dataset_id=dataset(session))
        assert list(read.commune_outlines(session, TODAY)) == rows[1:]


def test_an_outline_of_before_the_reform_does_not_stand_for_the_commune_of_after(engine: Engine) -> None:
    with write_session(engine) as session:
        seed_facts(session)
        load_communes(session, [outline(valid_on=OLD)], dataset_id=dataset(session))
        assert list(read.commune_outlines(session, TODAY)) == []


def test_an_outline_of_a_commune_nobody_knows_is_not_shown(engine: Engine) -> None:
    with write_session(engine) as session:
        seed_facts(session)
        load_communes(session, [outline("99999")], dataset_id=dataset(session))
        assert list(read.commune_outlines(session, TODAY)) == []


def test_reading_order_is_by_code_point_in_both_databases(engine: Engine) -> None:
    names = ["Z", "a", "B", "đ", "d", "é", "e", "10", "9", "Ấ"]
    with write_session(engine) as session:
        load_households(session, [household(name) for name in names], dataset_id=dataset(session))
        load_parcels(session, [parcel(name, key=key(name)) for name in names], dataset_id=dataset(session))
        assert [stored.external_id for stored in read.households(session)] == sorted(names)
        assert [stored.key.number for stored in read.parcels(session)] == sorted(names)


def test_facts_come_out_as_they_ship(engine: Engine) -> None:
    with write_session(engine) as session:
        seed_facts(session)
    with read_session(engine) as session:
        assert tuple(read.admin_units(session)) == read_admin_units()
        assert tuple(read.unit_links(session)) == read_unit_links()


def test_an_empty_register_gives_nothing(engine: Engine) -> None:
    with read_session(engine) as session:
        readers = (read.parcels, read.buildings, read.streets, read.households, read.admin_units, read.unit_links)
        assert [list(reader(session)) for reader in readers] == [[]] * 6
        assert set(read.counts(session).values()) == {0}


def test_a_reader_sees_one_state_while_another_writes(engine: Engine) -> None:
    with read_session(engine) as reader:
        before = read.counts(reader)
        with write_session(engine) as writer:
            load_households(writer, [household()], dataset_id=dataset(writer))
        assert read.counts(reader) == before
