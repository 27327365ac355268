"""An address in words: from its parts to pieces of text, and to what readers may take them for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from app.questions.homes import Claim, claim_of, house_of
from app.questions.pieces import Part, Piece
from app.questions.spelling import estate_parts, flat_identity, hamlet_parts, plain_number, street_parts
from app.questions.style import Order, PathForm, Style
from geocoding.model import Address

_STEP = re.compile(r"\d+[A-Za-z]?")
_FULL_FLAT = re.compile(r"(\d{2}[ab]?)(\d{2})")
_ALLEY_WORDS = (
    (("ngõ", "Ngõ", "ngõ số"), ("Ng.", "ng.", "ng")),
    (("ngách", "Ngách"), ("Ngh.", "ngh.", "ngh")),
    (("hẻm", "Hẻm"), ("hẻm",)),
)
_NUMBER_WORDS = (("Số", "số", "số nhà", "Số nhà", "nhà số"), ("SN", "sn", "Sn", "SN."))
_ESTATE_SHORT = {"khu đô thị": "KĐT", "khu tập thể": "KTT", "khu đô thị mới": "KĐTM", "khu công nghiệp": "KCN"}


def can_chain(address: Address) -> bool:
    """Whether number and alleys can be written as a slash chain."""
    return bool(address.alley_path) and all(
        _STEP.fullmatch(step) for step in (*address.alley_path, address.house_number)
    )


def claims_of(address: Address, form: PathForm) -> tuple[Claim, ...]:
    """All that a text in this form can mean: a slash chain can be read from the alley and from the house.

    A text without a flat may mean any flat of the house.
    """
    claim = claim_of(address)
    claim = replace(claim, flat=claim.flat or None)
    match form:
        case PathForm.CHAIN_ALLEY_FIRST | PathForm.CHAIN_HOUSE_FIRST:
            return _both_ways(claim, outer=(), chain=chain_of(address, form))
        case PathForm.CHAIN_MIXED:
            return _both_ways(claim, outer=address.alley_path[:1], chain=chain_of(address, form))
        case _:
            return (claim,)


def chain_of(address: Address, form: PathForm) -> tuple[str, ...]:
    """The numbers of the slash chain, in the order in which they are written."""
    path, number = address.alley_path, address.house_number
    match form:
        case PathForm.CHAIN_HOUSE_FIRST:
            return (number, *path[::-1])
        case PathForm.CHAIN_MIXED:
            return (*path[1:], number)
        case _:
            return (*path, number)


def _both_ways(claim: Claim, *, outer: Sequence[str], chain: Sequence[str]) -> tuple[Claim, ...]:
    steps = tuple(plain_number(step) for step in outer)
    return tuple(
        replace(claim, path=(*steps, *(plain_number(step) for step in path)), house=house_of(house))
        for path, house in ((chain[:-1], chain[-1]), (tuple(chain[:0:-1]), chain[0]))
    )


def address_pieces(address: Address, style: Style, rng: Random) -> tuple[Piece, ...]:
    """The pieces of an address from the inside out, without commune and city."""
    return (
        *_flat(address, style, rng),
        *_building(address, rng),
        *_number_and_alleys(address, style, rng),
        *_containers(address, style, rng),
        *_group(style, rng),
    )


def _flat(address: Address, style: Style, rng: Random) -> Iterator[Piece]:
    if not address.unit:
        return
    whole = flat_identity(address.floor, address.unit).upper()
    found = _FULL_FLAT.fullmatch(whole.lower())
    if address.building and found is not None:
        floor, flat = found[1].upper(), found[2]
        is_apart = rng.random() < 0.15
        if is_apart and (said := floor.lstrip("0")):
            yield _marked(Part.FLAT, flat, rng.choice(("căn hộ", "căn", "phòng")), style)
            yield _marked(Part.FLAT, said, "tầng", style)
            return
        value = whole if rng.random() < 0.6 else f"{floor}-{flat}"
        word = rng.choice(("P.", "P", "CH", "căn") if style.short else ("căn hộ", "căn", "phòng", "Căn hộ"))
        yield _marked(Part.FLAT, value, word, style)
        return
    yield _marked(Part.FLAT, address.unit, rng.choice(("P.", "P") if style.short else ("phòng", "Phòng")), style)


def _building(address: Address, rng: Random) -> Iterator[Piece]:
    if address.building:
        words = ("tòa", "toà", "Tòa", "nhà", "tòa nhà") if address.building[-1:].isdigit() else ("tòa", "tòa nhà")
        word = rng.choice(words) if rng.random() < 0.7 or address.building.isdigit() else ""
        yield Piece(Part.BUILDING, address.building, word)


def _number_and_alleys(address: Address, style: Style, rng: Random) -> Iterator[Piece]:
    form, path = style.path, address.alley_path
    if form in (PathForm.CHAIN_ALLEY_FIRST, PathForm.CHAIN_HOUSE_FIRST) and path:
        yield _numbered("/".join(chain_of(address, form)), style, rng, is_first=not address.unit)
        return
    if form is PathForm.CHAIN_MIXED and path:
        yield _numbered("/".join(chain_of(address, form)), style, rng, is_first=not address.unit)
        yield _alley(path[:1], 1, style, rng)
        return
    if address.house_number:
        yield _numbered(address.house_number, style, rng, is_first=not (address.unit or address.building))
    if path:
        yield from _alleys(path, style, rng)


def _alleys(path: tuple[str, ...], style: Style, rng: Random) -> Iterator[Piece]:
    depth = len(path)
    if style.path is PathForm.VERBOSE:
        for level in range(depth, 0, -1):
            yield _alley(path[level - 1 : level], level, style, rng)
        return
    word_level = 1 if style.path is PathForm.MIXED and rng.random() < 0.35 else depth
    yield _alley(path, word_level, style, rng)
    if style.path is PathForm.REPEATED:
        yield _alley(path[:1], 1, style, rng)


def _alley(path: Sequence[str], level: int, style: Style, rng: Random) -> Piece:
    words = _ALLEY_WORDS[min(level, len(_ALLEY_WORDS)) - 1][style.short]
    return _marked(Part.ALLEY, "/".join(path), rng.choice(words), style)


def _numbered(number: str, style: Style, rng: Random, *, is_first: bool) -> Piece:
    """The number with or without its word; without one only where nothing in front of it could swallow it."""
    if not number[:1].isdigit():
        return Piece(Part.NUMBER, _with_case(number, rng), rng.choice(("", "", "lô", "nhà")))
    needs_word = not is_first or style.order is not Order.INSIDE_OUT
    word = rng.choice(_NUMBER_WORDS[style.short]) if needs_word or rng.random() < 0.6 else ""
    return _marked(Part.NUMBER, _with_case(number, rng), word, style)


def _with_case(number: str, rng: Random) -> str:
    return number.lower() if rng.random() < 0.15 else number


def _containers(address: Address, style: Style, rng: Random) -> Iterator[Piece]:
    if address.street:
        kind, name = street_parts(address.street)
        words = ("đại lộ",) if kind.lower() == "đại lộ" else ("", "", "phố", "đường", "Phố", "Đường")
        yield Piece(Part.STREET, name, rng.choice(("", "Đ.", "đ.") if style.short and not kind else words))
    if address.hamlet:
        kind, name = hamlet_parts(address.hamlet)
        is_clear_alone = " " in name and not any(map(str.isdigit, name))
        yield Piece(Part.HAMLET, name, "" if is_clear_alone and rng.random() < 0.15 else kind.lower())
    if address.estate:
        kind, name = estate_parts(address.estate)
        short = _ESTATE_SHORT.get(kind.lower(), kind)
        yield Piece(Part.ESTATE, name, short if style.short or rng.random() < 0.3 else kind.lower())


def _group(style: Style, rng: Random) -> Iterator[Piece]:
    if style.grouped:
        yield Piece(Part.GROUP, str(rng.randint(2, 45)), rng.choice(("tổ", "tổ dân phố số", "TDP", "TDP số")))


def _marked(part: Part, value: str, mark: str, style: Style) -> Piece:
    """A word with its number; abbreviations and joined writing often have no space between."""
    tight = style.joined or mark in ("P", "P.", "Ng.", "ng.", "Ngh.", "ngh.")
    return Piece(part, value, mark, "" if tight and mark and value[:1].isdigit() else " ")
