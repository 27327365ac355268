"""House, alleys and street, or flat, plot and hamlet, as strangers write them; with what the words can mean."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from app.questions.homes import Claim, Family
from app.questions.spelling import estate_parts, flat_identity, hamlet_parts, street_parts
from app.questions.style import PathForm
from app.questions.wording import can_chain, claims_of
from geocoding.model import Address

_NUMBER_WORDS = ("", "", "số ", "Số ", "số nhà ", "Số nhà ", "nhà số ", "Nhà số ", "SN ", "sn ", "nhà ", "Nhà ")
_LEVELS = (("ngõ ", "ngách ", "hẻm "), ("Ngõ ", "Ngách ", "Hẻm "))
_SHORT_LEVELS = (("Ng.", "Ngh.", "H."), ("ng.", "ngh.", "hẻm "), ("N.", "Ngh.", "Hẻm "), ("ng ", "ngx ", "hẻm "))
_GLUED_LEVELS = (("ngo", "ngach", "hem"), ("ngõ", "ngách", "hẻm"), ("ng", "ngh", "hem"))
_ESTATE_WORDS = {
    "khu đô thị": ("KĐT", "khu đô thị", "KDT", "KĐTM", "Khu đô thị mới", "khu ĐT"),
    "khu tập thể": ("KTT", "Tập thể", "TT", "khu tập thể", "Khu TT"),
    "tập thể": ("TT", "tập thể", "Khu tập thể", "KTT"),
    "chung cư": ("CC", "chung cư", "C.cư", "khu chung cư"),
    "khu công nghiệp": ("KCN", "khu công nghiệp", "Khu CN"),
}
_ROW_WORDS = {"LK": "liền kề", "BT": "biệt thự", "TT": "thấp tầng"}
_PLOT = re.compile(r"([A-ZĐ]+)(\d+)-(\d+)")
_WHOLE_FLAT = re.compile(r"(\d{2}[ab]?)(\d{2})")


@dataclass(frozen=True, slots=True)
class Local:
    """The part of a text before its areas: what stands between commas, what it can mean, and its forms."""

    segments: tuple[str, ...]
    claims: tuple[Claim, ...]
    tags: tuple[str, ...]


def local_part(address: Address, family: Family, rng: Random) -> Local | None:
    """An address in one of the ways of its family; None where it is written like none of them."""
    match family:
        case Family.FLAT:
            return _in_building(address, rng)
        case Family.PLOT:
            return _on_plot(address, rng)
        case Family.HAMLET:
            return _in_hamlet(address, rng)
        case _:
            return _on_street(address, rng)


def estate_words(name: str, rng: Random) -> str:
    """An estate with another of its words: "Khu đô thị Linh Đàm" → "KĐTM Linh Đàm"."""
    kind, rest = estate_parts(name)
    return f"{rng.choice(_ESTATE_WORDS.get(kind.lower(), (kind,)))} {rest}".strip()


def _on_street(address: Address, rng: Random) -> Local:
    form, reading = "house", PathForm.VERBOSE
    written: tuple[str, ...] = (_numbered(address.house_number, rng),)
    if address.alley_path:
        forms = _ALLEY_FORMS if can_chain(address) else _WORDED_FORMS
        form = rng.choice(tuple(forms))
        reading, write = forms[form]
        written = write(address.house_number, address.alley_path, rng)
    street = _street(address.street, rng)
    room = (_room(address, rng),) if address.unit else ()
    last = f"{written[-1]}{rng.choice((' ', ', '))}{street}"
    segments = (street, *written, *room) if form == "outside-in" else (*room, *written[:-1], last)
    return Local(segments, claims_of(address, reading), (form,))


def _numbered(number: str, rng: Random) -> str:
    return rng.choice(_NUMBER_WORDS) + number


def _worded(path: Sequence[str], levels: Sequence[str]) -> list[str]:
    """The alleys with their words, the innermost first."""
    return [levels[min(depth, 2)] + path[depth] for depth in range(len(path) - 1, -1, -1)]


_Written = Callable[[str, Sequence[str], Random], tuple[str, ...]]


def _words(number: str, path: Sequence[str], rng: Random) -> tuple[str, ...]:
    return (rng.choice((" ", ", ", " - ")).join((_numbered(number, rng), *_worded(path, rng.choice(_LEVELS)))),)


def _outside_in(number: str, path: Sequence[str], rng: Random) -> tuple[str, ...]:
    return (*_worded(path, rng.choice(_LEVELS))[::-1], rng.choice(("số ", "số nhà ", "SN ")) + number)


def _repeated(number: str, path: Sequence[str], rng: Random) -> tuple[str, ...]:
    steps = ["/".join(path[: depth + 1]) for depth in range(len(path))]
    return (rng.choice((" ", ", ")).join((_numbered(number, rng), *_worded(steps, rng.choice(_LEVELS)))),)


def _mixed(number: str, path: Sequence[str], rng: Random) -> tuple[str, ...]:
    word = rng.choice(_LEVELS)[min(len(path) - 1, 2)] if rng.random() < 0.7 else rng.choice(("ng ", "ngõ ", "ngo "))
    return (f"{_numbered(number, rng)} {word}{'/'.join(path)}",)


def _abbreviated(number: str, path: Sequence[str], rng: Random) -> tuple[str, ...]:
    first = rng.choice(("", "SN ", "sn", "số ", "S.")) + number
    return (rng.choice((" ", ", ", " - ")).join((first, *_worded(path, rng.choice(_SHORT_LEVELS)))),)


def _glued(number: str, path: Sequence[str], rng: Random) -> tuple[str, ...]:
    return (
        rng.choice(("sn", "so", "số", "SN"))
        + number
        + rng.choice(("", " ")).join(_worded(path, rng.choice(_GLUED_LEVELS))),
    )


def _house_last(number: str, path: Sequence[str], rng: Random) -> tuple[str, ...]:
    return (" ".join(_worded(path, rng.choice(_LEVELS))), rng.choice(("nhà số ", "số ", "nhà ")) + number)


def _alley_first(number: str, path: Sequence[str], rng: Random) -> tuple[str, ...]:
    return (_numbered("/".join((*path, number)), rng),)


def _house_first(number: str, path: Sequence[str], rng: Random) -> tuple[str, ...]:
    return (_numbered("/".join((number, *path[::-1])), rng),)


def _house_first_in_alley(number: str, path: Sequence[str], rng: Random) -> tuple[str, ...]:
    return (f"{'/'.join((number, *path[:0:-1]))} {rng.choice(('ngõ ', 'Ngõ '))}{path[0]}",)


_WORDED_FORMS: dict[str, tuple[PathForm, _Written]] = {
    "words": (PathForm.VERBOSE, _words),
    "outside-in": (PathForm.VERBOSE, _outside_in),
    "repeated": (PathForm.VERBOSE, _repeated),
    "mixed": (PathForm.VERBOSE, _mixed),
    "abbreviated": (PathForm.VERBOSE, _abbreviated),
    "glued": (PathForm.VERBOSE, _glued),
    "house-last": (PathForm.VERBOSE, _house_last),
}
_ALLEY_FORMS = _WORDED_FORMS | {
    "chain-alley-first": (PathForm.CHAIN_ALLEY_FIRST, _alley_first),
    "chain-house-first": (PathForm.CHAIN_HOUSE_FIRST, _house_first),
    "mixed-house-first": (PathForm.CHAIN_MIXED, _house_first_in_alley),
}


def _street(name: str, rng: Random) -> str:
    kind, rest = street_parts(name)
    if kind.lower() == "đại lộ":
        return name
    if any(map(str.isdigit, rest.split(" ")[0])):  # "số 8 32" would say nothing
        return rng.choice(("phố ", "đường ", "Phố ", "Đường ")) + rest
    return rng.choice(("", "", "", "phố ", "đường ", "Phố ", "Đường ", "Đ. ", "đg ", "Đg. ", "đ.")) + rest


def _room(address: Address, rng: Random) -> str:
    return rng.choice(("P", "P.", "Phòng ", "phòng ", "căn ")) + address.unit


def _in_building(address: Address, rng: Random) -> Local | None:
    found = _WHOLE_FLAT.fullmatch(flat_identity(address.floor, address.unit))
    where = estate_words(address.estate, rng) if address.estate else _street(address.street, rng)
    if found is None or not (address.estate or address.street):
        return None
    floor, flat = found[1].upper().lstrip("0"), found[2]
    form = rng.choice(tuple(_FLAT_FORMS))
    written = _FLAT_FORMS[form](floor, flat, address.building, rng)
    return Local((written, where), claims_of(address, PathForm.VERBOSE), (form,))


def _flat_then_tower(floor: str, flat: str, tower: str, rng: Random) -> str:
    number = floor + rng.choice(("", ".", "-")) + flat
    word = rng.choice(("P", "P.", "phòng ", "căn ", "căn hộ ", "CH ", "phòng số "))
    return (
        f"{word}{number}{rng.choice((' ', ', ', ' - '))}{rng.choice(('', 'tòa ', 'Tòa ', 'tòa nhà ', 'nhà '))}{tower}"
    )


def _tower_then_flat(floor: str, flat: str, tower: str, rng: Random) -> str:
    word = rng.choice(("P", "P.", "phòng ", "căn ", "căn hộ "))
    return f"{rng.choice(('Tòa ', 'tòa ', 'nhà ', 'Block '))}{tower}{rng.choice((', ', ' '))}{word}{floor}{flat}"


def _with_floor(floor: str, flat: str, tower: str, rng: Random) -> str:
    tower = rng.choice(("tòa ", "toà ", "nhà ")) + tower
    number = rng.choice((flat, floor + flat))
    return f"{rng.choice(('phòng ', 'căn hộ số ', 'căn '))}{number}, {rng.choice(('tầng ', 'Tầng '))}{floor}, {tower}"


def _with_dash(floor: str, flat: str, tower: str, rng: Random) -> str:
    return rng.choice(
        (f"{floor}{flat}-{tower}", f"P{floor}{flat}-{tower}", f"{tower}-{floor}{flat}", f"{tower}/{floor}{flat}")
    )


_FLAT_FORMS = {
    "flat-then-tower": _flat_then_tower,
    "tower-then-flat": _tower_then_flat,
    "flat-with-floor": _with_floor,
    "flat-with-dash": _with_dash,
}


def _on_plot(address: Address, rng: Random) -> Local | None:
    claims = claims_of(address, PathForm.VERBOSE)
    found = _PLOT.fullmatch(address.house_number)
    if found is None:
        return Local((address.house_number, estate_words(address.estate, rng)), claims, ("plot-as-written",))
    kind, row, plot = found[1], found[2], found[3]
    word = _ROW_WORDS.get(kind, "")
    written = {
        "plot-as-written": address.house_number,
        "plot-without-zero": f"{kind}{row}-{int(plot)}",
        "plot-with-zeros": f"{kind}{int(row):02d}-{int(plot):02d}",
        "plot-with-dot": f"{kind}{row}.{plot}",
        "plot-in-words": f"{word.capitalize()} {row}-{plot}" if word else address.house_number,
        "plot-number-first": f"số {int(plot)} {word or kind} {row}" if word else f"nhà {int(plot)} dãy {kind}{row}",
        "plot-as-lot": f"Lô {kind}{row}-{plot}",
        "plot-spaced": f"{kind} {row} - {plot}",
    }
    form = rng.choice(tuple(written))
    return Local((written[form], estate_words(address.estate, rng)), claims, (form,))


def _in_hamlet(address: Address, rng: Random) -> Local:
    kind, name = hamlet_parts(address.hamlet)
    words = (
        ("Thôn ", "thôn ", "làng ", "T. ")
        if kind == "Thôn" and not name.isdecimal()
        else (f"{kind} ", f"{kind.lower()} ")
    )
    alley = tuple(f"ngõ {step}" for step in address.alley_path[:1])
    number = rng.choice((" ", ", ")).join((_numbered(address.house_number, rng), *alley))
    return Local((number, rng.choice(words) + name), claims_of(address, PathForm.VERBOSE), ("hamlet",))
