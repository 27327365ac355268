"""A code and an address, each looked up and held against the other."""

from typing import Protocol

from geocoding.match.answer import Answer
from postcode.comparison import Communes, naming
from postcode.errors import CodeMalformed
from postcode.lookup import CodeAnswer
from postcode.verify import VerifyAnswer, verify

MAX_CANDIDATES = 50
"""Households of an ambiguous address that are compared with that of the code."""


class Answers(Protocol):
    """What is asked about both; `app.answering` provides it."""

    @property
    def snapshot(self) -> Communes:
        """The snapshot it answers from."""

    def resolve(self, text: str, *, limit: int) -> Answer:
        """What an address text means."""

    def look_up(self, text: str) -> CodeAnswer:
        """Whose code it is; raises `CodeMalformed`."""


def verify_written(answers: Answers, *, code: str, text: str) -> VerifyAnswer:
    """Whether a written code belongs to an address text; a text that is no code is answered, not refused."""
    try:
        found: CodeAnswer | CodeMalformed = answers.look_up(code)
    except CodeMalformed as error:
        found = error
    return verify(found, answers.resolve(text, limit=MAX_CANDIDATES), name_commune=naming(answers.snapshot))
