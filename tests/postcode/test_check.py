import csv
import itertools
import string
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postcode import check, olc

bases = st.tuples(st.text(string.digits, min_size=5, max_size=5), st.text(olc.ALPHABET, min_size=7, max_size=7)).map(
    "".join
)
units = st.text(check.ALPHABET, max_size=check.MAX_UNIT)
symbols = st.sampled_from(check.ALPHABET)


def product_by_hand(a: int, b: int) -> int:
    """Multiplication in GF(32) as at school: of polynomials over GF(2), then reduced by x^5 + x^2 + 1."""
    total = 0
    for bit in range(5):
        total ^= (a << bit) * (b >> bit & 1)
    for degree in range(8, 4, -1):
        total ^= (0b100101 << (degree - 5)) * (total >> degree & 1)
    return total


def power_by_hand(exponent: int) -> int:
    power = 1
    for _ in range(exponent):
        power = product_by_hand(power, 2)
    return power


def check_by_hand(base: str, unit: str) -> str:
    total = product_by_hand(len(unit), power_by_hand(26))
    for position, symbol in enumerate(base + unit, start=1):
        total ^= product_by_hand(check.ALPHABET.index(symbol), power_by_hand(position))
    return check.ALPHABET[total]


@given(bases, units)
def test_check_symbol_is_the_weighted_sum_over_gf32(base: str, unit: str) -> None:
    assert check.check_symbol(base, unit) == check_by_hand(base, unit)


def test_published_vectors_hold() -> None:
    with (files("postcode") / "vectors" / "check_symbol.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == 10_000
    wrong = [
        row
        for row in rows
        if (check.check_symbol(row["base"], row["unit"]) == row["symbol"]) != (row["verdict"] == "valid")
    ]
    assert wrong == []


@given(bases, units, st.data())
def test_any_single_substitution_is_caught(base: str, unit: str, data: st.DataObject) -> None:
    code = base + unit
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(symbols.filter(lambda symbol: symbol != code[place]))
    slip = code[:place] + other + code[place + 1 :]
    assert check.check_symbol(slip[:12], slip[12:]) != check.check_symbol(base, unit)


@given(bases, units, st.data())
def test_any_swap_of_two_different_symbols_is_caught(base: str, unit: str, data: st.DataObject) -> None:
    """The check symbol takes part; so adjacent and jump transpositions are all caught."""
    code = base + unit + check.check_symbol(base, unit)
    first, second = sorted(data.draw(st.sets(st.integers(0, len(code) - 1), min_size=2, max_size=2)))
    if code[first] == code[second]:
        return
    slip = list(code)
    slip[first], slip[second] = slip[second], slip[first]
    assert check.check_symbol("".join(slip[:12]), "".join(slip[12:-1])) != slip[-1]


@given(bases, st.integers(0, 10), st.sampled_from(olc.ALPHABET), st.sampled_from(olc.ALPHABET))
def test_any_twin_error_is_caught(base: str, place: int, old: str, new: str) -> None:
    right = base[:place] + old * 2 + base[place + 2 :]
    slip = base[:place] + new * 2 + base[place + 2 :]
    assert old == new or check.check_symbol(right) != check.check_symbol(slip)


def test_most_lost_digits_of_flat_numbers_are_caught() -> None:
    flats = [f"{floor:02d}{door:02d}" for floor, door in itertools.product(range(1, 46), range(1, 31))]
    losses = [(flat, flat[:place] + flat[place + 1 :]) for flat in flats for place in range(4)]
    caught = [
        check.check_symbol("1102422F2345", flat) != check.check_symbol("1102422F2345", loss) for flat, loss in losses
    ]
    assert sum(caught) / len(caught) > 0.98


@pytest.mark.parametrize("foreign", "ILOU-/ é")
def test_foreign_symbol_is_refused(foreign: str) -> None:
    with pytest.raises(KeyError):
        check.check_symbol("1102422F234" + foreign)


def test_alphabet_is_that_of_crockford() -> None:
    expected = "".join(sorted(set(string.digits + string.ascii_uppercase) - set("ILOU")))
    assert expected == check.ALPHABET


def test_all_weights_differ() -> None:
    positions = (0, *range(1, 13 + check.MAX_UNIT), check.LENGTH_POSITION)
    assert len({power_by_hand(position) for position in positions}) == len(positions)
