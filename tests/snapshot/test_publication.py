import os
from pathlib import Path

import pytest

from geocoding.errors import SnapshotCorrupt, SnapshotMissing
from geocoding.snapshot.build import Content, build_snapshot
from geocoding.snapshot.files import ABANDONED_S, KEPT, MANIFEST, active_version, sweep, verify
from geocoding.snapshot.store import SnapshotHolder, open_snapshot
from tests.factories import address, household, snapshot_of

LANG_5 = household("h1", address("5", "Láng"), code="1150622F2345")
LANG_7 = household("h2", address("7", "Láng"), code="1150622F2346/2506")


def test_nothing_published_says_so(tmp_path: Path) -> None:
    with pytest.raises(SnapshotMissing):
        open_snapshot(tmp_path)


def test_same_content_in_any_order_is_the_same_version(tmp_path: Path) -> None:
    first = snapshot_of(tmp_path / "a", [LANG_5, LANG_7])
    second = snapshot_of(tmp_path / "b", [LANG_7, LANG_5])
    assert first.version == second.version


def test_other_content_is_another_version(tmp_path: Path) -> None:
    assert snapshot_of(tmp_path / "a", [LANG_5]).version != snapshot_of(tmp_path / "b", [LANG_7]).version


def test_communes_that_come_twice_are_refused_and_nothing_is_left(tmp_path: Path) -> None:
    codes = ("00004", "00070", "00004")
    mixed = [household(f"h{nth}", address("5", "Láng"), commune_code=code) for nth, code in enumerate(codes)]
    content = Content(households=mixed, parcels=(), streets=(), communes=(), facts={})
    with pytest.raises(ValueError, match="00004"):
        build_snapshot(content, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_households_come_back_as_they_went_in(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, [LANG_5, LANG_7])
    assert {snapshot.households[position] for position in range(2)} == {LANG_5, LANG_7}
    assert snapshot.find("1150622F2346/2506") == LANG_7
    assert snapshot.find("1150622F2346") is None
    assert snapshot.with_suffix("22F2346") == [LANG_7]


@pytest.mark.parametrize("damage", ["cut", "missing", "flipped"])
def test_a_damaged_snapshot_is_not_activated(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / snapshot_of(tmp_path, [LANG_5]).version
    victim = folder / "households.json"
    content = victim.read_bytes()
    match damage:
        case "cut":
            victim.write_bytes(content[:-1])
        case "missing":
            victim.unlink()
        case _:
            victim.write_bytes(content[:-1] + b"?")
    with pytest.raises(SnapshotCorrupt):
        verify(folder)


def test_publishing_the_same_again_mends_a_damaged_snapshot(tmp_path: Path) -> None:
    folder = tmp_path / snapshot_of(tmp_path, [LANG_5]).version
    (folder / "households.json").write_bytes(b"?")
    assert snapshot_of(tmp_path, [LANG_5]).version == folder.name
    verify(folder)


def test_a_snapshot_without_manifest_is_refused(tmp_path: Path) -> None:
    (tmp_path / snapshot_of(tmp_path).version / MANIFEST).unlink()
    with pytest.raises(SnapshotCorrupt):
        open_snapshot(tmp_path)


def test_holder_follows_a_publication_after_its_check_interval(tmp_path: Path) -> None:
    now = [0.0]
    first = snapshot_of(tmp_path, [LANG_5])
    holder = SnapshotHolder(tmp_path, check_s=1.0, clock=lambda: now[0])
    assert holder.current().version == first.version
    second = snapshot_of(tmp_path, [LANG_7])
    assert holder.current().version == first.version
    now[0] = 1.0
    assert holder.current().version == second.version == active_version(tmp_path)


def test_holder_keeps_answering_when_the_new_snapshot_is_broken(tmp_path: Path) -> None:
    now = [0.0]
    first = snapshot_of(tmp_path, [LANG_5])
    holder = SnapshotHolder(tmp_path, clock=lambda: now[0])
    held = holder.current()
    (tmp_path / snapshot_of(tmp_path, [LANG_7]).version / MANIFEST).unlink()
    now[0] = 5.0
    assert holder.current() is held
    assert held.version == first.version


NOW = 2_000_000_000.0


def test_sweeping_keeps_the_active_version_and_the_latest_others(tmp_path: Path) -> None:
    versions = [snapshot_of(tmp_path, [household("h", address(str(n), "Láng"))]).version for n in range(KEPT + 3)]
    for age, version in enumerate(reversed(versions)):
        os.utime(tmp_path / version, (NOW - age, NOW - age))
    (tmp_path / "CURRENT").write_text(versions[0])
    sweep(tmp_path, now=NOW)
    kept = {path.name for path in tmp_path.iterdir() if path.is_dir()}
    assert kept == {versions[0], *versions[-KEPT:]}
    assert open_snapshot(tmp_path).version == versions[0]


@pytest.mark.parametrize(("age_s", "stays"), [(ABANDONED_S - 1, True), (ABANDONED_S + 1, False)])
def test_what_a_killed_publication_left_is_swept_after_a_day(tmp_path: Path, age_s: float, stays: bool) -> None:
    snapshot_of(tmp_path, [LANG_5])
    left = tmp_path / ".building-x"
    left.mkdir()
    os.utime(left, (NOW - age_s, NOW - age_s))
    sweep(tmp_path, now=NOW)
    assert left.exists() is stays


def test_folders_that_are_no_snapshots_are_left_alone(tmp_path: Path) -> None:
    snapshot_of(tmp_path, [LANG_5])
    (tmp_path / "notes").mkdir()
    sweep(tmp_path, now=NOW)
    assert (tmp_path / "notes").exists()
