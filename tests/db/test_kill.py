"""A process killed at any statement of a write leaves the register as it was, and the write can be run again."""

import pytest
from sqlalchemy import Engine

from app.db import read
from app.db.engine import migrate, open_engine, read_session, require_ready, write_session
from app.db.load import load_parcels
from tests.db import dying
from tests.db.rows import dataset
from tests.processes import KILLED, exit_code_of


def _run(job: dying.Job, url: str, *, dies_at: int) -> int:
    """Run a job in a process of its own that kills itself at its n-th writing statement; 0: never."""
    return exit_code_of(dying.run, job, url, dies_at)


def _url(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def _counts(engine: Engine) -> dict[str, int]:
    with read_session(engine) as session:
        return read.counts(session)


@pytest.mark.parametrize("dies_at", [1, 2, 3, 4, 5])
def test_a_load_killed_on_the_way_leaves_nothing(engine: Engine, dies_at: int) -> None:
    with write_session(engine) as session:
        load_parcels(session, dying.parcels(), dataset_id=dataset(session))
    before = _counts(engine)
    assert _run(dying.load, _url(engine), dies_at=dies_at) == KILLED
    assert _counts(engine) == before
    assert _run(dying.load, _url(engine), dies_at=0) == 0
    assert _counts(engine)["household"] == dying.TOTAL


@pytest.mark.parametrize("dies_at", [1, 2, 3, 4])
def test_an_apply_killed_on_the_way_issues_nothing(engine: Engine, dies_at: int) -> None:
    with write_session(engine) as session:
        load_parcels(session, dying.parcels(), dataset_id=dataset(session))
    assert _run(dying.load, _url(engine), dies_at=0) == 0
    before = _counts(engine)
    assert _run(dying.apply, _url(engine), dies_at=dies_at) == KILLED
    assert _counts(engine) == before
    assert _run(dying.apply, _url(engine), dies_at=0) == 0
    assert _counts(engine)["issued_code"] == _counts(engine)["live_code"] == dying.TOTAL


@pytest.mark.parametrize("dies_at", [1, 8, 20])
def test_a_migration_killed_on_the_way_can_be_run_again(blank_url: str, dies_at: int) -> None:
    assert _run(migrate, blank_url, dies_at=dies_at) == KILLED
    engine = open_engine(blank_url)
    migrate(engine)
    require_ready(engine)
    assert set(_counts(engine).values()) == {0}
    engine.dispose()
