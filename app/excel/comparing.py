"""The lines of a file against the register, decided one by one; pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from app.db.corrections import subject_of
from app.db.read import StoredHousehold
from app.excel.household_columns import (
    CODE,
    ID,
    MARK,
    PART_HEADINGS,
    STATUS,
    code_text,
    mark_of,
    part_text,
    status_text,
)
from app.excel.model import Change, Flaw, GivenLine, Line, LineKind, LineRule
from app.workflow.effects import with_wishes
from app.workflow.model import Wanted
from app.workflow.wire import ADDRESS_PARTS
from geocoding.address.write import address_line
from geocoding.model import Address, HouseholdStatus
from geocoding.text.fold import tidy

COMMUNE: Final = "commune_code"
MAX_PART: Final = 200
MAX_ALLEYS: Final = 8
_FORMULA: Final = ("=", "+", "-", "@")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}(T[\d:.]+)?|\d{2}:\d{2}:\d{2}(\.\d+)?")
"""How the reading process writes days and times: nobody types a house number like this."""
_READ_ONLY: Final = {CODE: code_text, STATUS: status_text}
"""What people may think they can change in the file, and how it stands there."""

Households = Mapping[str, StoredHousehold]


def household_ids(lines: Sequence[GivenLine]) -> list[str]:
    """The ids that lines name, as far as they are ids."""
    return [found for line in lines if (found := _id_of(line)) is not None]


def compared(lines: Sequence[GivenLine], *, known: Households, commune_code: str) -> Iterator[Line]:
    """Every line with what it comes to, in the order given; `known` are the households of the commune by id."""
    seen: set[str] = set()
    for given in lines:
        line = _compared(given, known=known, commune_code=commune_code)
        if line.household_id and line.household_id in seen:
            line = replace(line, kind=LineKind.INVALID, flaws=(Flaw(LineRule.REPEATED, ID),))
        seen.add(line.household_id)
        yield line


def wanted_of(changes: Sequence[Change]) -> Wanted:
    """What changes ask for, in the words of the workflow."""
    return Wanted(**{change.part: _part(change.part, change.after) for change in changes})  # type: ignore[arg-type]


def _compared(given: GivenLine, *, known: Households, commune_code: str) -> Line:
    household_id, stated = _id_of(given), given.cells.get(COMMUNE, "").strip()
    if not given.is_readable:
        return _refused(given, LineKind.INVALID, Flaw(LineRule.UNREADABLE))
    if household_id is None:
        rule = LineRule.ID_MALFORMED if given.cells[ID].strip() else LineRule.ID_MISSING
        return _refused(given, LineKind.UNKNOWN, Flaw(rule, ID))
    if household_id in known:
        return _against(given, known[household_id])
    if stated and _code(stated) != commune_code:
        return _refused(given, LineKind.FOREIGN, Flaw(LineRule.OTHER_COMMUNE, COMMUNE))
    return _refused(given, LineKind.UNKNOWN, Flaw(LineRule.ID_UNKNOWN, ID))


def _against(given: GivenLine, household: StoredHousehold) -> Line:
    mark, changes = mark_of(household), _changes(given, household.address)
    line = Line(
        row=given.row,
        kind=LineKind.CHANGED if changes else LineKind.UNCHANGED,
        household_id=household.id,
        address_line=address_line(household.address),
        mark=mark,
        changes=changes,
    )
    is_current = given.cells[MARK].strip() == mark
    flaws = (*_flaws_of(changes, household), *(_touched(given, household) if is_current else ()))
    if flaws:
        return replace(line, kind=LineKind.INVALID, flaws=flaws)
    if changes and not is_current:
        return replace(line, kind=LineKind.CONFLICT, flaws=(Flaw(LineRule.CHANGED_SINCE),))
    return line


def _changes(given: GivenLine, address: Address) -> tuple[Change, ...]:
    pairs = ((name, part_text(address, name), tidy(given.cells[name])) for name in ADDRESS_PARTS if name in given.cells)
    return tuple(
        Change(name, before, after)
        for name, before, after in pairs
        if after != tidy(before) and _part(name, after) != getattr(address, name)
    )


def _flaws_of(changes: Sequence[Change], household: StoredHousehold) -> tuple[Flaw, ...]:
    found = [Flaw(rule, change.part) for change in changes if (rule := _flaw(change)) is not None]
    after = with_wishes(subject_of(household).content, wanted_of(changes)).address
    if changes and not any(getattr(after, name) for name in ADDRESS_PARTS):
        found.append(Flaw(LineRule.ADDRESS_EMPTY))
    if changes and household.status is HouseholdStatus.RETIRED:
        found.append(Flaw(LineRule.RETIRED))
    return tuple(found)


def _flaw(change: Change) -> LineRule | None:
    text = change.after
    if len(text) > MAX_PART:
        return LineRule.TOO_LONG
    if text.startswith(_FORMULA):
        return LineRule.FORMULA
    if text.startswith("#"):
        return LineRule.ERROR_VALUE
    if _DATE.fullmatch(text):
        return LineRule.BECAME_A_DATE
    is_deep = change.part == "alley_path" and len(_alleys(text)) > MAX_ALLEYS
    return LineRule.TOO_DEEP if is_deep else None


def _touched(given: GivenLine, household: StoredHousehold) -> Iterator[Flaw]:
    """Columns that are only to be read, where the file says otherwise than it was made."""
    for column, text_of in _READ_ONLY.items():
        if column in given.cells and tidy(given.cells[column]) != tidy(text_of(household)):
            yield Flaw(LineRule.READ_ONLY, column)


def _part(name: str, text: str) -> str | tuple[str, ...]:
    return _alleys(text) if name == "alley_path" else text


def _alleys(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("/") if part.strip())


def _id_of(line: GivenLine) -> str | None:
    try:
        return str(UUID(line.cells[ID].strip()))
    except ValueError:
        return None


def _code(text: str) -> str:
    """A commune code; spreadsheets take leading zeros away."""
    return text.rjust(5, "0")


def _refused(given: GivenLine, kind: LineKind, flaw: Flaw) -> Line:
    shown = Address(**{name: _part(name, tidy(given.cells.get(name, ""))) for name in PART_HEADINGS})  # type: ignore[arg-type]
    return Line(row=given.row, kind=kind, address_line=address_line(shown)[:MAX_PART], flaws=(flaw,))
