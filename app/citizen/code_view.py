"""What anybody may see of a code: whether it is well formed, issued or retired, and its own cell. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from geocoding.model import Box
from postcode.code import Vpostcode
from postcode.lookup import CodeAnswer


class CodeState(StrEnum):
    """How it stands with a code."""

    LIVE = "live"
    NEW = "new"
    """Live in the register, not yet in the published dataset."""
    REPLACED = "replaced"
    RETIRED = "retired"
    NOT_ISSUED = "not-issued"
    CHECK_WRONG = "check-wrong"


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code as anybody may see it.

    `today` is the code that replaced it under another head, itself otherwise; `commune_code` is "" unless it is live.
    `is_canonical` says that it was written as it is printed.
    """

    state: CodeState
    code: Vpostcode
    today: Vpostcode
    cell: Box
    commune_code: str
    is_canonical: bool


def code_view(
    text: str, *, look_up: Callable[[str], CodeAnswer], is_live: Callable[[Vpostcode], bool | None]
) -> CodeView:
    """How it stands with a written code; raises `CodeMalformed` on what is none.

    `is_live` is asked only about codes that the published dataset has not, so that the page needs no register for the
    others: true for a live one, false for a retired one, None for one never issued.
    """
    answer = look_up(text)
    asked = answer.asked.code
    return CodeView(
        state=_state(answer, is_live=is_live),
        code=asked,
        today=answer.code,
        cell=answer.box,
        commune_code=answer.household.commune_code if answer.household is not None else "",
        is_canonical=answer.asked.check_ok is False or text == asked.printed(),
    )


_UNPUBLISHED = {True: CodeState.NEW, False: CodeState.RETIRED, None: CodeState.NOT_ISSUED}


def _state(answer: CodeAnswer, *, is_live: Callable[[Vpostcode], bool | None]) -> CodeState:
    if answer.asked.check_ok is False:
        return CodeState.CHECK_WRONG
    if answer.household is None:
        return _UNPUBLISHED[is_live(answer.asked.code)]
    return CodeState.LIVE if answer.code == answer.asked.code else CodeState.REPLACED
