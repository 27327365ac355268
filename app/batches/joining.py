"""The join table: routes, post offices or whatever else goes with a commune, a postcode or a street."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.batches.errors import OptionRefused
from app.batches.opening import format_of, open_table
from app.batches.options import Format, JoinKey, Options
from app.batches.reading import chunk_rows, scan, whole
from app.batches.results import COLUMNS, Result, cell_text
from geocoding.errors import InputUnreadable
from geocoding.text.fold import fold, tidy
from postcode.words import Words

MAX_JOIN_ROWS: Final = 200_000

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Join:
    """The added columns, and their values by key; `keys` says what a key is made of."""

    keys: tuple[JoinKey, ...] = ()
    columns: tuple[str, ...] = ()
    values: Mapping[Key, tuple[str, ...]] | None = None

    def of(self, result: Result) -> tuple[str, ...]:
        """The values that go with an answer; empty ones where the table has no such key."""
        if self.values is None:
            return ()
        known = {JoinKey.COMMUNE: result.commune_code, JoinKey.POSTCODE: result.postcode, JoinKey.STREET: result.street}
        key = tuple(_key(kind, known[kind]) for kind in self.keys)
        return self.values.get(key, ("",) * len(self.columns)) if all(key) else ("",) * len(self.columns)


NO_JOIN: Final = Join()
NO_JOIN_TABLE: Final = Words(
    "chưa có bảng ghép; gửi kèm tệp CSV trong join (--join)", "there is no join table; send one as join (--join)"
)


def read_join(path: Path, options: Options) -> Join:
    """The join table in a CSV file; raises `OptionRefused` or `InputUnreadable`, also for a key that comes twice."""
    if not options.join_on:
        raise OptionRefused(
            "join_on",
            Words("chỉ ra cột để ghép bảng", "say what the rows of the join table are found by"),
        )
    if format_of(path, stated=None) is not Format.CSV:
        raise InputUnreadable(Words("bảng ghép phải là tệp CSV", "a join table is a CSV file"))
    scanned = scan(path, open_table(path, Options(), source=Format.CSV))
    names = scanned.table.columns
    keys = tuple(options.join_on)
    places = [_place(names, options.join_on[key], key=key) for key in keys]
    kept = [place for place in range(len(names)) if place not in places]
    columns = tuple(names[place] for place in kept)
    if scanned.rows > MAX_JOIN_ROWS:
        raise InputUnreadable(
            Words(f"bảng ghép có hơn {MAX_JOIN_ROWS:,} dòng", f"a join table of more than {MAX_JOIN_ROWS:,} rows")
        )
    if clash := {name for name in columns if name in COLUMNS or columns.count(name) > 1}:
        raise OptionRefused(
            "join_on",
            Words(
                f"cột của bảng ghép trùng tên: {', '.join(sorted(clash))}; đổi tên",
                f"columns of the join table are taken or come twice: {', '.join(sorted(clash))}; rename them",
            ),
        )
    values: dict[Key, tuple[str, ...]] = {}
    for row in chunk_rows(path, scanned.table, whole(scanned), wanted=range(len(names))):
        if not row.number:
            continue
        if row.fault:
            raise InputUnreadable(Words(f"bảng ghép: {row.fault}", f"join table: {row.fault}"), row=row.number)
        texts = [cell_text(value) for value in row.values]
        key = tuple(_key(kind, texts[place]) for kind, place in zip(keys, places, strict=True))
        if values.setdefault(key, tuple(texts[place] for place in kept)) != tuple(texts[place] for place in kept):
            raise InputUnreadable(
                Words(
                    "bảng ghép: cùng một khóa mà giá trị khác nhau; bỏ dòng thừa",
                    "join table: the same key leads to different values; remove one of the rows",
                ),
                row=row.number,
            )
    return Join(keys, columns, values)


def _place(names: Sequence[str], name: str, *, key: JoinKey) -> int:
    if names.count(name) != 1:
        raise OptionRefused(
            f"join_on.{key}",
            Words(
                f"không có đúng một cột “{name}”; các cột: {', '.join(names)}",
                f"no single column “{name}”; there are {', '.join(names)}",
            ),
        )
    return names.index(name)


def _key(kind: JoinKey, text: str) -> str:
    """A key as it is compared: codes as they are, streets in any case and with any marks left out."""
    return fold(tidy(text)) if kind is JoinKey.STREET else text.strip()
