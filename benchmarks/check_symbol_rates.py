"""How many slips of the pen the check symbol catches, and the published vectors for other implementations.

    python benchmarks/check_symbol_rates.py            measure and print
    python benchmarks/check_symbol_rates.py --write    also write postcode/vectors/check_symbol.csv

A slip is made in base, unit or check symbol of a code as people write it, so that a swap of the last symbol
with the check symbol is among them.
"""

import argparse
import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from postcode import check, olc

VECTORS = Path(__file__).parent.parent / "postcode" / "vectors" / "check_symbol.csv"
VALID_VECTORS, BROKEN_VECTORS_EACH = 5_000, 1_000
SEED = 20200507
HEAD, OLC, UNIT = "0123456789", olc.ALPHABET, check.ALPHABET


@dataclass(frozen=True, slots=True)
class Written:
    """A code as written: the 12 characters, the unit, the check symbol."""

    base: str
    unit: str
    symbol: str

    @property
    def symbols(self) -> str:
        return self.base + self.unit + self.symbol

    def with_symbols(self, symbols: str) -> "Written":
        unit_end = len(symbols) - 1
        return Written(symbols[:12], symbols[12:unit_end], symbols[unit_end])

    @property
    def passes(self) -> bool:
        return check.check_symbol(self.base, self.unit) == self.symbol


def codes(rng: random.Random) -> Iterator[Written]:
    """Codes of Hanoi without end: a third bare, a third with a serial, a third with a flat number."""
    while True:
        base = f"1{rng.randrange(5)}{rng.randrange(1000):03d}" + "".join(rng.choices(OLC, k=7))
        floor, door = rng.randint(1, 45), rng.randint(1, 30)
        unit = rng.choice(["", str(rng.randint(2, 9)), f"{floor:02d}{door:02d}"])
        yield Written(base, unit, check.check_symbol(base, unit))


def substitution(code: Written, rng: random.Random) -> Written:
    """One symbol becomes another of the alphabet of its place."""
    place = rng.randrange(len(code.symbols))
    alphabet = HEAD if place < 5 else OLC if place < 12 else UNIT
    other = rng.choice(alphabet.replace(code.symbols[place], ""))
    return code.with_symbols(code.symbols[:place] + other + code.symbols[place + 1 :])


def _swapped(code: Written, rng: random.Random, *, apart: int) -> Written:
    first = rng.randrange(len(code.symbols) - apart)
    symbols = list(code.symbols)
    symbols[first], symbols[first + apart] = symbols[first + apart], symbols[first]
    return code.with_symbols("".join(symbols))


def adjacent_transposition(code: Written, rng: random.Random) -> Written:
    """Two neighbours change places."""
    return _swapped(code, rng, apart=1)


def jump_transposition(code: Written, rng: random.Random) -> Written:
    """Two symbols around a third change places."""
    return _swapped(code, rng, apart=2)


def twin_error(code: Written, rng: random.Random) -> Written:
    """Two equal neighbours become two others: 22 is read as 55."""
    symbols = code.symbols
    place = rng.randrange(11)
    alphabet = HEAD if place < 4 else OLC
    old, new = rng.sample(alphabet, 2)
    base = symbols[:place] + old * 2 + symbols[place + 2 : 12]
    right = Written(base, code.unit, check.check_symbol(base, code.unit))
    return right.with_symbols(base[:place] + new * 2 + right.symbols[place + 2 :])


def unit_omission(code: Written, rng: random.Random) -> Written:
    """A flat number loses one of its four digits."""
    unit = f"{rng.randint(1, 45):02d}{rng.randint(1, 30):02d}"
    place = rng.randrange(len(unit))
    return Written(code.base, unit[:place] + unit[place + 1 :], check.check_symbol(code.base, unit))


def unit_lost(code: Written, rng: random.Random) -> Written:
    """A flat number is left out as a whole."""
    unit = f"{rng.randint(1, 45):02d}{rng.randint(1, 30):02d}"
    return Written(code.base, "", check.check_symbol(code.base, unit))


SLIPS: dict[str, Callable[[Written, random.Random], Written]] = {
    "substitution": substitution,
    "adjacent transposition": adjacent_transposition,
    "jump transposition": jump_transposition,
    "twin error": twin_error,
    "unit digit omitted": unit_omission,
    "unit omitted": unit_lost,
}


def slipped(name: str, rng: random.Random) -> Iterator[Written]:
    """Codes with that slip without end; a swap of two equal symbols is no slip."""
    return (broken for code in codes(rng) if (broken := SLIPS[name](code, rng)) != code)


def caught_share(name: str, *, trials: int) -> float:
    """Share of slips that the check symbol betrays."""
    broken = islice(slipped(name, random.Random(SEED)), trials)
    return sum(not code.passes for code in broken) / trials


def vectors() -> Iterator[tuple[str, str, str, str, str]]:
    """Rows of the published file: base, unit, symbol, whether it is the right one, and what slip was made."""
    rng = random.Random(SEED)
    for code in islice(codes(rng), VALID_VECTORS):
        yield code.base, code.unit, code.symbol, "valid", ""
    for name in islice(SLIPS, 5):
        broken = (code for code in slipped(name, rng) if not code.passes)
        for code in islice(broken, BROKEN_VECTORS_EACH):
            yield code.base, code.unit, code.symbol, "broken", name


def write_vectors() -> None:
    """Write the published file anew."""
    with VECTORS.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(["base", "unit", "symbol", "verdict", "slip"])
        writer.writerows(vectors())


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--trials", type=int, default=100_000)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    for name in SLIPS:
        print(f"{name:24}{caught_share(name, trials=given.trials):>9.3%} of {given.trials:,} caught")
    if given.write:
        write_vectors()


if __name__ == "__main__":
    main()
