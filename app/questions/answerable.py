"""Questions with one right household: clean ones, ones with a typo, and what people really type."""

from collections.abc import Callable
from random import Random

from app.evaluate.cases import Case
from app.questions.asking import asked_for
from app.questions.register import Register
from app.questions.style import Style, complete_style, noisy_style, typo_style

DrawStyle = Callable[[Random], Style]


def complete(register: Register, rng: Random) -> Case | None:
    """A clean address with all its parts, in one of the usual ways of writing."""
    return _about_a_home(register, rng, complete_style, kind="complete")


def typo(register: Register, rng: Random) -> Case | None:
    """A clean address with one typo in one name."""
    return _about_a_home(register, rng, typo_style, kind="one-typo")


def noisy(register: Register, rng: Random) -> Case | None:
    """An address as it is typed in a hurry, with several deviations at once."""
    return _about_a_home(register, rng, noisy_style, kind="noisy")


def _about_a_home(register: Register, rng: Random, draw: DrawStyle, *, kind: str) -> Case | None:
    """A question that only one household of the register can be meant by; None when this one cannot be asked so."""
    home = register.any_home(rng)
    if not home.claim.house:
        return None
    asked = asked_for(home, draw(rng), register, rng)
    if asked is None or asked.meant(register) != [home]:
        return None
    return asked.about(home, kind=kind)
