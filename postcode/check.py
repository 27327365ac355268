"""The check symbol: one symbol in Crockford's alphabet that betrays a mistyped code.

The symbols of a code are numbers of the field GF(32), and the check symbol is their sum, each weighted with a
power of its own of a generator of the field. So a single substitution, any transposition (adjacent, jump or
wider) and a twin error change the sum, in the check symbol too. Test vectors:
postcode/vectors/check_symbol.csv.
"""

from itertools import accumulate, repeat

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U. A symbol stands for its position."""

MAX_UNIT = 8
"""Longest unit part; up to 13 all positions would stay different from each other."""

LENGTH_POSITION = 26
"""Where the length of the unit counts: the position that misses the fewest lost digits of flat numbers."""

_POLYNOMIAL = 0b100101
"""x^5 + x^2 + 1, which is primitive over GF(2): the powers of x run through all 31 non-zero numbers."""

_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}


def _times_x(value: int, _: None = None) -> int:
    doubled = value << 1
    return doubled ^ _POLYNOMIAL if doubled & 32 else doubled


_POWER = tuple(accumulate(repeat(None, 30), _times_x, initial=1))
_LOG = {value: exponent for exponent, value in enumerate(_POWER)}


def _weighted(value: int, position: int) -> int:
    """The product of a field number and the generator to the power `position`."""
    return _POWER[(_LOG[value] + position) % 31] if value else 0


def check_symbol(base: str, unit: str = "") -> str:
    """The check symbol of a code given as its 12 characters and its unit part, both in upper case.

    Base and unit have the positions 1, 2, 3 and on, the length of the unit 26, the check symbol itself 0.
    Raises `KeyError` on a symbol outside Crockford's alphabet.

    >>> check_symbol("1102422F2345", "2506")
    'T'
    """
    total = _weighted(len(unit), LENGTH_POSITION)
    for position, symbol in enumerate(base + unit, start=1):
        total ^= _weighted(_VALUE[symbol], position)
    return ALPHABET[total]
