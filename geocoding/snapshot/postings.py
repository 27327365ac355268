"""Exact keys to lists of positions, memory-mapped: the only module that imports marisa-trie.

A dictionary takes ten times its size while it is made. Where keys grow with the households they are dealt out to
several dictionaries by what stands before their first tab: each is made alone, a beginning is looked for in one.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, islice, takewhile
from pathlib import Path
from tempfile import TemporaryFile
from zlib import crc32

import marisa_trie
import numpy as np
import orjson

from geocoding.address.keys import SEPARATOR
from geocoding.errors import SnapshotCorrupt
from geocoding.snapshot.files import open_integers, save_array

HOUSEHOLDS_A_PART = 200_000
_AT_ONCE = 10_000


def parts_for(households: int) -> int:
    """Into how many dictionaries keys are dealt out when there are some for each household."""
    return 1 + households // HOUSEHOLDS_A_PART


def save_postings(folder: Path, name: str, pairs: Iterable[tuple[str, int]], *, parts: int = 1) -> None:
    """Write (key, position) pairs; a key may come with any number of positions."""
    put_aside = [_PutAside(folder) for _ in range(parts)]
    for key, position in pairs:
        put_aside[_part_of(key, parts)].add(key, position)
    for number, part in enumerate(put_aside):
        _save_part(folder, f"{name}-{number}", part)


def _part_of(key: str, parts: int) -> int:
    return crc32(key.partition(SEPARATOR)[0].encode()) % parts


class _PutAside:
    """Pairs that wait for their dictionary to be made, the keys on disk in a file without a name."""

    def __init__(self, folder: Path) -> None:
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - closed when it is no longer needed
        self._keys: list[str] = []
        self.positions = array("I")

    def add(self, key: str, position: int) -> None:
        self._keys.append(key)
        self.positions.append(position)
        if len(self._keys) == _AT_ONCE:
            self._write()

    def keys(self) -> Iterator[str]:
        """The keys in the order in which they came."""
        self._write()
        self._file.seek(0)
        for line in self._file:
            yield from orjson.loads(line)

    def _write(self) -> None:
        self._file.write(orjson.dumps(self._keys) + b"\n")
        self._keys = []


def _save_part(folder: Path, name: str, part: _PutAside) -> None:
    trie = marisa_trie.Trie(part.keys())
    trie.save(str(folder / f"{name}.marisa"))
    numbers = np.fromiter(map(trie.get, part.keys()), dtype=np.uint64, count=len(part.positions))
    filed = np.unique(numbers << np.uint64(32) | np.frombuffer(part.positions, dtype=np.uint32))
    ends = np.searchsorted(filed, np.arange(1, len(trie) + 1, dtype=np.uint64) << np.uint64(32))
    save_array(folder, f"{name}_ends", ends.astype(np.uint32))
    save_array(folder, f"{name}_positions", filed.astype(np.uint32))


class Postings:
    """The positions filed under a key."""

    def __init__(self, folder: Path, name: str) -> None:
        numbered = (f"{name}-{number}" for number in count(1))
        names = [f"{name}-0", *takewhile(lambda one: (folder / f"{one}.marisa").exists(), numbered)]
        self._parts = len(names)
        self._tries = [_open_trie(folder / f"{one}.marisa") for one in names]
        self._ends = [open_integers(folder, f"{one}_ends") for one in names]
        self._positions = [open_integers(folder, f"{one}_positions") for one in names]

    def get(self, key: str) -> Sequence[int]:
        """The positions of a key, ascending; empty for an unknown one."""
        part = _part_of(key, self._parts) if self._parts > 1 else 0
        number = self._tries[part].get(key)
        if number is None:
            return ()
        ends = self._ends[part]
        start = ends[number - 1] if number else 0
        return self._positions[part][start : ends[number]].tolist()

    def has_prefix(self, prefix: str) -> bool:
        """Whether any key begins so."""
        return bool(self.keys(prefix, limit=1))

    def keys(self, prefix: str, *, limit: int) -> list[str]:
        """At most `limit` keys that begin so, in no promised order."""
        tries = [self._tries[_part_of(prefix, self._parts)]] if SEPARATOR in prefix else self._tries
        return list(islice(chain.from_iterable(trie.iterkeys(prefix) for trie in tries), limit))


def _open_trie(path: Path) -> marisa_trie.Trie:
    try:
        return marisa_trie.Trie().mmap(str(path))
    except (OSError, RuntimeError) as error:
        raise SnapshotCorrupt(path, type(error).__name__) from error
