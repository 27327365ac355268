"""Which sites hold which cell and which units of it were ever used, retired ones included."""

from collections.abc import Iterable

from postcode.check import ALPHABET
from postcode.plan import IssuedCode

FIRST_SERIAL = 2
"""The first household of a cell has the bare code, so serials count from the second on."""


class Occupancy:
    """The cells in use, each named by its 12 characters; grows while a plan is made."""

    def __init__(self, issued: Iterable[IssuedCode] = ()) -> None:
        self._spellings: set[str] = set()
        self._holder: dict[str, str] = {}
        self._guests: dict[str, set[str]] = {}
        self._serial: dict[str, int] = {}
        for code in issued:
            self.take(code.code.base, code.site, unit=code.code.unit)

    def take(self, base: str, site: str, *, unit: str) -> None:
        """Note that a household of the site has that unit of the cell."""
        self._spellings.add(_spelling(base, unit))
        holder = self._holder.setdefault(base, site)
        if holder != site:
            self._guests.setdefault(base, set()).add(site)

    def admits(self, base: str, site: str) -> bool:
        """Whether the cell is free or the site has a part in it already."""
        holder = self._holder.get(base)
        return holder is None or holder == site or site in self._guests.get(base, ())

    def is_used(self, base: str, unit: str) -> bool:
        """Whether that code was ever issued."""
        return _spelling(base, unit) in self._spellings

    def free_unit(self, base: str, site: str, *, flat: str) -> str:
        """The unit for one more household of the site: its flat number, nothing, or the next serial.

        Nothing, the bare code, goes to the first household without flat number of a site alone in its cell.
        """
        if flat and not self.is_used(base, flat):
            return flat
        alone = self._holder.get(base, site) == site and base not in self._guests
        if not flat and alone and not self.is_used(base, ""):
            return ""
        return self._next_serial(base)

    def _next_serial(self, base: str) -> str:
        serial = self._serial.get(base, FIRST_SERIAL)
        while self.is_used(base, serial_unit(serial)):
            serial += 1
        self._serial[base] = serial
        return serial_unit(serial)


def _spelling(base: str, unit: str) -> str:
    return f"{base}/{unit}" if unit else base


def serial_unit(serial: int) -> str:
    """A serial number in Crockford's alphabet: 2 is "2", 31 is "Z", 32 is "10"."""
    symbols = ""
    while serial:
        serial, value = divmod(serial, len(ALPHABET))
        symbols = ALPHABET[value] + symbols
    return symbols
