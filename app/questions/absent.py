"""Questions about houses that are not in the register, in the names of before the reform: the commune is what is asked.

A former commune that went wholly to one of today decides by itself. One that was split does so only where the street
lies in one of its heirs; else all of them are right, and the one the house lies in must be among them.
"""

from dataclasses import replace
from random import Random

from app.evaluate.cases import NO_HOUSEHOLD, Case
from app.questions.asking import Asked, asked_for, is_far_from_all
from app.questions.homes import Family, Home
from app.questions.nonsense import invented_name
from app.questions.numbers import another_number
from app.questions.register import Register
from app.questions.spelling import plain
from app.questions.style import AreaForm, Style, plain_style
from geocoding.model import Address

WITH_DISTRICT = 0.7
UNKNOWN_STREET = 0.5


def former(register: Register, rng: Random) -> Case | None:
    """A house or a street that is not on file, in a former commune; None where that or its heirs are in doubt."""
    home = register.any_home(rng, Family.STREET, Family.ALLEY)
    gazetteer = register.gazetteer
    unit = gazetteer.former(home.point, home.commune_code)
    if unit is None:
        return None
    area = AreaForm.OLD if rng.random() < WITH_DISTRICT else AreaForm.OLD_COMMUNE
    is_unknown = rng.random() < UNKNOWN_STREET
    address = _on_unknown_street(home, register, rng) if is_unknown else _with_absent_number(home, rng)
    style: Style = replace(plain_style(rng), area=area)
    asked = asked_for(home, style, register, rng, address=address) if address is not None else None
    if asked is None or asked.meant(register) or asked.communes != gazetteer.areas.successors(unit):
        return None
    kinds = (*_decided_by(asked, register, is_unknown=is_unknown), "unknown-street" if is_unknown else "absent-number")
    return Case(
        asked.text,
        NO_HOUSEHOLD,
        expect_commune=home.commune_code,
        tags=("former", *kinds, *asked.tags),
        note=f"of {home.external_id}",
    )


def _on_unknown_street(home: Home, register: Register, rng: Random) -> Address | None:
    name = invented_name(rng)
    return replace(home.address, street=name) if is_far_from_all(plain(name), register) else None


def _with_absent_number(home: Home, rng: Random) -> Address | None:
    number = another_number(home.address.house_number, rng)
    return replace(home.address, house_number=number) if number else None


def _decided_by(asked: Asked, register: Register, *, is_unknown: bool) -> tuple[str, ...]:
    """What decides the commune: the former one, if whole, else the street, if it lies in one heir, else nothing."""
    if asked.communes is None or len(asked.communes) == 1:
        return ("former-whole",)
    streets = frozenset().union(*(register.homes.communes_of(min(claim.names)) for claim in asked.claims))
    if not is_unknown and len(streets & asked.communes) == 1:
        return ("former-split", "street-decides")
    return ("former-split", "nothing-decides")
