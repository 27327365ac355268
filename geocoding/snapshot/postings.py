"""Exact keys to lists of positions, memory-mapped: the only module that imports marisa-trie."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import marisa_trie
import numpy as np

from geocoding.errors import SnapshotCorrupt
from geocoding.snapshot.files import open_integers, save_array


def save_postings(folder: Path, name: str, pairs: Iterable[tuple[str, int]]) -> None:
    """Write (key, position) pairs; a key may come with any number of positions."""
    lists: dict[str, set[int]] = {}
    for key, position in pairs:
        lists.setdefault(key, set()).add(position)
    trie = marisa_trie.Trie(sorted(lists))
    trie.save(str(folder / f"{name}.marisa"))
    ordered = sorted(lists, key=lambda key: trie[key])
    lengths = np.asarray([len(lists[key]) for key in ordered], dtype=np.uint32)
    positions = [position for key in ordered for position in sorted(lists[key])]
    save_array(folder, f"{name}_ends", np.cumsum(lengths, dtype=np.uint32))
    save_array(folder, f"{name}_positions", np.asarray(positions, dtype=np.uint32))


class Postings:
    """The positions filed under a key."""

    def __init__(self, folder: Path, name: str) -> None:
        path = folder / f"{name}.marisa"
        try:
            self._trie = marisa_trie.Trie().mmap(str(path))
        except (OSError, RuntimeError) as error:
            raise SnapshotCorrupt(path, type(error).__name__) from error
        self._ends = open_integers(folder, f"{name}_ends")
        self._positions = open_integers(folder, f"{name}_positions")

    def get(self, key: str) -> Sequence[int]:
        """The positions of a key, ascending; empty for an unknown one."""
        number = self._trie.get(key)
        if number is None:
            return ()
        start = self._ends[number - 1] if number else 0
        return self._positions[start : self._ends[number]].tolist()

    def has_prefix(self, prefix: str) -> bool:
        """Whether any key begins so."""
        return next(self._trie.iterkeys(prefix), None) is not None

    def keys(self, prefix: str, *, limit: int) -> list[str]:
        """At most `limit` keys that begin so, in no promised order."""
        return list(islice(self._trie.iterkeys(prefix), limit))
