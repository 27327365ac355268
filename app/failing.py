"""Where a question ended that did not reach a household: a commune and a way of the register, none of its words."""

from typing import NamedTuple

from geocoding.match.answer import Answer
from geocoding.model import Verdict
from postcode.coverage.ways import key_of_address


class Ended(NamedTuple):
    """A commune, and the place key of a street or alley of the register; "" where only the commune was found."""

    commune_code: str
    way: str


def failed_at(answer: Answer) -> Ended | None:
    """Where a question failed; None when it did not, or nobody knows where."""
    if answer.verdict is not Verdict.PARTIAL or not answer.matches:
        return None
    best = answer.matches[0]
    return Ended(best.commune_code, key_of_address(best.place) if best.place is not None else "")
