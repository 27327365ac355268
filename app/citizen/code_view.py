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


def code_view(text: str, *, look_up: Callable[[str], CodeAnswer], was_issued: Callable[[Vpostcode], bool]) -> CodeView:
    """How it stands with a written code; raises `CodeMalformed` on what is none.

    `was_issued` is asked only about codes that nobody has, so that the page needs no register for the others.
    """
    answer = look_up(text)
    asked = answer.asked.code
    return CodeView(
        state=_state(answer, was_issued=was_issued),
        code=asked,
        today=answer.code,
        cell=answer.box,
        commune_code=answer.household.commune_code if answer.household is not None else "",
        is_canonical=answer.asked.check_ok is False or text == asked.printed(),
    )


def _state(answer: CodeAnswer, *, was_issued: Callable[[Vpostcode], bool]) -> CodeState:
    if answer.asked.check_ok is False:
        return CodeState.CHECK_WRONG
    if answer.household is None:
        return CodeState.RETIRED if was_issued(answer.asked.code) else CodeState.NOT_ISSUED
    return CodeState.LIVE if answer.code == answer.asked.code else CodeState.REPLACED
