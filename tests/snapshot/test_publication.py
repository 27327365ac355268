from pathlib import Path

import pytest

from geocoding.errors import SnapshotCorrupt, SnapshotMissing
from geocoding.snapshot.build import Content, build_snapshot
from geocoding.snapshot.files import MANIFEST, active_version, verify
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
