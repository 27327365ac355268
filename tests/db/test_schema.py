"""One model, one history, two databases."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, text

from app.db.engine import migrate, migration_config, open_engine, read_session, require_ready, write_session
from app.db.errors import RegisterNotReady, RegisterUnreachable
from app.db.load import load_parcels
from tests.db.rows import dataset, parcel, square


def test_the_history_leads_to_exactly_the_model(engine: Engine) -> None:
    with engine.connect() as connection:
        command.check(migration_config(connection))


def test_a_new_register_is_ready_after_migrating(blank_url: str) -> None:
    engine = open_engine(blank_url)
    migrate(engine)
    require_ready(engine)


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    before = _schema(engine)
    migrate(engine)
    assert _schema(engine) == before


def test_the_history_can_be_undone_and_run_again(blank_url: str) -> None:
    engine = open_engine(blank_url)
    migrate(engine)
    before = _schema(engine)
    with engine.execution_options(writes=True).begin() as connection:
        command.downgrade(migration_config(connection), "base")
    assert set(_schema(engine)) <= {"alembic_version", "spatial_ref_sys"}
    migrate(engine)
    assert _schema(engine) == before


def test_a_register_without_tables_is_not_ready(blank_url: str) -> None:
    with pytest.raises(RegisterNotReady), write_session(open_engine(blank_url)):
        pytest.fail("the session must not start")


def test_asking_for_a_missing_file_does_not_create_it(tmp_path: Path) -> None:
    file = tmp_path / "none.sqlite"
    with pytest.raises(RegisterNotReady), read_session(open_engine(f"sqlite:///{file}")):
        pass
    assert not file.exists()


@pytest.mark.parametrize("url", ["", "nonsense", "oracle://x/y", "mysql+nodriver://x/y"])
def test_a_url_nobody_understands_is_refused(url: str) -> None:
    with pytest.raises(RegisterUnreachable):
        open_engine(url)


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    engine = open_engine(f"postgresql+psycopg://me:secret@/register?host={tmp_path}")
    with pytest.raises(RegisterUnreachable) as caught, read_session(engine):
        pass
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("table", ["commune_outline", "parcel", "building", "street"])
def test_shapes_have_a_gist_index_where_the_database_knows_one(engine: Engine, table: str) -> None:
    names = {index["name"] for index in inspect(engine).get_indexes(table)}
    assert (f"ix_{table}_shape" in names) is (engine.dialect.name == "postgresql")


def test_postgis_answers_about_stored_shapes(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no spatial questions; the snapshot answers them")
    with write_session(engine) as session:
        load_parcels(session, [parcel(shape=square())], dataset_id=dataset(session))
        centre = square().centroid
        question = text("SELECT count(*) FROM parcel WHERE ST_Contains(shape, ST_SetSRID(ST_Point(:x, :y), 5897))")
        assert session.scalar(question, {"x": centre.x, "y": centre.y}) == 1


def _schema(engine: Engine) -> dict[str, list[str]]:
    tables = inspect(engine).get_table_names()
    return {table: sorted(column["name"] for column in inspect(engine).get_columns(table)) for table in tables}
