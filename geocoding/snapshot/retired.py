"""Retired codes of a snapshot: what ended each, on which day, and which codes carry on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from geocoding.snapshot.files import Records, save_records
from geocoding.snapshot.postings import Postings, save_postings


@dataclass(frozen=True, slots=True)
class RetiredCode:
    """A code that lives no more; codes in stored spelling, `successors` those of the households that carry on.

    `kind` is why it ended ("merged", "reheaded", …), `commune_code` the commune of the household it was issued to;
    `has_moved_on` tells that this very household carries on, under the only successor.
    """

    code: str
    kind: str
    retired_on: date
    commune_code: str
    successors: tuple[str, ...] = ()
    has_moved_on: bool = False


def save_retired(folder: Path, codes: Iterable[RetiredCode]) -> int:
    """Write retired codes in order of their spelling; gives back how many there were."""
    ordered = sorted(codes, key=lambda one: one.code)
    save_postings(folder, "retired_codes", ((one.code, number) for number, one in enumerate(ordered)))
    return save_records(folder, "retired", (_record(one) for one in ordered))


class RetiredStore:
    """The retired codes of an open snapshot."""

    def __init__(self, folder: Path) -> None:
        self._records = Records(folder, "retired")
        self._codes = Postings(folder, "retired_codes")

    def all(self) -> Iterator[RetiredCode]:
        """All of them, by spelling."""
        return (_retired(self._records[number]) for number in range(len(self._records)))

    def find(self, stored: str) -> RetiredCode | None:
        """The retired code of that stored spelling; None when it lives or was never issued."""
        found = self._codes.get(stored)
        return _retired(self._records[found[0]]) if found else None


def _record(one: RetiredCode) -> list[object]:
    return [one.code, one.kind, one.retired_on.isoformat(), one.commune_code, list(one.successors), one.has_moved_on]


def _retired(record: list[object]) -> RetiredCode:
    code, kind, day, commune_code, successors, has_moved_on = record
    return RetiredCode(
        code=cast(str, code),
        kind=cast(str, kind),
        retired_on=date.fromisoformat(cast(str, day)),
        commune_code=cast(str, commune_code),
        successors=tuple(cast(list[str], successors)),
        has_moved_on=cast(bool, has_moved_on),
    )
