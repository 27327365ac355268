"""What the beginning of an address may go on to: the places of a snapshot by every beginning of their names.

Completions are numbered by rank, so the lowest numbers filed under a beginning are its best. Where more than `TOP`
share a beginning, those are stored beside it: one look-up answers, however many there are.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from geocoding.address.keys import key
from geocoding.layers.rows import Street
from geocoding.model import Address, Household
from geocoding.snapshot.communes import CommuneRecord
from geocoding.snapshot.completion_keys import (
    SEPARATOR,
    Completion,
    CompletionKind,
    beginnings,
    child_beginning,
)
from geocoding.snapshot.completion_ranks import ranked_completions
from geocoding.snapshot.files import Records, save_records
from geocoding.snapshot.postings import Postings, save_postings

CACHED_COMPLETIONS = 8_192
"""So many completions are kept as they were read, some 8 MB."""

TOP = 20
"""More than are ever shown, for some of them may not fit the rest of the question."""

_MAX_KEYS = 8 * TOP
"""At most `TOP` completions share a beginning that is not stored, each under a few keys."""


def save_completions(
    folder: Path, households: Iterable[Household], *, streets: Iterable[Street], communes: Sequence[CommuneRecord]
) -> None:
    """Write the completions by rank, and the index from beginnings to them."""
    names = {commune.code: commune.full_name for commune in communes}
    completions = ranked_completions(households, streets, communes)
    save_records(folder, "completions", (_record(completion) for completion in completions))
    filed = sorted(
        {(text, rank) for rank, completion in enumerate(completions) for text in beginnings(completion, names)}
    )
    save_postings(folder, "completion_keys", filed)
    save_postings(
        folder, "completion_tops", _tops([text for text, _ in filed], np.asarray([rank for _, rank in filed]))
    )


def _tops(texts: list[str], ranks: NDArray[np.int64]) -> Iterator[tuple[str, int]]:
    """Each beginning that more than `TOP` completions share, with the best of them; `texts` are sorted."""
    groups = [(0, len(texts), 0)]
    while groups:
        first, last, length = groups.pop()
        sharing = np.unique(ranks[first:last])
        if len(sharing) > TOP:
            yield from ((texts[first][:length], int(rank)) for rank in sharing[:TOP])
            groups += _longer(texts, first, last, length)


def _longer(texts: list[str], first: int, last: int, length: int) -> Iterator[tuple[int, int, int]]:
    """The parts of a group of texts that also share the next character."""
    while first < last and len(texts[first]) == length:
        first += 1
    while first < last:
        beginning = texts[first][: length + 1]
        end = bisect_left(texts, beginning[:-1] + chr(ord(beginning[-1]) + 1), first, last)
        yield first, end, length + 1
        first = end


def _record(completion: Completion) -> list[object]:
    a = completion.address
    names = [a.street, a.hamlet, a.estate, a.building]
    return [completion.kind, names, list(a.alley_path), completion.commune_code, completion.households]


class CompletionStore:
    """The completions of an open snapshot, by rank."""

    def __init__(self, folder: Path) -> None:
        self._records = Records(folder, "completions")
        self._keys = Postings(folder, "completion_keys")
        self._tops = Postings(folder, "completion_tops")
        self._addresses = Postings(folder, "addresses")
        self._completion = lru_cache(maxsize=CACHED_COMPLETIONS)(self._read)

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, rank: int) -> Completion:
        return self._completion(rank)

    def _read(self, rank: int) -> Completion:
        kind, names, path, commune_code, households = self._records[rank]
        street, hamlet, estate, building = cast(list[str], names)
        steps = tuple(cast(list[str], path))
        return Completion(
            kind=CompletionKind(cast(str, kind)),
            address=Address(street=street, hamlet=hamlet, estate=estate, building=building, alley_path=steps),
            commune_code=cast(str, commune_code),
            households=cast(int, households),
        )

    def best(self, beginning: str) -> list[int]:
        """The ranks of the best `TOP` completions with that beginning, ascending."""
        if top := self._tops.get(beginning):
            return list(top)
        keys = self._keys.keys(beginning, limit=_MAX_KEYS)
        return sorted({rank for text in keys for rank in self._keys.get(text)})

    def begins(self, beginning: str) -> bool:
        """Whether any completion has that beginning."""
        return self._keys.has_prefix(beginning)

    def children(self, parent: Completion, *, path: str) -> list[int]:
        """The ranks of the best alleys and buildings within a place whose path and name begin so."""
        return self.best(child_beginning(parent) + path)

    def leaves(self, completion: Completion, *, beginning: str, limit: int) -> Iterator[tuple[str, Sequence[int]]]:
        """The leaves of a place that begin so, in no promised order, with the households filed under each."""
        opening = key(completion.container, path=completion.path, leaf=beginning)
        for text in self._addresses.keys(opening, limit=limit):
            yield text.rpartition(SEPARATOR)[2], self._addresses.get(text)
