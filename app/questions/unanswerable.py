"""Questions without a right household: what they name is not in the register, contradicts itself, or fits several.

Before "no household" is written, every reading of the text is held against all households of the register.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

from app.evaluate.cases import NO_HOUSEHOLD, Case
from app.questions.asking import Asked, asked_for, is_far_from_all
from app.questions.homes import Family, Home, claim_of
from app.questions.nonsense import invented_name, nonsense
from app.questions.numbers import another_flat, another_number, is_next_door
from app.questions.pieces import Part, Piece
from app.questions.register import Register
from app.questions.spelling import plain, plain_number
from app.questions.style import AreaForm, PathForm, Style, plain_style
from app.questions.whereabouts import Whereabouts
from app.questions.wording import can_chain
from geocoding.model import Address, MatchLevel

NUMBERED = (Family.STREET, Family.ALLEY, Family.HAMLET, Family.PLOT)
DEEPER = 0.25
"""Share of the alleys that do not exist which lead off one that does; "ngách 4, ngõ 4" is such a one."""

OTHER_CITIES = (
    ("Quận Lê Chân", "Hải Phòng"),
    ("Quận Hải Châu", "TP Đà Nẵng"),
    ("Quận Gò Vấp", "TP Hồ Chí Minh"),
    ("Quận Ninh Kiều", "Cần Thơ"),
    ("TP Vinh", "Nghệ An"),
    ("TP Bắc Ninh", "tỉnh Bắc Ninh"),
)


Kind = Callable[[Register, Random], Case | None]
"""Gives a case, or None when the home that chance picked does not lend itself to it."""


def absent_number(register: Register, rng: Random) -> Case | None:
    """A number that nobody on that street or in that alley has."""
    return _absent(register, rng, plain_style(rng))


def absent_number_mistyped(register: Register, rng: Random) -> Case | None:
    """The same, with a typo in a name: the mistyped name still means that street, where the number does not exist."""
    return _absent(register, rng, replace(plain_style(rng), typo=True))


def _absent(register: Register, rng: Random, style: Style) -> Case | None:
    home = register.any_home(rng)
    changed = _elsewhere_numbered(home, rng)
    asked = asked_for(home, style, register, rng, address=changed) if changed is not None else None
    case = _no_household(asked, home, register, note=f"next to {home.external_id}")
    if case is None or changed is None or not is_next_door(home.address.house_number, changed.house_number):
        return case
    return replace(case, place=home.point, tags=(*case.tags, "next-door"))


def _elsewhere_numbered(home: Home, rng: Random) -> Address | None:
    if home.family in (Family.FLAT, Family.ROOM):
        floor, unit = another_flat(home.address.floor, home.address.unit, rng)
        return replace(home.address, floor=floor, unit=unit)
    number = another_number(home.address.house_number, rng)
    return replace(home.address, house_number=number) if number else None


def swapped(register: Register, rng: Random) -> Case | None:
    """House and alley numbers in each other's place, in words or in a slash chain that no order of reading mends."""
    home = register.any_home(rng, Family.ALLEY)
    steps = [*home.address.alley_path, home.address.house_number]
    mixed = rng.sample(steps, len(steps))
    if not can_chain(home.address) or [*map(plain_number, mixed)] == [*map(plain_number, steps)]:
        return None
    changed = replace(home.address, house_number=mixed[-1], alley_path=tuple(mixed[:-1]))
    asked = asked_for(home, plain_style(rng), register, rng, address=changed)
    return _no_household(asked, home, register, note=f"numbers of {home.external_id}")


def absent_alley(register: Register, rng: Random) -> Case | None:
    """A house number that exists, in an alley that does not: next to the right one, or leading off it."""
    home = register.any_home(rng, Family.ALLEY)
    *outer, last = home.address.alley_path
    other = another_number(last, rng)
    path = (*outer, last, rng.choice((last, other))) if rng.random() < DEEPER else (*outer, other)
    changed = replace(home.address, alley_path=path)
    if not other or register.homes.known_depth(claim_of(changed), communes=None) == len(path):
        return None
    asked = asked_for(home, plain_style(rng), register, rng, address=changed)
    return _no_household(asked, home, register, note=f"alley beside that of {home.external_id}")


def wrong_commune(register: Register, rng: Random) -> Case | None:
    """An address of one commune with the name of another, in which it does not exist."""
    home = register.any_home(rng)
    if not home.claim.house:
        return None
    areas, style = register.gazetteer.areas, plain_style(rng)
    populated = sorted({other.commune_code for other in (register.any_home(rng) for _ in range(5))})
    code = rng.choice(populated if rng.random() < 0.5 else sorted(areas.today))
    where = register.gazetteer.named([areas.today[code]], style, rng)
    if where.communes is None or home.commune_code in where.communes:
        return None
    asked = asked_for(home, style, register, rng, where=where)
    if asked is None or asked.meant(register):
        return None
    return Case(asked.text, NO_HOUSEHOLD, tags=asked.tags, note=f"of {home.external_id} in {home.commune_code}")


def duplicate_number(register: Register, rng: Random) -> Case | None:
    """An address that several households of one commune share."""
    return _of_several(register.shared, register, rng, plain_style(rng))


def two_communes(register: Register, rng: Random) -> Case | None:
    """An address that exists in several communes, without the name of any."""
    return _of_several(register.in_two_communes, register, rng, replace(plain_style(rng), area=AreaForm.NONE))


def two_readings(register: Register, rng: Random) -> Case | None:
    """A slash chain that is one household read from the alley and another read from the house."""
    form = rng.choice((PathForm.CHAIN_ALLEY_FIRST, PathForm.CHAIN_HOUSE_FIRST))
    return _of_several(register.two_readings, register, rng, replace(plain_style(rng), path=form))


def _of_several(homes: Sequence[Home], register: Register, rng: Random, style: Style) -> Case | None:
    home = rng.choice(homes) if homes else None
    asked = asked_for(home, style, register, rng) if home is not None else None
    return _several(asked, register) if asked is not None else None


def _several(asked: Asked, register: Register) -> Case | None:
    """The case that the text fits several households; None when it fits fewer than two."""
    meant = asked.meant(register)
    if len(meant) < 2:
        return None
    communes = {home.commune_code for home in meant}
    return Case(
        asked.text,
        NO_HOUSEHOLD,
        expect_level=MatchLevel.HOUSEHOLD,
        expect_commune=communes.pop() if len(communes) == 1 else "",
        tags=asked.tags,
        note=f"fits {len(meant)} households",
    )


def missing_number(register: Register, rng: Random) -> Case | None:
    """A street, an alley or a hamlet without a house number; a single house there is passed over as a fair guess."""
    home = register.any_home(rng, Family.STREET, Family.ALLEY, Family.HAMLET)
    style = replace(plain_style(rng), path=PathForm.REPEATED)
    asked = asked_for(home, style, register, rng, address=replace(home.address, house_number=""))
    if asked is None or len(register.homes.numbers_along(home.claim)) == 1:
        return None
    return _several(asked, register) or _no_household(asked, home, register, note=f"of {home.external_id}")


def missing_flat(register: Register, rng: Random) -> Case | None:
    """A building or a house of rooms without the flat."""
    home = register.any_home(rng, Family.FLAT, Family.ROOM)
    asked = asked_for(home, plain_style(rng), register, rng, address=replace(home.address, floor="", unit=""))
    if asked is None or len(asked.meant(register)) < 2:
        return None
    return Case(
        asked.text, NO_HOUSEHOLD, expect_commune=home.commune_code, tags=asked.tags, note=f"of {home.external_id}"
    )


def unknown_street(register: Register, rng: Random) -> Case | None:
    """A street that does not exist, in a commune that does."""
    home = register.any_home(rng, Family.STREET, Family.ALLEY)
    name = invented_name(rng)
    changed = replace(home.address, street=name)
    asked = asked_for(home, plain_style(rng), register, rng, address=changed)
    if asked is None or not is_far_from_all(plain(name), register):
        return None
    return Case(asked.text, NO_HOUSEHOLD, MatchLevel.COMMUNE, home.commune_code, tags=asked.tags)


def other_city(register: Register, rng: Random) -> Case | None:
    """An address that Hanoi has, said to be in another city."""
    home = register.any_home(rng, *NUMBERED)
    district, city = rng.choice(OTHER_CITIES)
    where = Whereabouts((Piece(Part.DISTRICT, district), Piece(Part.CITY, city)), frozenset())
    asked = asked_for(home, plain_style(rng), register, rng, where=where)
    return None if asked is None else Case(asked.text, NO_HOUSEHOLD, tags=asked.tags, note=f"of {home.external_id}")


def meaningless(register: Register, rng: Random) -> Case | None:
    """A text that names nothing."""
    text = nonsense(register, rng)
    return Case(text, NO_HOUSEHOLD, MatchLevel.NONE) if text else None


def _no_household(asked: Asked | None, home: Home, register: Register, *, note: str) -> Case | None:
    """The case that no household may be returned; None when a reading of the text fits one after all."""
    if asked is None or asked.meant(register):
        return None
    readable_once = len(asked.claims) == 1
    depth = register.homes.known_depth(asked.claims[0], communes=asked.communes) if readable_once else 0
    on_street = bool(home.address.street)
    level = MatchLevel.ALLEY if depth else MatchLevel.STREET
    return Case(
        asked.text,
        NO_HOUSEHOLD,
        expect_level=level if readable_once and on_street else None,
        expect_commune=home.commune_code if _is_in_one_commune(asked, register) else "",
        tags=asked.tags,
        note=note,
    )


def _is_in_one_commune(asked: Asked, register: Register) -> bool:
    """Whether street, estate or hamlet exist in just one of the communes that the text allows."""
    communes = register.homes.communes_of(min(asked.claims[0].names))
    return len(communes if asked.communes is None else communes & asked.communes) == 1


ADVERSARIAL: Mapping[str, tuple[Kind, int]] = {
    "absent-number": (absent_number, 30),
    "absent-number-mistyped": (absent_number_mistyped, 8),
    "swapped": (swapped, 14),
    "absent-alley": (absent_alley, 10),
    "wrong-commune": (wrong_commune, 8),
    "duplicate-number": (duplicate_number, 7),
    "two-communes": (two_communes, 3),
    "two-readings": (two_readings, 5),
    "missing-number": (missing_number, 4),
    "missing-flat": (missing_flat, 3),
    "unknown-street": (unknown_street, 4),
    "other-city": (other_city, 2),
    "nonsense": (meaningless, 4),
}
"""The kinds and their weights; the name of each is a tag."""
