"""How long a suggestion takes while addresses are typed key by key, and how soon the right place is among them.

    python benchmarks/suggest.py [--home var] [--addresses 500] [--seed 1]

Every address of a published register is typed in four ways: with its diacritics, without, as Telex keystrokes, and
with one slip in its name; after each key the box asks. Wall time of one call in one process, and the processor time
of the same call, which other work on the machine does not touch.
"""

import argparse
import random
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.answering import Answering, open_answering
from app.settings import Settings
from geocoding.address.write import address_line
from geocoding.model import Household
from geocoding.snapshot.completion_keys import plain
from geocoding.text.fold import fold

LETTERS = "abcdeghiklmnopqrstuvxy"
TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
MARKS = {"\u0302": "", "\u0306": "w", "\u031b": "w"}


@dataclass(slots=True)
class Timed:
    """Milliseconds of the calls of one way of typing, and where in the address the right place was first shown."""

    wall_ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    shown_at: list[float] = field(default_factory=list)
    never: int = 0


def telex(text: str) -> str:
    """The keys that type a text, the tone at the end of each word."""
    return " ".join(_telex_word(word) for word in text.split(" "))


def _telex_word(word: str) -> str:
    keys, tone = "", ""
    for character in unicodedata.normalize("NFD", word.replace("đ", "dd").replace("Đ", "Dd")):
        if character in TONES:
            tone = TONES[character]
        elif character in MARKS:
            keys += MARKS[character] or keys[-1].lower()
        else:
            keys += character
    stem = keys.rstrip(",")
    return stem + tone + keys[len(stem) :]


def slipped(text: str, rng: random.Random) -> str:
    """The text without diacritics and with one letter of its longest word replaced."""
    plain_text = fold(text)
    word = max(plain_text.replace(",", " ").split(" "), key=lambda word: (word.isalpha(), len(word)))
    place = plain_text.index(word) + rng.randrange(len(word))
    other = rng.choice(LETTERS.replace(plain_text[place], ""))
    return plain_text[:place] + other + plain_text[place + 1 :]


def ways(text: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """The text as it is typed in each way."""
    yield "with diacritics", text
    yield "without", fold(text)
    yield "telex", telex(text)
    yield "one slip", slipped(text, rng)


def measure(answering: Answering, households: list[Household], *, seed: int) -> dict[str, Timed]:
    """Type every address in every way, asking after each key."""
    rng = random.Random(seed)
    found: dict[str, Timed] = {}
    for household in households:
        commune = answering.snapshot.commune(household.commune_code)
        line = address_line(household.address)
        text = f"{line}, {commune.full_name}" if commune is not None else line
        for way, typed in ways(text, rng):
            type_out(typed, answering, timed=found.setdefault(way, Timed()), is_right=right(text))
    return found


def right(text: str) -> Callable[[str], bool]:
    """Whether a suggestion is the whole address."""
    wanted = set(plain(text).split(" ")) - {"duong", "pho"}
    return lambda shown: wanted <= set(plain(shown).split(" "))


def type_out(text: str, answering: Answering, *, timed: Timed, is_right: Callable[[str], bool]) -> None:
    """Ask after each key."""
    shown_at = 0
    for end in range(1, len(text) + 1):
        wall, cpu = time.perf_counter_ns(), time.thread_time_ns()
        suggestions = answering.suggest(text[:end])
        timed.cpu_ms.append((time.thread_time_ns() - cpu) / 1e6)
        timed.wall_ms.append((time.perf_counter_ns() - wall) / 1e6)
        if not shown_at and any(is_right(one.text) for one in suggestions):
            shown_at = end
    timed.never += not shown_at
    if shown_at:
        timed.shown_at.append(shown_at / len(text))


def quantile(values: list[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else float("nan")


def print_row(name: str, timed: Timed) -> None:
    """One line of the table."""
    wall, cpu = timed.wall_ms, timed.cpu_ms
    print(
        f"{name:18}{len(wall):>9,}{quantile(wall, 0.5):>8.2f}{quantile(wall, 0.99):>8.2f}{max(wall):>8.2f}"
        f"{quantile(cpu, 0.99):>10.2f}{max(cpu):>9.2f}{quantile(timed.shown_at, 0.5):>10.0%}{timed.never:>8}"
    )


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--home", type=Path, default=Path("var"))
    options.add_argument("--addresses", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    answering = open_answering(Settings(home=given.home).snapshots)
    stored = answering.snapshot.households
    positions = random.Random(given.seed).sample(range(len(stored)), min(given.addresses, len(stored)))
    households = [stored[position] for position in positions]
    print(f"{len(stored):,} households, {len(answering.snapshot.completions):,} completions, {len(households)} typed")
    print(f"{'':18}{'calls':>9}{'p50 ms':>8}{'p99 ms':>8}{'max':>8}{'cpu p99':>10}{'cpu max':>9}", end="")
    print(f"{'shown at':>10}{'never':>8}")
    for way, timed in measure(answering, households, seed=given.seed).items():
        print_row(way, timed)


if __name__ == "__main__":
    main()
