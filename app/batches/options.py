"""What a caller may say about a file and about the answers wanted; anything else said is an error."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Final

from app.batches.errors import OptionRefused
from geocoding.text.encodings import ENCODINGS
from geocoding.text.looking import DELIMITERS
from postcode.words import Words


class Format(StrEnum):
    """The kinds of file; GeoJSON is only written."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    GEOJSON = "geojson"


class Role(StrEnum):
    """What a column may hold."""

    QUERY = "query"
    HOUSE_NUMBER = "house_number"
    ALLEY_PATH = "alley_path"
    STREET = "street"
    HAMLET = "hamlet"
    ESTATE = "estate"
    BUILDING = "building"
    FLOOR = "floor"
    UNIT = "unit"
    COMMUNE = "commune"
    DISTRICT = "district"
    SHEET = "sheet"
    PARCEL = "parcel"
    LON = "lon"
    LAT = "lat"
    CODE = "code"


class JoinKey(StrEnum):
    """What a row of the join table is found by."""

    COMMUNE = "commune"
    POSTCODE = "postcode"
    STREET = "street"


QUOTES: Final = {"double": '"', "single": "'", "none": ""}
MAX_PREFIX: Final = 20

Columns = Mapping[Role, tuple[str, ...]]
"""Columns by role; only a query may be put together from several, which are joined by commas."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read a file and write the answers; an empty text asks to look at the file and decide.

    `delimiter` and `quote` are the characters themselves. `ascii_results` lets answers lose their marks where the
    encoding of a CSV file has no place for them; without it such a file is refused. `neutral_formulas` puts an
    apostrophe before every CSV cell that a spreadsheet would run, input cells included. `add_bom` marks UTF-8 output.
    """

    format: Format | None = None
    encoding: str = ""
    delimiter: str = ""
    quote: str = '"'
    header: bool = True
    sheet: str = ""
    columns: Columns = field(default_factory=dict)
    prefix: str = "result_"
    ascii_results: bool = False
    neutral_formulas: bool = False
    add_bom: bool = False
    join_on: Mapping[JoinKey, str] = field(default_factory=dict)


NAMES: Final = tuple(one.name for one in fields(Options))


def read_options(given: Mapping[str, object]) -> Options:
    """The options in a JSON object, words for the separators; raises `OptionRefused` for any it does not know."""
    for name in given:
        if name not in NAMES:
            raise OptionRefused(name, _unknown(NAMES))
    values = {name: _READERS[name](name, value) for name, value in given.items()}
    return Options(**values)  # type: ignore[arg-type]  # each reader gives the type of its field


def written_options(options: Options) -> dict[str, object]:
    """The options as the JSON object that `read_options` reads."""
    delimiters = {mark: word for word, mark in DELIMITERS.items()}
    quotes = {mark: word for word, mark in QUOTES.items()}
    plain = {name: getattr(options, name) for name in ("encoding", "header", "sheet", "prefix")}
    flags = {name: getattr(options, name) for name in ("ascii_results", "neutral_formulas", "add_bom")}
    return {
        **({"format": options.format.value} if options.format is not None else {}),
        **{name: value for name, value in plain.items() if value != ""},
        **flags,
        **({"delimiter": delimiters[options.delimiter]} if options.delimiter else {}),
        "quote": quotes[options.quote],
        "columns": {role.value: list(names) for role, names in options.columns.items()},
        "join_on": {key.value: name for key, name in options.join_on.items()},
    }


def _unknown(known: Iterable[str]) -> Words:
    names = ", ".join(known)
    return Words(f"không có tên này; dùng được: {names}", f"unknown; known are {names}")


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise OptionRefused(name, Words("phải là true hoặc false", "must be true or false"))
    return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise OptionRefused(name, Words("phải là chữ", "must be a text"))
    return value


def _chosen(name: str, value: object, choice: Mapping[str, str]) -> str:
    text = _text(name, value)
    if text not in choice:
        raise OptionRefused(
            name, Words(f"phải là một trong: {', '.join(choice)}", f"must be one of {', '.join(choice)}")
        )
    return choice[text]


def _format(name: str, value: object) -> Format:
    readable = {one.value: one.value for one in Format if one is not Format.GEOJSON}
    return Format(_chosen(name, value, readable))


def _prefix(name: str, value: object) -> str:
    text = _text(name, value)
    if not (text.isascii() and text.isidentifier() and len(text) <= MAX_PREFIX):
        raise OptionRefused(
            name,
            Words(
                f"nhiều nhất {MAX_PREFIX} chữ cái không dấu, chữ số và _, bắt đầu bằng chữ cái",
                f"must be at most {MAX_PREFIX} letters, digits and _, and start with a letter",
            ),
        )
    return text


def _columns(name: str, value: object) -> dict[Role, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise OptionRefused(name, Words("phải là đối tượng vai trò: cột", "must be an object of role and column"))
    return {_role(role): _column_names(f"{name}.{role}", role, column) for role, column in value.items()}


def _role(role: str) -> Role:
    if role not in list(Role):
        raise OptionRefused(f"columns.{role}", _unknown(Role))
    return Role(role)


def _column_names(name: str, role: str, column: object) -> tuple[str, ...]:
    names = column if isinstance(column, list) else [column]
    texts = tuple(_text(name, one) for one in names)
    if not texts or (len(texts) > 1 and role != Role.QUERY):
        raise OptionRefused(
            name,
            Words(
                "phải nêu đúng một cột; chỉ query được ghép nhiều cột",
                "must name one column; only query may name several",
            ),
        )
    return texts


def _join_on(name: str, value: object) -> dict[JoinKey, str]:
    if not isinstance(value, dict):
        raise OptionRefused(
            name,
            Words("phải là đối tượng khóa: cột của bảng ghép", "must be an object of key and column of the join table"),
        )
    for key in value:
        if key not in list(JoinKey):
            raise OptionRefused(f"{name}.{key}", _unknown(JoinKey))
    return {JoinKey(key): _text(f"{name}.{key}", column) for key, column in value.items()}


_READERS: Final = {
    "format": _format,
    "encoding": lambda name, value: _chosen(name, value, {one: one for one in ENCODINGS}),
    "delimiter": lambda name, value: _chosen(name, value, DELIMITERS),
    "quote": lambda name, value: _chosen(name, value, QUOTES),
    "header": _flag,
    "sheet": _text,
    "columns": _columns,
    "prefix": _prefix,
    "ascii_results": _flag,
    "neutral_formulas": _flag,
    "add_bom": _flag,
    "join_on": _join_on,
}
