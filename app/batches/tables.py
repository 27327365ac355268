"""What is known of a file before it is answered, and its rows as they come."""

from dataclasses import dataclass
from typing import Final

from app.batches.options import Format
from geocoding.text.encodings import ENCODINGS, Encoding
from geocoding.text.records import Dialect
from postcode.words import Words

Cell = str | int | float | bool | None
"""One value: CSV holds texts only."""

RAGGED: Final = "row-ragged"
QUOTE_OPEN: Final = "row-quote-open"
NOT_TEXT: Final = "row-not-text"
NOT_JSON: Final = "row-not-json"
NOT_OBJECT: Final = "row-not-object"
"""Why a row cannot be read."""

MAX_ROWS: Final = 2_000_000
MAX_COLUMNS: Final = 500
TOO_LARGE: Final = Words(
    f"nhiều hơn {MAX_COLUMNS} cột hoặc {MAX_ROWS:,} dòng; chia nhỏ tệp",
    f"more than {MAX_COLUMNS} columns or {MAX_ROWS:,} rows; split the file",
)


@dataclass(frozen=True, slots=True)
class Table:
    """How a file is read: as was said, or as it was found to be.

    `format` says what the file that is read is: an XLSX file is copied into lines of JSON first, and `source` keeps
    what it was. `width` is the number of fields of the longest row, `start` the byte offset of the first row,
    `encoding_evidence` one word on how the encoding was settled, `header_line` the 1-based line of the file
    on which the names of the columns stand (0: on none), `other_sheets` the sheets that are not read.
    """

    format: Format
    source: Format
    columns: tuple[str, ...]
    width: int
    start: int
    encoding_name: str = "utf-8"
    encoding_evidence: str = ""
    has_bom: bool = False
    delimiter: str = ","
    quote: str = '"'
    header: bool = True
    sheet: str = ""
    header_line: int = 0
    other_sheets: tuple[str, ...] = ()

    @property
    def encoding(self) -> Encoding:
        """The encoding of the file that is read."""
        return ENCODINGS[self.encoding_name]

    @property
    def dialect(self) -> Dialect:
        """How its fields are written."""
        return Dialect(self.delimiter, self.quote)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its 1-based number, its raw text with its line ending, its values, and why they cannot be read.

    An empty line has the number 0: it is kept, and no question.
    """

    number: int
    raw: str
    ending: str
    values: tuple[Cell, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a file: byte offsets from `start` up to `end`, rows from the 1-based `first_row` on."""

    number: int
    first_row: int
    rows: int
    start: int
    end: int
