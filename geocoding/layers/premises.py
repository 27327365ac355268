"""House numbers and street names as OpenStreetMap has them, taken apart into the columns of a household.

What cannot be told is left as written: "44/30" is 30 in ngõ 44 or 44 in ngõ 30, and the matcher keeps both readings.
"""

import re
from collections.abc import Mapping

from geocoding.address.street_names import join_steps, parse_alley_path, parse_street_name
from geocoding.text.fold import fold

_LABEL = re.compile(r"^(?:so nha|nha so|so|sn)[\s.:]+")
_ALLEY_WORD = re.compile(r"\b(?:ngo|ngach|hem)\s")
_FLAT_AND_BLOCK = re.compile(r"^(\d{1,4}[a-z]?)[\s-]*([a-z]{1,2}\d{1,3}[a-z]?)$")
_NUMBER_AND_BLOCK = re.compile(r"^(\d{1,4}[a-z]?)\s*,\s*([a-z]{1,2}\d{1,3}[a-z]?)$")
_LETTER = re.compile(r"^[A-Za-z]$")
"""A unit of one letter is the letter of the house number: 173 with unit B is 173B."""
_ESTATE = re.compile(r"^(?:khu|kdt|ktt|tap the|chung cu|toa nha|to hop)\b|\b(?:complex|city|tower|plaza|residence)s?$")
Columns = dict[str, str]


def premises(fields: Mapping[str, str]) -> Columns:
    """The household columns of an object's address tags: house_number, alley_path, street, building, unit, …"""
    number = _numbers(fields.get("housenumber", "").strip())
    columns = number | _container(fields.get("street", "") or fields.get("place", ""), number.get("alley_path", ""))
    columns |= {name: text for name in ("hamlet", "floor") if (text := fields.get(name, ""))}
    unit = fields.get("unit") or fields.get("flats") or ""
    if columns.get("house_number") and _LETTER.match(unit):
        columns["house_number"] += unit
    elif unit:
        columns["unit"] = unit
    if not columns.get("house_number") and not columns.get("building"):
        columns["building"] = fields.get("housename", "")
    return {name: text for name, text in columns.items() if text}


def _numbers(written: str) -> Columns:
    """A house number that may carry its alleys or its block: "78 ngõ 121", "101 A3", "72, R4"."""
    text = written[_end(_LABEL.match(fold(written))) :]
    folded = fold(text)
    if (alley := _ALLEY_WORD.search(folded)) and alley.start() > 0:
        path = parse_alley_path(text[alley.start() :])
        return {"house_number": text[: alley.start()].strip(" ,"), "alley_path": "/".join(path)}
    if found := _NUMBER_AND_BLOCK.match(folded):
        return {"house_number": text[: found.end(1)], "building": text[found.start(2) :]}
    if found := _FLAT_AND_BLOCK.match(folded):
        return {"unit": text[: found.end(1)], "building": text[found.start(2) :]}
    return {"house_number": text}


def _container(written: str, inner_path: str) -> Columns:
    """What the number counts along: a street with its alleys, or an estate."""
    name = parse_street_name(written)
    if _ESTATE.search(fold(name.full_name)):
        return {"estate": name.full_name}
    outer, inner = name.alley_path, parse_alley_path(inner_path)
    path = join_steps([(1, outer), (2, inner)])
    return {"street": name.full_name, "alley_path": "/".join(path)}


def _end(found: re.Match[str] | None) -> int:
    return 0 if found is None else found.end()
