"""The nouns of a list that comes back: a line as given, what it means against the register, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LineKind(StrEnum):
    """What a line of the file comes to."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    CONFLICT = "conflict"
    """The register was changed after the file was made."""
    UNKNOWN = "unknown"
    """No household of the commune has this id."""
    FOREIGN = "foreign"
    """The line says itself that it is of another commune."""
    INVALID = "invalid"


class LineRule(StrEnum):
    """Why a line is not taken."""

    ID_MISSING = "id-missing"
    ID_MALFORMED = "id-malformed"
    ID_UNKNOWN = "id-unknown"
    REPEATED = "repeated"
    OTHER_COMMUNE = "other-commune"
    CHANGED_SINCE = "changed-since"
    RETIRED = "retired"
    UNREADABLE = "unreadable"
    TOO_LONG = "too-long"
    TOO_DEEP = "too-deep"
    FORMULA = "formula"
    ERROR_VALUE = "error-value"
    BECAME_A_DATE = "became-a-date"
    ADDRESS_EMPTY = "address-empty"
    READ_ONLY = "read-only"


class LineOutcome(StrEnum):
    """What became of a line that was to be proposed."""

    PROPOSED = "proposed"
    CONFLICT = "conflict"
    LOCKED = "locked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class GivenLine:
    """A line of the file: its row as a spreadsheet counts, and its texts by column, absent columns left out."""

    row: int
    cells: Mapping[str, str]
    is_readable: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """A part of the address before and after, as texts of cells."""

    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a line is not taken; `column` is the key of the column it is about, empty for the line as a whole."""

    rule: LineRule
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line against the register; `household_id` is empty where there is none, `mark` that of the register now."""

    row: int
    kind: LineKind
    household_id: str = ""
    address_line: str = ""
    mark: str = ""
    changes: tuple[Change, ...] = ()
    flaws: tuple[Flaw, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A file compared with the register, kept for its sender until it expires; `counts` has every kind of line."""

    id: str
    owner_id: str
    commune_code: str
    created_at: datetime
    expires_at: datetime
    counts: Mapping[LineKind, int]


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line that is not as in the register, and the edit that was proposed of it, empty while there is none."""

    line: Line
    edit_id: str = ""
