"""A text that is still being typed, cut into the numbers and the words of names it has so far.

The words are those of the grammar (`geocoding.address.lexemes`), but nothing is decided about them yet: a half-typed
"đườ" is neither a street word nor a name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from geocoding.address.lexemes import Lexeme, Role, lexemes
from geocoding.address.numberings import ALLEY_LEVEL
from geocoding.address.numbers import number_key
from geocoding.address.street_names import join_steps
from geocoding.snapshot.completion_keys import plain
from geocoding.text.fold import fold, tidy

MAX_TYPED = 200
"""Longer texts are cut: no address of the city is as long."""
MAX_WORDS = 16

_MARKS = frozenset(role for role in Role if role.value.endswith("_mark"))
_MARK_IN_FULL = {"p": "phường", "x": "xã", "q": "quận", "h": "huyện", "tx": "thị xã", "d": "đường"}
_GROUP_IN_FULL = {"tdp": "tổ", "to dan pho": "tổ", "cum dan cu": "cụm", "ql": "quốc lộ", "tl": "tỉnh lộ"}


class Awaited(Enum):
    """What a label at the end of a text asks for: "…, số", "…, ngõ", "…, căn hộ"."""

    NOTHING = "nothing"
    NUMBER = "number"
    ALLEY = "alley"
    FLAT = "flat"


class End(Enum):
    """What a text ends in that may still go on."""

    NOTHING = "nothing"
    WORD = "word"
    NUMBER = "number"
    PATH = "path"
    CHAIN = "chain"
    FLAT = "flat"


_LABELS = {
    Awaited.NUMBER: ("số", "số nhà", "nhà số", "sn"),
    Awaited.ALLEY: ("ngõ", "ngách", "hẻm", "kiệt"),
    Awaited.FLAT: ("căn hộ", "căn hộ số", "căn", "phòng"),
}
_AWAITED = {label: awaited for awaited, labels in _LABELS.items() for label in labels}
_AWAITED_PLAIN = {fold(label): awaited for label, awaited in _AWAITED.items()}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: in small letters, where it begins, in which comma part, and whether it marks a kind."""

    written: str
    start: int
    part: int
    is_mark: bool = False


@dataclass(slots=True)
class Typed:
    """One reading of a typed text. `chain` is a bare slash chain: house and alleys in either order.

    `end` is what may go on at the end, `ends_in_slash` says that a path goes on with another step ("ngõ 12/").
    `is_second_choice` marks a reading for when the others lead nowhere.
    """

    text: str
    words: list[Word] = field(default_factory=list)
    number: str = ""
    chain: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    flat: str = ""
    end: End = End.NOTHING
    ends_in_slash: bool = False
    awaited: Awaited = Awaited.NOTHING
    is_second_choice: bool = False

    @property
    def has_number(self) -> bool:
        """Whether it asks for a house or flat, which a commune or a bare alley cannot be."""
        return bool(self.number or self.chain or self.flat)

    @property
    def has_diacritics(self) -> bool:
        """Whether any of its words is written with diacritics."""
        return any(not word.written.isascii() for word in self.words)


def readings(text: str) -> Iterator[Typed]:
    """The readings of a text as it is typed, the most usual first; none for a cadastral form.

    A number after a word may be a part of its name; a code such as B15 is a number only as a second choice.
    """
    clean = tidy(text[:MAX_TYPED])
    found = list(lexemes(clean))[: 2 * MAX_WORDS]
    if not found or any(lexeme.role in (Role.SHEET, Role.PARCEL) for lexeme in found):
        return
    is_open = text[:MAX_TYPED][-1:].isalnum()
    yield _gathered(found, clean, is_open=is_open)
    as_numbers = [one._replace(role=Role.NUMBER) if one.role is Role.CODE else one for one in found]
    as_names = [_named(one, before) for one, before in zip(found, (None, *found), strict=False)]
    if as_names != found:
        yield _gathered(as_names, clean, is_open=is_open)
    if as_numbers != found:
        yield replace(_gathered(as_numbers, clean, is_open=is_open), is_second_choice=True)


def _named(lexeme: Lexeme, before: Lexeme | None) -> Lexeme:
    """A number after a word as a part of that name: "Xã Đàn 2", "Đường 19/5"."""
    follows = before is not None and (before.role is Role.WORD or before.role in _MARKS)
    return lexeme._replace(role=Role.CODE) if follows and lexeme.role in (Role.NUMBER, Role.CHAIN) else lexeme


def _gathered(found: list[Lexeme], text: str, *, is_open: bool) -> Typed:
    typed = Typed(text)
    alleys: list[tuple[int, tuple[str, ...]]] = []
    part = 0
    for lexeme in found:
        if lexeme.role is Role.BREAK:
            part += 1
        elif lexeme.role is Role.ALLEY:
            alleys.append((ALLEY_LEVEL[lexeme.marker], _steps(lexeme.value)))
        elif words := _words(lexeme, text):
            typed.words += [Word(word, lexeme.start, part, lexeme.role in _MARKS) for word in words]
        else:
            _take_number(typed, lexeme)
    typed.path = tuple([step.lstrip("0") or "0" for step in join_steps(alleys)])
    _set_end(typed, found[-1], is_open=is_open)
    _drop_label(typed, last_part=part)
    return typed


def _words(lexeme: Lexeme, text: str) -> list[str]:
    """The words that a lexeme gives to a name, none for a number."""
    written = text[lexeme.start : lexeme.end].lower()
    match lexeme.role:
        case Role.WORD:
            return [written]
        case Role.CODE:
            return [lexeme.value]
        case Role.BUILDING:
            return [number_key(lexeme.value)]
        case Role.GROUP | Role.ROAD:
            return [*_GROUP_IN_FULL.get(lexeme.marker, lexeme.marker).split(), lexeme.value]
        case role if role in _MARKS:
            return _MARK_IN_FULL.get(lexeme.marker, written.rstrip(".")).split()
        case _:
            return []


def _take_number(typed: Typed, lexeme: Lexeme) -> None:
    value = lexeme.value.upper()
    match lexeme.role:
        case Role.HOUSE | Role.CHAIN if "/" in value:
            typed.chain = typed.chain or _steps(value)
        case Role.HOUSE | Role.NUMBER | Role.LOT:
            typed.number = typed.number or value
        case Role.FLAT:
            typed.flat = typed.flat or value
        case _:
            pass


def _steps(value: str) -> tuple[str, ...]:
    return tuple(step.strip().upper() for step in value.split("/"))


def _set_end(typed: Typed, last: Lexeme, *, is_open: bool) -> None:
    """Note what the text ends in; a number before a slash at the end is the alley of a number to come."""
    tail = typed.text[last.end :].strip()
    if tail == "/" and last.role in _ENDS:
        typed.ends_in_slash, typed.end = True, End.PATH
        if last.role is not Role.ALLEY:
            typed.path += typed.chain or (typed.number,)
            typed.chain, typed.number = (), ""
    elif is_open and not tail:
        is_chain = last.role is Role.HOUSE and bool(typed.chain)
        typed.end = End.CHAIN if is_chain else _ENDS.get(last.role, End.WORD)


_ENDS = {
    Role.HOUSE: End.NUMBER,
    Role.NUMBER: End.NUMBER,
    Role.LOT: End.NUMBER,
    Role.ALLEY: End.PATH,
    Role.CHAIN: End.CHAIN,
    Role.FLAT: End.FLAT,
}


def _drop_label(typed: Typed, *, last_part: int) -> None:
    """Take a label at the very end for what it asks for, not for a name; without diacritics only after a comma."""
    for length in (3, 2, 1):
        label = typed.words[-length:]
        if len(typed.words) <= length or typed.end not in (End.WORD, End.NOTHING):
            continue
        written = " ".join(word.written for word in label)
        stands_alone = label[0].part == last_part != typed.words[-length - 1].part
        awaited = _AWAITED_PLAIN.get(fold(written)) if stands_alone else _AWAITED.get(written)
        if awaited is not None:
            typed.awaited, typed.words, typed.end = awaited, typed.words[:-length], End.NOTHING
            return


def spelled(words: Iterable[Word], end: End) -> str:
    """The words as a beginning to look up; a finished last word is followed by a space."""
    text = plain(" ".join(word.written for word in words))
    return f"{text} " if text and end is not End.WORD else text
