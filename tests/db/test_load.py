"""What goes into the register comes out again; what does not change is not touched."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from app.db import read
from app.db.engine import read_session, write_session
from app.db.load import (
    load_buildings,
    load_communes,
    load_households,
    load_parcels,
    load_streets,
    queue_doubtful,
)
from app.db.upsert import BATCH, LoadCount, plan_anew
from geocoding.layers.rows import Doubtful
from geocoding.model import Accuracy, Address, HouseholdStatus, Point
from tests.db.rows import building, dataset, household, key, outline, parcel, square, street

LAYERS: dict[str, tuple[Callable[..., LoadCount], Any, Any]] = {
    "commune_outline": (load_communes, outline(), outline(shape=square(800.0))),
    "parcel": (load_parcels, parcel(), parcel(land_use="CLN")),
    "building": (load_buildings, building(), building(levels=None)),
    "street": (load_streets, street(), street(alley_path=("12",))),
    "household": (load_households, household(), household(accuracy=Accuracy.DOOR)),
}


@pytest.mark.parametrize("engine", [pytest.param("postgis", marks=pytest.mark.postgis)], indirect=True)
def test_a_plan_made_for_an_empty_table_is_not_kept_when_it_has_filled(engine: Engine) -> None:
    asked = text("SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'parcel'")
    rows = [parcel(key=key(str(number))) for number in range(40 * BATCH)]
    with write_session(engine) as session:
        dataset_id = dataset(session)
        load_parcels(session, rows[: 38 * BATCH], dataset_id=dataset_id)
        before = session.scalar(asked)
        plan_anew(session)
        load_parcels(session, rows[38 * BATCH :], dataset_id=dataset_id)
        assert session.scalar(asked) == before


@pytest.mark.parametrize("layer", LAYERS)
def test_a_row_is_added_then_unchanged_then_changed(engine: Engine, layer: str) -> None:
    load, first, second = LAYERS[layer]
    counts = []
    for row in (first, first, second, second):
        with write_session(engine) as session:
            counts.append(load(session, [row], dataset_id=dataset(session)))
    added, changed, unchanged = LoadCount(added=1), LoadCount(changed=1), LoadCount(unchanged=1)
    assert counts == [added, unchanged, changed, unchanged]


@pytest.mark.parametrize("layer", LAYERS)
def test_an_unchanged_row_keeps_the_dataset_that_brought_it(engine: Engine, layer: str) -> None:
    load, row, _ = LAYERS[layer]
    for _ in range(2):
        with write_session(engine) as session:
            load(session, [row], dataset_id=dataset(session))
    with read_session(engine) as session:
        assert session.scalars(text(f"SELECT dataset_id FROM {layer}")).all() == [1]


def test_layers_come_out_as_they_went_in(engine: Engine) -> None:
    plain = street("s2", shape=None, district="Hoàn Kiếm", prefix="")
    with write_session(engine) as session:
        load_parcels(session, [parcel()], dataset_id=dataset(session))
        load_buildings(session, [building()], dataset_id=dataset(session))
        load_streets(session, [street(alley_path=("12", "5")), plain], dataset_id=dataset(session))
    with read_session(engine) as session:
        assert list(read.parcels(session)) == [parcel()]
        assert list(read.buildings(session)) == [building()]
        assert list(read.streets(session)) == [street(alley_path=("12", "5")), plain]


def test_a_shape_with_z_is_stored_flat(engine: Engine) -> None:
    solid = shapely.force_3d(square(), 7.0)
    with write_session(engine) as session:
        load_parcels(session, [parcel(shape=solid)], dataset_id=dataset(session))
        (stored,) = read.parcels(session)
    assert not stored.shape.has_z


def test_a_household_comes_out_with_all_its_parts(engine: Engine) -> None:
    address = Address("LK3-12", ("1", "2", "3/4", "5"), "Láng", "Thôn Đại Bái", "Mễ Trì Thượng", "HH3C", "25", "2506")
    row = household(
        address=address,
        access_point=Point(lon=105.851, lat=21.031),
        parcels=(key("35"), key("34")),
        building_external_id="w1",
        stated_commune_code="00004",
        address_text="Số 36A, ngách 12/5 Hàng Trống",
        brought_code="1102422F2345",
    )
    with write_session(engine) as session:
        load_parcels(session, [parcel("34"), parcel("35")], dataset_id=dataset(session))
        load_households(session, [row], dataset_id=dataset(session), new_id=_ids())
    with read_session(engine) as session:
        (stored,) = read.households(session)
    assert stored == read.StoredHousehold(
        id=_id(1),
        source="city",
        external_id="h1",
        address=address,
        commune_code="00070",
        point=row.point,
        access_point=row.access_point,
        accuracy=Accuracy.PARCEL,
        parcels=(key("35"), key("34")),
        building_external_id="w1",
        status=HouseholdStatus.PROPOSED,
        brought_code="1102422F2345",
        stated_commune_code="00004",
        address_text=row.address_text,
        code="",
    )


def test_a_changed_household_keeps_its_id_and_its_status(engine: Engine) -> None:
    with write_session(engine) as session:
        load_households(session, [household()], dataset_id=dataset(session), new_id=_ids())
        session.execute(text("UPDATE household SET status = 'certified'"))
    with write_session(engine) as session:
        load_households(session, [household(commune_code="00082")], dataset_id=dataset(session))
        (stored,) = read.households(session)
    assert (stored.id, stored.status, stored.commune_code) == (_id(1), HouseholdStatus.CERTIFIED, "00082")


def test_a_changed_household_stands_on_its_new_parcels_only(engine: Engine) -> None:
    with write_session(engine) as session:
        load_parcels(session, [parcel("34"), parcel("35"), parcel("36")], dataset_id=dataset(session))
        load_households(session, [household(parcels=(key("34"), key("35")))], dataset_id=dataset(session))
    with write_session(engine) as session:
        load_households(session, [household(parcels=(key("36"),))], dataset_id=dataset(session))
        (stored,) = read.households(session)
    assert stored.parcels == (key("36"),)


def test_households_may_share_a_parcel(engine: Engine) -> None:
    flats = [household(f"h{number}", parcels=(key(),)) for number in range(3)]
    with write_session(engine) as session:
        load_parcels(session, [parcel()], dataset_id=dataset(session))
        load_households(session, flats, dataset_id=dataset(session))
        assert [stored.parcels for stored in read.households(session)] == [(key(),)] * 3


def test_the_same_external_id_of_another_source_is_another_household(engine: Engine) -> None:
    with write_session(engine) as session:
        for source in ("city", "osm"):
            load_households(session, [household()], dataset_id=dataset(session, source=source))
        assert [stored.source for stored in read.households(session)] == ["city", "osm"]


def test_a_household_on_an_unknown_parcel_keeps_the_whole_load_out(engine: Engine) -> None:
    rows = [household("good"), household("bad", parcels=(key("404"),))]
    with pytest.raises(IntegrityError), write_session(engine) as session:
        load_households(session, rows, dataset_id=dataset(session))
    assert _counts(engine, "household", "dataset") == (0, 0)


def test_batches_of_mixed_fate_are_counted_row_by_row(engine: Engine) -> None:
    total = 2 * BATCH + 7
    rows = [household(f"h{number:05}", point=Point(lon=105.8, lat=21 + number * 1e-6)) for number in range(total)]
    with write_session(engine) as session:
        load_households(session, rows[: BATCH + 3], dataset_id=dataset(session))
    moved = [replace(row, commune_code="00082") if number % 100 == 0 else row for number, row in enumerate(rows)]
    with write_session(engine) as session:
        count_of = load_households(session, iter(moved), dataset_id=dataset(session))
        stored = [(one.external_id, one.commune_code) for one in read.households(session)]
    assert count_of == LoadCount(added=total - BATCH - 3, changed=11, unchanged=BATCH + 3 - 11)
    assert stored == [(row.external_id, row.commune_code) for row in moved]


def test_doubtful_rows_wait_with_their_candidates(engine: Engine) -> None:
    row = Doubtful(row=7, rule="household-unlocated", external_id="h7", address_text="162 Láng", candidates=("a", "b"))
    with write_session(engine) as session:
        assert queue_doubtful(session, [row], dataset_id=dataset(session)) == 1
    with read_session(engine) as session:
        assert session.execute(text("SELECT row, candidates FROM doubtful")).one() == (7, '["a","b"]')


def test_nothing_to_load_is_nothing_done(engine: Engine) -> None:
    with write_session(engine) as session:
        assert load_households(session, [], dataset_id=dataset(session)) == LoadCount()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), max_size=6))
def test_any_alley_path_is_kept_exactly(engine: Engine, parts: list[str]) -> None:
    path = tuple(parts)
    with write_session(engine) as session:
        load_households(session, [household(address=Address(alley_path=path))], dataset_id=dataset(session))
        (stored,) = read.households(session)
    assert stored.address.alley_path == path


def _id(number: int) -> str:
    return f"01890a5d-ac96-774b-bcce-b302099a80{number:02x}"


def _ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: _id(next(numbers))


def _counts(engine: Engine, *tables: str) -> tuple[int, ...]:
    with read_session(engine) as session:
        counted = read.counts(session)
    return tuple(counted[table] for table in tables)
