"""What one address says by itself: its number, its flat, its free text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from geocoding.address.keys import street_name
from geocoding.address.numbers import flat_key, number_key
from geocoding.model import Address
from geocoding.text.fold import CACHED_NAMES, fold
from postcode.coverage.finding import Finding, of_household
from postcode.coverage.register import AuditedHousehold, CommuneRegister, Names
from postcode.coverage.rules import RuleCode

HIGHEST_NUMBER = 3_000
"""The longest streets of the city end below it; a larger number is usually a parcel, a telephone or a code."""

_PLAIN = re.compile(r"\d+[a-z]{0,2}\d?")
_RANGE = re.compile(r"(\d+)[a-z]?-(\d+)[a-z]?")
_PLOT = re.compile(r"[a-z]{1,4}\d*[a-z]?(?:[.\-]?[a-z]{0,3}\d+[a-z]?)*")
_FLAT = re.compile(r"(\d{1,2}[ab]?)(\d{2})")
_OLD_UNIT = re.compile(r"(?<!\w)(?:quận|huyện|thị xã|thị trấn|q\.|h\.|tx\.)\s*(?=\w)", re.IGNORECASE)
_COMMUNE = re.compile(r"(?<!\w)(?:phường|xã|p\.|x\.)\s*([^,;]+)", re.IGNORECASE)
_WORDS = re.compile(r"[^\w/]+")


def check_fields(commune: CommuneRegister) -> Iterator[Finding]:
    """The findings about each household's own words."""
    for household in commune.alive:
        address = household.address
        if not (address.house_number and address.street):
            yield from _parts(household)
        if address.house_number:
            for rule in _broken_by(address.house_number, in_estate=bool(address.estate or address.building)):
                yield of_household(rule, household, number=address.house_number)
        if address.unit:
            yield from _flat(household)
        if part := _untidy_part(address):
            yield of_household(RuleCode.FIELD_UNTIDY, household, part=part)
        if household.address_text:
            yield from _text(household, commune.names)
        if household.held_back:
            yield of_household(RuleCode.SOURCE_DIFFERS, household, parts=", ".join(household.held_back))


def _parts(household: AuditedHousehold) -> Iterator[Finding]:
    address = household.address
    numbered = bool(address.house_number or address.building)
    if not numbered and address.street:
        yield of_household(RuleCode.HH_NO_NUMBER, household, street=address.street)
    elif not numbered and address.hamlet:
        yield of_household(RuleCode.HH_NO_NUMBER_HAMLET, household, hamlet=address.hamlet)
    if address.house_number and not (address.street or address.hamlet or address.estate or address.building):
        yield of_household(RuleCode.HH_NO_STREET, household, number=address.house_number)


@lru_cache(maxsize=CACHED_NAMES)
def _broken_by(written: str, *, in_estate: bool) -> tuple[RuleCode, ...]:
    """The rules that a written number breaks; the numbers of thousands of houses are the same."""
    number = number_key(written)
    found = [rule for rule in (_form_broken_by(number, in_estate=in_estate),) if rule is not None]
    if written.lstrip()[:1] == "0":
        found.append(RuleCode.NUMBER_ZERO)
    digits = re.match(r"\d+", number)
    if digits is not None and int(digits[0]) > HIGHEST_NUMBER:
        found.append(RuleCode.NUMBER_HUGE)
    return tuple(found)


def _form_broken_by(number: str, *, in_estate: bool) -> RuleCode | None:
    if "/" in number:
        return RuleCode.NUMBER_SLASH
    if found := _RANGE.fullmatch(number):
        first, last = int(found[1]), int(found[2])
        return RuleCode.NUMBER_RANGE if last <= first or (last - first) % 2 else None
    return None if _is_known_form(number, in_estate=in_estate) else RuleCode.NUMBER_FORM


def _is_known_form(number: str, *, in_estate: bool) -> bool:
    """Whether a number is one like 12, 12a or 5,7; plots and blocks (LK3-12, B15) belong to estates and hamlets."""
    parts = number.split(",")
    return all(_PLAIN.fullmatch(part) or _PLOT.fullmatch(part) for part in parts) or (
        in_estate and bool(re.fullmatch(r"[a-z0-9.\-]+", number))
    )


def _flat(household: AuditedHousehold) -> Iterator[Finding]:
    address = household.address
    flat = flat_key(address.floor, address.unit)
    found = _FLAT.fullmatch(flat)
    if not (address.building or address.house_number):
        yield of_household(RuleCode.FLAT_WITHOUT_HOUSE, household, flat=address.unit)
    if found is None and not address.floor:
        yield of_household(RuleCode.FLAT_NO_FLOOR, household, flat=address.unit)
    elif found is None:
        yield of_household(RuleCode.FLAT_FORM, household, flat=address.unit)
    elif address.floor and not _same_floor(address, found[1]):
        yield of_household(RuleCode.FLAT_FLOOR_DIFFERS, household, flat=address.unit, floor=address.floor)


def _same_floor(address: Address, floor_of_flat: str) -> bool:
    return number_key(address.floor) == number_key(floor_of_flat)


def _untidy_part(address: Address) -> str:
    """The first part with blanks where none belong, or letters in another form than NFC; "" without one."""
    if _is_untidy(address.house_number):
        return address.house_number
    way = (address.street, address.hamlet, address.estate, address.building, *address.alley_path)
    untidy = _first_untidy(way)
    return address.unit if not untidy and _is_untidy(address.unit) else untidy


@lru_cache(maxsize=CACHED_NAMES)
def _first_untidy(parts: tuple[str, ...]) -> str:
    """The first untidy one of several parts; whole streets share them."""
    return next((part for part in parts if _is_untidy(part)), "")


@lru_cache(maxsize=CACHED_NAMES)
def _is_untidy(part: str) -> bool:
    return part != part.strip() or "  " in part or not unicodedata.is_normalized("NFC", part)


def _text(household: AuditedHousehold, names: Names) -> Iterator[Finding]:
    text = unicodedata.normalize("NFC", household.address_text)
    if found := _OLD_UNIT.search(text):
        # Beside a district the commune's name is that of the old days too.
        yield of_household(RuleCode.ADDRESS_OLD_STYLE, household, part=found[0].strip())
    else:
        yield from _communes_named(household, text, names)
    address, folded = household.address, fold(text)
    if address.street and fold(street_name(address.street)) not in folded:
        yield of_household(RuleCode.TEXT_OTHER_STREET, household, street=address.street)
    number = number_key(address.house_number)
    if number and not address.unit and not _holds(folded, number):
        yield of_household(RuleCode.TEXT_OTHER_NUMBER, household, number=address.house_number)


def _communes_named(household: AuditedHousehold, text: str, names: Names) -> Iterator[Finding]:
    named = [fold(found.strip()) for found in _COMMUNE.findall(text)]
    codes = [names.today[name] for name in named if name in names.today]
    if household.commune_code in codes:
        return
    if codes:
        yield of_household(RuleCode.ADDRESS_OTHER_COMMUNE, household, commune=codes[0])
    elif former := _first(name for name in named if name in names.former):
        yield of_household(RuleCode.ADDRESS_FORMER_COMMUNE, household, commune=former)


def _holds(folded: str, number: str) -> bool:
    """Whether a number stands in a folded text as a word of its own, or as a step of a chain."""
    if "-" in number or "," in number or "." in number:
        return number in number_key(folded)
    words = _WORDS.split(folded)
    steps = {number_key(step) for word in words for step in word.split("/") if step}
    pairs = {number_key(first + second) for first, second in pairwise(words)}
    return number in steps or number in pairs


def _first(names: Iterable[str]) -> str:
    return next(iter(names), "")
