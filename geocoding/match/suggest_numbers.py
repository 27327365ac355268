"""Numbers of houses and flats that the register has: for callers who may see lists of households, nobody else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from geocoding.address.keys import FLAT_MARK
from geocoding.address.numbers import flat_key, number_key
from geocoding.match.suggest_label import Draft
from geocoding.model import Address
from geocoding.snapshot.completion_keys import Completion, CompletionKind
from geocoding.snapshot.store import Snapshot

MAX_LEAVES = 2_000
"""So many numbers of one place are looked at; no alley of the city has half as many."""

_DIGITS = re.compile(r"(\d+)")


def listed_numbers(drafts: Iterable[Draft], snapshot: Snapshot, *, is_open: bool, limit: int) -> list[Draft]:
    """The houses or flats on file for the drafts, in the order of their numbers; `is_open` numbers may go on."""
    found: list[Draft] = []
    for draft in drafts:
        if len(found) < limit:
            found += _listed(draft, snapshot, is_open=is_open, limit=limit - len(found))
    return found


def _listed(draft: Draft, snapshot: Snapshot, *, is_open: bool, limit: int) -> Iterator[Draft]:
    place = draft.place
    is_flat = place.kind is CompletionKind.BUILDING or bool(draft.flat)
    beginning = _leaf(place, draft, is_flat=is_flat)
    seen: dict[str, Sequence[int]] = {}
    for leaf, positions in snapshot.completions.leaves(place, beginning=beginning, limit=MAX_LEAVES):
        number = leaf if is_flat else leaf.partition(FLAT_MARK)[0]
        if is_open or number == beginning:
            seen.setdefault(number, positions)
    count = 0
    for number in sorted(seen, key=_natural):
        address = _address_in(seen[number], place, snapshot)
        if address is not None and count < limit:
            count += 1
            yield _numbered(draft, address, is_flat=is_flat, is_premises=not is_flat and bool(address.unit))


def _leaf(place: Completion, draft: Draft, *, is_flat: bool) -> str:
    premises = f"b{number_key(place.address.building)}" if place.address.building else f"n{number_key(draft.number)}"
    return f"{premises}{FLAT_MARK}{flat_key('', draft.flat)}" if is_flat else premises


def _address_in(positions: Sequence[int], place: Completion, snapshot: Snapshot) -> Address | None:
    """The address of the first of the households that lies in the commune of the place."""
    for position in positions:
        if snapshot.households.commune_code(position) == place.commune_code:
            return snapshot.households[position].address
    return None


def _numbered(draft: Draft, address: Address, *, is_flat: bool, is_premises: bool) -> Draft:
    flat = flat_key(address.floor, address.unit).upper() if is_flat else ""
    number = "" if draft.place.address.building else address.house_number
    return replace(draft, number=number, flat=flat, label="", premises=is_premises)


def _natural(leaf: str) -> list[tuple[int, str]]:
    """A key that sorts 2 before 10 and 10 before 10a."""
    return [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in _DIGITS.split(leaf) if piece]
