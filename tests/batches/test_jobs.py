"""Batches in the register: queued, answered by workers that may die at any point, ended, and removed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.access.principal import ANONYMOUS, VISITOR
from app.batches import jobs
from app.batches.endings import over_quota, rows_end_workers
from app.batches.errors import OptionRefused
from app.batches.local import answer_file
from app.batches.options import Format, Options, Role
from app.batches.store import BatchStore
from app.batches.summary import outcomes_of
from app.db import batch_queue as queue
from app.db.register import LazyRegister
from app.errors import BatchesTooMany, BatchGone, BatchUnfinished, BatchUnknown, KeyReused
from geocoding.errors import InputUnreadable
from tests.batches.jobs import NOW, QUESTIONS, RULES, result, send, work_and_die, worker
from tests.processes import KILLED, exit_code_of

LATER = NOW + RULES.lease * 2


def finish(register: LazyRegister, store: BatchStore, snapshots: Path) -> None:
    one = worker(register, store, snapshots, clock=lambda: LATER)
    while one.work_once():
        pass


def expected(folder: Path, snapshots: Path, content: bytes = QUESTIONS) -> bytes:
    """What the command line writes for the same file."""
    source, out = folder / "local.csv", folder / "local.out"
    source.write_bytes(content)
    answer_file(source, out, options=Options(), written=Format.CSV, snapshots=snapshots)
    return out.read_bytes()


def test_a_batch_is_looked_through_answered_and_equals_the_local_result(
    register: LazyRegister, store: BatchStore, snapshots: Path, tmp_path: Path
) -> None:
    batch = send(register, store)
    one = worker(register, store, snapshots)
    assert jobs.find_own(register, batch.id, VISITOR).state == "queued"
    assert one.work_once()
    running = jobs.find_own(register, batch.id, VISITOR)
    assert (running.state, running.rows, running.rows_done) == ("running", 11, 0)
    assert one.work_once()
    assert jobs.find_own(register, batch.id, VISITOR).rows_done == 3
    with pytest.raises(BatchUnfinished):
        result(register, store, batch.id)
    finish(register, store, snapshots)
    done = jobs.find_own(register, batch.id, VISITOR)
    assert (done.state, done.rows_done) == ("done", 11)
    assert sum(outcomes_of(jobs.summary_of(register, batch.id)).values()) == 11
    assert result(register, store, batch.id) == expected(tmp_path, snapshots)


@pytest.mark.parametrize("after", range(1, 17))
def test_a_worker_killed_at_any_point_loses_nothing_and_repeats_nothing(
    register: LazyRegister, store: BatchStore, snapshots: Path, tmp_path: Path, after: int
) -> None:
    batch = send(register, store)
    url = register.engine.url.render_as_string(hide_password=False)
    assert exit_code_of(work_and_die, url, store.home, snapshots, after=after, late=timedelta()) in (0, KILLED)
    finish(register, store, snapshots)
    assert jobs.find_own(register, batch.id, VISITOR).rows_done == 11
    assert sum(outcomes_of(jobs.summary_of(register, batch.id)).values()) == 11
    assert result(register, store, batch.id) == expected(tmp_path, snapshots)


def test_many_workers_answer_every_chunk_once(
    register: LazyRegister, store: BatchStore, snapshots: Path, tmp_path: Path
) -> None:
    content = QUESTIONS + b"".join(b"s\xe1\xbb\x91 %d Lang,%d\n" % (n, n) for n in range(100))
    batches = [send(register, store, content) for _ in range(2)]

    def run() -> int:
        one, done = worker(register, store, snapshots), 0
        while one.work_once():
            done += 1
        return done

    with ThreadPoolExecutor(4) as pool:
        done = sum(pool.map(lambda _: run(), range(4)))
    finish(register, store, snapshots)
    assert done <= 2 + 2 * 37
    for batch in batches:
        assert jobs.find_own(register, batch.id, VISITOR).rows_done == 111
        assert result(register, store, batch.id) == expected(tmp_path, snapshots, content)


def test_a_claim_is_kept_from_others_until_it_runs_out_and_cannot_be_finished_after(
    register: LazyRegister, store: BatchStore, snapshots: Path
) -> None:
    send(register, store)
    assert worker(register, store, snapshots).work_once()
    until = NOW + RULES.lease
    with register.writing() as session:
        first = queue.claim_chunk(session, lease="a", at=NOW, until=until)
        second = queue.claim_chunk(session, lease="b", at=NOW, until=until)
    assert first is not None
    assert second is not None
    assert first.chunk.number != second.chunk.number
    with register.writing() as session:
        again = queue.claim_chunk(session, lease="c", at=until, until=until + RULES.lease)
        assert again is not None
        assert again.chunk.number == first.chunk.number
        assert not queue.finish_chunk(session, first, lease="a", summary="{}", at=until)
        assert queue.finish_chunk(session, again, lease="c", summary="{}", at=until)


def test_a_beating_lease_is_kept(register: LazyRegister, store: BatchStore, snapshots: Path) -> None:
    send(register, store)
    with register.writing() as session:
        assert queue.claim_file(session, lease="a", at=NOW, until=NOW + RULES.lease) is not None
        queue.renew(session, lease="a", until=NOW + 3 * RULES.lease)
        assert queue.claim_file(session, lease="b", at=NOW + 2 * RULES.lease, until=NOW + 3 * RULES.lease) is None
        queue.give_up(session, lease="a")
        assert queue.claim_file(session, lease="b", at=NOW, until=NOW + RULES.lease) is not None


def test_a_chunk_that_ends_every_worker_ends_its_batch(
    register: LazyRegister, store: BatchStore, snapshots: Path
) -> None:
    batch = send(register, store, b"dia_chi\nLang\n")
    assert worker(register, store, snapshots).work_once()
    for turn in range(queue.MAX_TRIES):
        at = NOW + turn * RULES.lease
        with register.writing() as session:
            claimed = queue.claim_chunk(session, lease=str(turn), at=at, until=at + RULES.lease)
        assert claimed is not None
        assert claimed.tries == turn + 1
    at = NOW + (queue.MAX_TRIES + 1) * RULES.lease
    assert worker(register, store, snapshots, clock=lambda: at).work_once()
    failed = jobs.find_own(register, batch.id, VISITOR)
    assert (failed.state, failed.failure) == ("failed", str(rows_end_workers(1)))


def test_batches_take_turns(register: LazyRegister, store: BatchStore, snapshots: Path) -> None:
    long, short = send(register, store), send(register, store, b"dia_chi\nLang\n")
    one = worker(register, store, snapshots)
    for _ in range(4):
        one.work_once()
    assert jobs.find_own(register, short.id, VISITOR).state == "done"
    assert jobs.find_own(register, long.id, VISITOR).state == "running"


@pytest.mark.parametrize("steps", [0, 1, 2, 99])
def test_a_batch_ended_at_any_time_keeps_no_files(
    register: LazyRegister, store: BatchStore, snapshots: Path, steps: int
) -> None:
    batch = send(register, store)
    one = worker(register, store, snapshots)
    for _ in range(steps):
        one.work_once()
    jobs.end(register, store, jobs.find_own(register, batch.id, VISITOR), at=NOW)
    ended = jobs.find_own(register, batch.id, VISITOR)
    assert (ended.state, ended.file_name) == ("done" if steps == 99 else "cancelled", "")
    assert not store.folder(batch.id).path.exists()
    assert not one.work_once()
    with pytest.raises(BatchGone):
        result(register, store, batch.id)


def test_files_are_removed_when_their_time_is_over(register: LazyRegister, store: BatchStore, snapshots: Path) -> None:
    batch = send(register, store)
    worker(register, store, snapshots, clock=lambda: NOW + timedelta(days=6)).sweep()
    assert store.folder(batch.id).input.is_file()
    worker(register, store, snapshots, clock=lambda: NOW + timedelta(days=7)).sweep()
    assert not store.folder(batch.id).path.exists()
    assert jobs.find_own(register, batch.id, VISITOR).purged_at is not None


def test_the_same_request_with_the_same_key_is_one_batch(register: LazyRegister, store: BatchStore) -> None:
    first = send(register, store, key="k")
    assert send(register, store, key="k").id == first.id
    assert send(register, store, key="k", owner=replace(VISITOR, id="other")).id != first.id
    with pytest.raises(KeyReused):
        send(register, store, b"dia_chi\nx\n", key="k")


def test_fifty_parallel_repeats_have_one_effect(register: LazyRegister, store: BatchStore) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: send(register, store, key="k").id, range(50)))
    assert len(set(found)) == 1
    assert len(jobs.own_batches(register, VISITOR, limit=100)) == 1


def test_a_caller_sees_the_own_batches_only(register: LazyRegister, store: BatchStore) -> None:
    batch = send(register, store)
    assert jobs.own_batches(register, ANONYMOUS, limit=10) == []
    with pytest.raises(BatchUnknown):
        jobs.find_own(register, batch.id, ANONYMOUS)


def test_a_caller_may_not_fill_the_queue(register: LazyRegister, store: BatchStore) -> None:
    for _ in range(3):
        send(register, store)
    with pytest.raises(BatchesTooMany):
        send(register, store)


def test_more_rows_than_a_day_allows_fail_with_the_figures(
    register: LazyRegister, store: BatchStore, snapshots: Path
) -> None:
    ids = [f"00000000-0000-7000-8000-00000000000{n}" for n in (1, 2)]
    first, second = (send(register, store, b"dia_chi\n" + b"x\n" * 600, batch_id=one) for one in ids)
    one = worker(register, store, snapshots)
    one.work_once()
    one.work_once()
    assert jobs.find_own(register, first.id, VISITOR).state == "running"
    failed = jobs.find_own(register, second.id, VISITOR)
    assert failed.failure == str(over_quota(600, already=600, limit=1_000))


@pytest.mark.parametrize(
    ("content", "options", "kind"),
    [
        (b"", Options(), InputUnreadable),
        (b"a,b\n1,2\n", Options(), OptionRefused),
        (b"a,b\n1,2\n", Options(columns={Role.QUERY: ("c",)}), OptionRefused),
    ],
)
def test_what_is_wrong_at_first_sight_is_said_at_once(
    register: LazyRegister, store: BatchStore, content: bytes, options: Options, kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        send(register, store, content, options=options)


def test_what_shows_later_fails_the_batch_with_its_reason(
    register: LazyRegister, store: BatchStore, snapshots: Path
) -> None:
    batch = send(register, store, b'{"x": 1}\n{"y": 2}\n')
    worker(register, store, snapshots).work_once()
    failure = jobs.find_own(register, batch.id, VISITOR).failure
    assert failure.startswith("columns: chưa rõ cột nào chứa địa chỉ")
    assert "say which column" in failure


def test_a_batch_without_rows_is_done_at_once(register: LazyRegister, store: BatchStore, snapshots: Path) -> None:
    batch = send(register, store, b"dia_chi\n")
    worker(register, store, snapshots).work_once()
    assert jobs.find_own(register, batch.id, VISITOR).state == "done"
    assert result(register, store, batch.id).startswith(b"dia_chi,result_verdict")


def test_a_batch_stays_with_its_snapshot_and_says_so_when_it_is_gone(
    register: LazyRegister, store: BatchStore, snapshots: Path, tmp_path: Path
) -> None:
    own = tmp_path / "snapshots"
    own.mkdir()
    version = (snapshots / "CURRENT").read_text(encoding="ascii").strip()
    (own / version).symlink_to(snapshots / version)
    (own / "CURRENT").write_text(version + "\n", encoding="ascii")
    batch = send(register, store)
    one = worker(register, store, own)
    one.work_once()
    with register.writing() as session:
        session.connection().exec_driver_sql("UPDATE batch SET dataset_version = 'gone'")
    one.work_once()
    finish(register, store, own)
    assert version.encode() in result(register, store, batch.id)
