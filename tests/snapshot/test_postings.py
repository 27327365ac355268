"""Keys dealt out to several dictionaries answer as those in one do."""

from pathlib import Path

import numpy as np
import pytest

from geocoding.errors import SnapshotCorrupt
from geocoding.snapshot.files import GrowingArray, open_array
from geocoding.snapshot.postings import Postings, save_postings

PAIRS = [(f"s{street}\t{alley}\tn{house}", house) for street in "abcdef" for alley in "12" for house in (3, 1, 2, 3)]


@pytest.mark.parametrize("parts", [1, 2, 5])
def test_positions_of_a_key_come_ascending_and_once(tmp_path: Path, parts: int) -> None:
    save_postings(tmp_path, "p", [*PAIRS, ("sa\t1\tn3", 9), ("plain", 4), ("plain", 0)], parts=parts)
    postings = Postings(tmp_path, "p")
    assert postings.get("sa\t1\tn3") == [3, 9]
    assert postings.get("sf\t2\tn1") == [1]
    assert postings.get("plain") == [0, 4]
    assert postings.get("sa\t1\tn4") == postings.get("") == ()


@pytest.mark.parametrize("parts", [1, 2, 5])
@pytest.mark.parametrize("beginning", ["", "s", "sa", "sa\t", "sa\t2", "sa\t2\tn", "sg\t"])
def test_a_beginning_is_found_in_every_part(tmp_path: Path, parts: int, beginning: str) -> None:
    save_postings(tmp_path, "p", PAIRS, parts=parts)
    postings = Postings(tmp_path, "p")
    expected = sorted({key for key, _ in PAIRS if key.startswith(beginning)})
    assert sorted(postings.keys(beginning, limit=1_000)) == expected
    assert postings.has_prefix(beginning) is bool(expected)
    assert len(postings.keys(beginning, limit=2)) == min(2, len(expected))


def test_pairs_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    for name, pairs in (("a", PAIRS), ("b", PAIRS[::-1])):
        save_postings(tmp_path, name, pairs, parts=3)
    for path in tmp_path.glob("a-*"):
        assert path.read_bytes() == (tmp_path / f"b{path.name[1:]}").read_bytes()


def test_only_the_files_of_the_postings_are_left(tmp_path: Path) -> None:
    save_postings(tmp_path, "p", PAIRS, parts=2)
    assert {path.name.split("-")[0] for path in tmp_path.iterdir()} == {"p"}
    assert len(list(tmp_path.iterdir())) == 6


def test_no_keys_are_no_answers(tmp_path: Path) -> None:
    save_postings(tmp_path, "p", [])
    assert Postings(tmp_path, "p").get("a") == ()


def test_postings_that_are_not_there_are_corrupt(tmp_path: Path) -> None:
    with pytest.raises(SnapshotCorrupt):
        Postings(tmp_path, "p")


def test_an_array_grown_in_blocks_is_the_array_written_at_once(tmp_path: Path) -> None:
    whole = np.arange(12, dtype=np.float64).reshape(-1, 2)
    np.save(tmp_path / "whole.npy", whole)
    with GrowingArray(tmp_path, "grown", dtype=np.float64, width=2) as grown:
        for block in np.split(whole, [1, 1, 4]):
            grown.add(block)
    assert (tmp_path / "grown.npy").read_bytes() == (tmp_path / "whole.npy").read_bytes()
    assert np.array_equal(open_array(tmp_path, "grown"), whole)
