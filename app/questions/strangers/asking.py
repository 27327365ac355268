"""Questions of strangers: one form, several deviations, a slip, a spelling by ear, and houses that are not there."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from app.evaluate.cases import NO_HOUSEHOLD, Case
from app.questions.asking import Asked, is_nearest
from app.questions.homes import Home
from app.questions.keyboard import with_typo
from app.questions.numbers import another_number
from app.questions.register import Register
from app.questions.spelling import estate_parts, hamlet_parts, plain, street_parts
from app.questions.strangers.areas import Areas, areas_of
from app.questions.strangers.ear import by_ear
from app.questions.strangers.local import local_part
from app.questions.strangers.noise import AROUND, BREAKS, LETTERS, TYPING, Noise
from app.questions.strangers.passed_on import BESIDE, PASSED_ON
from geocoding.model import Address

AREAS_FIRST = 0.04
ONE_NOISE = 0.6
NOISE_BESIDE_SLIP = 0.3
SLIP_AMONG_SEVERAL = 0.25
SHORTEST_NAME = 5
"""A slip in a name of fewer letters may be anything."""
_OTHER_CITIES = (
    *(("Phường Bến Nghé", "Quận 1", "TP Hồ Chí Minh"), ("Quận Hải Châu", "Đà Nẵng"), ("Quận Ninh Kiều", "Cần Thơ")),
    *(("Phường 5", "Quận Gò Vấp", "Sài Gòn"), ("Quận Lê Chân", "Hải Phòng")),
)

_HOUSE_WORDS = ("số ", "Số ", "SN ", "Số nhà ", "số nhà ", "nhà số ", "Nhà số ")
Slip = Callable[[str, Random], str]


def one_form(register: Register, rng: Random) -> Case | None:
    """One form of address, at most one deviation more."""
    noises = _one_noise(rng) if rng.random() < ONE_NOISE else {}
    return _about_a_home(register, rng, noises, kind="strangers-one")


def several(register: Register, rng: Random) -> Case | None:
    """Several deviations at once, in one of four texts a slip in a name among them."""
    slip = rng.choice((with_typo, with_typo, by_ear)) if rng.random() < SLIP_AMONG_SEVERAL else None
    drawn = (rng.choice((*choices.items(), None)) for choices in (BREAKS, AROUND, LETTERS))
    noises = dict(noise for noise in drawn if noise is not None)
    return _about_a_home(register, rng, noises, kind="strangers-several", slip=slip)


def one_typo(register: Register, rng: Random) -> Case | None:
    """One typo in the name of a street, an estate or a hamlet."""
    return _about_a_home(register, rng, _beside_slip(rng), kind="strangers-typo", slip=with_typo)


def heard(register: Register, rng: Random) -> Case | None:
    """The name of a street, an estate or a hamlet by ear."""
    return _about_a_home(register, rng, _beside_slip(rng), kind="strangers-ear", slip=by_ear)


def passed_on(register: Register, rng: Random) -> Case | None:
    """An address that was copied, dictated, filled in or talked about on its way to us."""
    name = rng.choice(tuple(PASSED_ON))
    return _about_a_home(register, rng, {name: PASSED_ON[name]}, kind="strangers-passed-on")


def beside_one(register: Register, rng: Random) -> Case | None:
    """A house that is only the landmark, or that the text itself doubts: no household may be returned."""
    home = register.any_home(rng)
    if not home.claim.house:
        return None
    name = rng.choice(tuple(BESIDE))
    said = _said(home, home.address, areas_of(home, register.gazetteer, rng), rng, {})
    if said is None or not (said.text[:1].isdigit() or said.text.startswith(_HOUSE_WORDS)):
        return None
    text = f"số {said.text}" if said.text[:1].isdigit() else said.text
    return Case(BESIDE[name](text, rng), NO_HOUSEHOLD, tags=("strangers-beside", name, *said.tags))


def _one_noise(rng: Random) -> Mapping[str, Noise]:
    name, noise = rng.choice(tuple((AROUND | BREAKS | LETTERS).items()))
    return {name: noise}


def _beside_slip(rng: Random) -> Mapping[str, Noise]:
    return _one_noise(rng) if rng.random() < NOISE_BESIDE_SLIP else {}


def _about_a_home(
    register: Register, rng: Random, noises: Mapping[str, Noise], *, kind: str, slip: Slip | None = None
) -> Case | None:
    """A question that only one home can be meant by; None when this one cannot be asked so."""
    home = register.any_home(rng)
    written = home.address if slip is None else slipped(home.address, slip, register, rng)
    if written is None or not home.claim.house or (slip is not None and not TYPING.isdisjoint(noises)):
        return None
    where = areas_of(home, register.gazetteer, rng)
    said = _said(home, written, where, rng, noises)
    if said is None or said.meant(register) != [home]:
        return None
    return said.about(home, kind=kind)


def _said(home: Home, written: Address, where: Areas, rng: Random, noises: Mapping[str, Noise]) -> Asked | None:
    """The address of a home as written, in some form; its names mean what they are a slip of.

    An area's name without its word can also be that of a street.
    """
    local = local_part(written, home.family, rng)
    if local is None:
        return None
    areas = tuple(filter(None, where.segments))
    opens_with_areas = rng.random() < AREAS_FIRST
    segments = (*areas[:-1], *local.segments, *areas[-1:]) if opens_with_areas else (*local.segments, *areas)
    text = ", ".join(segments)
    for noise in noises.values():
        text = noise(text, rng)
    names = (home.claim.names, *(frozenset({plain(name)}) for name in where.bare))
    claims = tuple(replace(claim, names=name) for claim in local.claims for name in names)
    return Asked(text, claims, where.communes, (home.family.value, *local.tags, where.form, *noises))


def slipped(address: Address, slip: Slip, register: Register, rng: Random) -> Address | None:
    """The address with a slip in its street, or its estate, or its hamlet; None where it could be another name.

    A name with a number in it is left alone: the slip would be beside the point.
    """
    kind, name = _parts(address)
    wrong = slip(name, rng)
    if not wrong or len(name) < SHORTEST_NAME or any(map(str.isdigit, name)):
        return None
    if slip is with_typo and not is_nearest(wrong, name, register):
        return None
    if plain(wrong) != plain(name) and plain(wrong) in register.homes.names | register.gazetteer.areas.names:
        return None
    mistaken = f"{kind} {wrong}".strip()
    if address.street:
        return replace(address, street=mistaken)
    return replace(address, estate=mistaken) if address.estate else replace(address, hamlet=mistaken)


def _parts(address: Address) -> tuple[str, str]:
    """Kind word and name of what the address lies on or in."""
    if address.street:
        return street_parts(address.street)
    return estate_parts(address.estate) if address.estate else hamlet_parts(address.hamlet)


def not_there(register: Register, rng: Random) -> Case | None:
    """A question without a right answer, in a stranger's words."""
    kind = rng.choice(tuple(_NOT_THERE))
    home = register.any_home(rng)
    address, where = _NOT_THERE[kind](home, register, rng)
    noises = _one_noise(rng) if rng.random() < ONE_NOISE else {}
    said = _said(home, address, where, rng, noises) if address is not None else None
    if said is None or said.meant(register):
        return None
    commune = home.commune_code if kind not in ("other-city", "wrong-commune") and where.form != "no-area" else ""
    return Case(said.text, NO_HOUSEHOLD, expect_commune=commune, tags=("strangers-none", kind, *said.tags))


_Absent = tuple[Address | None, Areas]


def _absent_number(home: Home, register: Register, rng: Random) -> _Absent:
    number = another_number(home.address.house_number, rng)
    address = replace(home.address, house_number=number) if number and not home.address.unit else None
    return address, areas_of(home, register.gazetteer, rng)


def _swapped(home: Home, register: Register, rng: Random) -> _Absent:
    path, number = home.address.alley_path, home.address.house_number
    is_whole = bool(path and number)
    address = replace(home.address, alley_path=(*path[:-1], number), house_number=path[-1]) if is_whole else None
    return address, areas_of(home, register.gazetteer, rng)


def _dropped_alley(home: Home, register: Register, rng: Random) -> _Absent:
    path = list(home.address.alley_path)
    if path:
        path.pop(rng.randrange(len(path)))
    address = replace(home.address, alley_path=tuple(path)) if home.address.alley_path else None
    return address, areas_of(home, register.gazetteer, rng)


def _wrong_commune(home: Home, register: Register, rng: Random) -> _Absent:
    elsewhere = rng.choice(sorted(register.gazetteer.areas.today))
    unit = register.gazetteer.areas.today[elsewhere]
    allowed = register.gazetteer.areas.allowed(commune=unit.name)
    return home.address, Areas((unit.full_name, "Hà Nội"), allowed, "new-names")


def _other_city(home: Home, _: Register, rng: Random) -> _Absent:
    return home.address, Areas(rng.choice(_OTHER_CITIES), frozenset(), "other-city")


_NOT_THERE: Mapping[str, Callable[[Home, Register, Random], _Absent]] = {
    "absent-number": _absent_number,
    "swapped": _swapped,
    "dropped-alley": _dropped_alley,
    "wrong-commune": _wrong_commune,
    "other-city": _other_city,
}
