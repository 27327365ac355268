"""Who waits for a worker is told why, and a worker says that it works."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.access.principal import VISITOR
from app.batches import jobs
from app.batches.store import BatchStore
from app.crew import KEPT, SILENT, Crew, Waiting, crew_of, keep_saying, why
from app.db.batch_queue import MAX_TRIES
from app.db.register import LazyRegister
from app.db.workers import end_worker, note_worker
from app.main import create_app
from app.settings import Settings
from tests.batches.jobs import NOW, send, worker
from tests.conftest import SampleCity

LONG_AGO = NOW - timedelta(days=365)


def note(register: LazyRegister, name: str, at: datetime) -> None:
    with register.writing() as session:
        note_worker(session, name, started_at=at, at=at, forget_before=at - KEPT)


def test_nobody_works_where_nobody_was_ever_seen(register: LazyRegister) -> None:
    assert crew_of(register, at=NOW) == Crew(0, None)


def test_a_worker_counts_until_it_has_been_silent_for_a_minute(register: LazyRegister) -> None:
    note(register, "a", NOW)
    assert crew_of(register, at=NOW + SILENT) == Crew(1, NOW)
    assert crew_of(register, at=NOW + SILENT + timedelta(seconds=1)) == Crew(0, NOW)
    note(register, "a", NOW + SILENT)
    note(register, "b", NOW + SILENT)
    assert crew_of(register, at=NOW + SILENT) == Crew(2, NOW + SILENT)


def test_a_worker_that_stops_of_itself_is_gone_at_once(register: LazyRegister) -> None:
    note(register, "a", NOW)
    with register.writing() as session:
        end_worker(session, "a", at=NOW)
    assert crew_of(register, at=NOW) == Crew(0, NOW)


def test_workers_of_long_ago_are_forgotten(register: LazyRegister) -> None:
    note(register, "a", LONG_AGO)
    assert crew_of(register, at=NOW) == Crew(0, LONG_AGO)
    note(register, "b", NOW)
    with register.writing() as session:
        end_worker(session, "b", at=NOW)
    assert crew_of(register, at=NOW) == Crew(0, NOW)


def test_a_worker_says_that_it_works_until_it_stops(register: LazyRegister) -> None:
    stop = threading.Event()
    words = {"worker_id": "a", "clock": lambda: NOW}
    telling = threading.Thread(target=keep_saying, args=(register, stop), kwargs=words)
    telling.start()
    for _ in range(200):
        if crew_of(register, at=NOW).working:
            break
        stop.wait(0.05)
    assert crew_of(register, at=NOW) == Crew(1, NOW)
    stop.set()
    telling.join(timeout=30)
    assert crew_of(register, at=NOW) == Crew(0, NOW)


def test_a_batch_sent_before_anything_is_published_waits_and_does_not_fail(
    register: LazyRegister, store: BatchStore, snapshots: Path, tmp_path: Path
) -> None:
    batch = send(register, store)
    early = worker(register, store, tmp_path / "nothing")
    for _ in range(2 * MAX_TRIES):
        assert early.work_once()
    assert jobs.find_own(register, batch.id, VISITOR).state == "queued"
    assert worker(register, store, snapshots).work_once()
    assert jobs.find_own(register, batch.id, VISITOR).state == "running"


@pytest.mark.parametrize(
    ("state", "working", "is_published", "reason"),
    [
        ("queued", 0, True, Waiting.NO_WORKER),
        ("running", 0, True, Waiting.NO_WORKER),
        ("queued", 1, False, Waiting.NOTHING_PUBLISHED),
        ("queued", 1, True, Waiting.BUSY),
        ("running", 1, True, None),
        ("done", 0, True, None),
    ],
)
def test_a_batch_waits_for_a_reason(
    register: LazyRegister,
    store: BatchStore,
    snapshots: Path,
    *,
    state: str,
    working: int,
    is_published: bool,
    reason: Waiting | None,
) -> None:
    batch = send(register, store)
    one = worker(register, store, snapshots)
    for _ in range({"queued": 0, "running": 1, "done": 99}[state]):
        one.work_once()
    found = jobs.find_own(register, batch.id, VISITOR)
    assert found.state == state
    assert jobs.waits_because(found, Crew(working), is_published=is_published) is reason


def test_the_words_name_the_moment_and_the_command() -> None:
    words = why(Waiting.NO_WORKER, Crew(0, NOW))
    assert "2026-11-22T08:00:00Z" in words.vi
    assert words.en == "no worker has been seen since 2026-11-22T08:00:00Z; the operator starts: vpostcode worker"
    assert why(Waiting.NO_WORKER, Crew(0)).en == "no worker has been seen; the operator starts: vpostcode worker"


@pytest.fixture
def settings(sample_city: SampleCity) -> Settings:
    return sample_city.settings.model_copy(update={"demo": True})


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as client:
        yield client


def test_the_answer_says_why_a_batch_waits_and_readiness_whether_workers_work(
    client: TestClient, settings: Settings
) -> None:
    sent = client.post("/v1/batches", files={"file": ("x.csv", b"dia_chi\nLang\n")}).json()
    register = LazyRegister(settings.db_url)
    try:
        assert sent["waiting_because"]["reason"] == "no-worker"
        assert "vpostcode worker" in sent["waiting_because"]["message"]["vi"]
        assert client.get("/readyz").json()["workers"]["working"] == 0
        note(register, "a", datetime.now(UTC))
        again = client.get(sent["links"]["self"]).json()
        assert again["waiting_because"]["reason"] == "busy"
        with TestClient(create_app(settings)) as fresh:
            assert fresh.get("/readyz").json()["workers"]["working"] == 1
    finally:
        with register.writing() as session:
            end_worker(session, "a", at=datetime.now(UTC))
        client.delete(sent["links"]["self"])
