"""The dated versions of the national postcode heads of Hanoi's communes."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Edition:
    """One list of postcode heads; `heads` maps a commune's code, as valid in that edition, to its five digits.

    The edition of 2017 knows the 579 communes of before the round of 2024 under the names they then had: the
    same code may stand for another commune today. `doubts` names the heads on which public copies of the list
    disagree.
    """

    id: str
    valid_from: date
    source: str
    heads: Mapping[str, str]
    doubts: Mapping[str, str] = field(default_factory=dict)


def read_editions() -> tuple[Edition, ...]:
    """All editions, oldest first.

    "2017" is QĐ 2475/QĐ-BTTTT, "2025" QĐ 2334/QĐ-BKHCN; the latter is dated from its signature, its copies
    state no other first day.
    """
    rows = tuple(_rows("heads"))
    return tuple(_edition(row, rows) for row in _rows("editions"))


def current_edition() -> Edition:
    """The edition under which codes are issued: the newest."""
    return read_editions()[-1]


def _edition(row: dict[str, str], heads: tuple[dict[str, str], ...]) -> Edition:
    own = [head for head in heads if head["edition"] == row["id"]]
    return Edition(
        id=row["id"],
        valid_from=date.fromisoformat(row["valid_from"]),
        source=row["source"],
        heads=MappingProxyType({head["commune_code"]: head["head"] for head in own}),
        doubts=MappingProxyType({head["commune_code"]: head["doubt"] for head in own if head["doubt"]}),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    table = (files("postcode") / "facts" / f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(table.splitlines())
