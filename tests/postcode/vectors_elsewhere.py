"""The shared vectors of the check symbol, for tests of its readings in other languages."""

import csv
from collections.abc import Iterator

from tests.conftest import ROOT

ELSEWHERE = ROOT / "web" / "check-symbol"
MODULE, QUERY = ELSEWHERE / "check-symbol.mjs", (ELSEWHERE / "check-symbol.sql").read_text(encoding="utf-8")
FORMULA = (ELSEWHERE / "check-symbol.formula.txt").read_text(encoding="utf-8").strip()


def vectors() -> Iterator[dict[str, str]]:
    with (ROOT / "postcode" / "vectors" / "check_symbol.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def verdict(row: dict[str, str], symbol: str) -> str:
    return "valid" if symbol == row["symbol"] else "broken"
