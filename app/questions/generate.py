"""Questions without end, from a register and a seed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from random import Random

from app.evaluate.cases import Case
from app.questions.absent import former
from app.questions.answerable import complete, noisy, typo
from app.questions.register import Register, RegisterTooSmall
from app.questions.strangers.asking import beside_one, heard, not_there, one_form, one_typo, passed_on, several
from app.questions.unanswerable import ADVERSARIAL, Kind

TRIES = 100
"""How many homes are tried for one kind of question before another kind is taken."""

ROUNDS = 20
"""How many kinds are tried before the register counts as too small."""


class Mix(StrEnum):
    """Which questions: with one right household (the first three), without one, without one in former communes, or all
    but the last; and the same in the words of strangers, the last of them without a right household.
    """

    COMPLETE = "complete"
    TYPO = "typo"
    NOISY = "noisy"
    ADVERSARIAL = "adversarial"
    FORMER = "former"
    ALL = "all"
    STRANGERS_ONE = "strangers-one"
    STRANGERS_SEVERAL = "strangers-several"
    STRANGERS_TYPO = "strangers-typo"
    STRANGERS_EAR = "strangers-ear"
    STRANGERS_NONE = "strangers-none"
    STRANGERS_PASSED_ON = "strangers-passed-on"
    STRANGERS_BESIDE = "strangers-beside"


SHARES: Mapping[Mix, int] = {Mix.COMPLETE: 35, Mix.TYPO: 15, Mix.NOISY: 25, Mix.ADVERSARIAL: 25}
"""The shares of each mix in all."""

_KIND: Mapping[Mix, Kind] = {
    Mix.COMPLETE: complete,
    Mix.TYPO: typo,
    Mix.NOISY: noisy,
    Mix.FORMER: former,
    Mix.STRANGERS_ONE: one_form,
    Mix.STRANGERS_SEVERAL: several,
    Mix.STRANGERS_TYPO: one_typo,
    Mix.STRANGERS_EAR: heard,
    Mix.STRANGERS_NONE: not_there,
    Mix.STRANGERS_PASSED_ON: passed_on,
    Mix.STRANGERS_BESIDE: beside_one,
}


def questions(register: Register, *, n: int, seed: int, mix: Mix = Mix.ALL) -> Iterator[Case]:
    """`n` questions with their right answers; question i is the same for every n. Raises `RegisterTooSmall`."""
    for index in range(n):
        yield _question(register, Random(f"{seed}-{index}"), mix)  # noqa: S311  (nothing here is a secret)


def _question(register: Register, rng: Random, mix: Mix) -> Case:
    drawn = rng.choices(list(SHARES), weights=list(SHARES.values()))[0] if mix is Mix.ALL else mix
    for _ in range(ROUNDS):
        case = _adversarial(register, rng) if drawn is Mix.ADVERSARIAL else _drawn(_KIND[drawn], register, rng)
        if case is not None:
            return case
    raise RegisterTooSmall(f"no {drawn} question can be made from this register")


def _adversarial(register: Register, rng: Random) -> Case | None:
    """A question of one kind; None when the register has nothing for that kind."""
    [name] = rng.choices(list(ADVERSARIAL), weights=[weight for _, weight in ADVERSARIAL.values()])
    case = _drawn(ADVERSARIAL[name][0], register, rng)
    return replace(case, tags=("adversarial", name, *case.tags)) if case is not None else None


def _drawn(kind: Kind, register: Register, rng: Random) -> Case | None:
    """The first question of a kind that comes about; homes that do not lend themselves to it are passed over."""
    cases = (kind(register, rng) for _ in range(TRIES))
    return next((case for case in cases if case is not None), None)
