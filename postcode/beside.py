"""A code written beside an address: taken out of the text, and held against what the address means.

An address never becomes another one for the code beside it. The code settles what the address leaves open, and only
for those who may learn the address of a code.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from geocoding.match.answer import Answer, Fault, FaultKind, Match, NextAction
from geocoding.model import Household, Verdict
from postcode.agreement import Reason
from postcode.check import ALPHABET as CHECK_ALPHABET
from postcode.check import MAX_UNIT
from postcode.comparison import NameCommune, compare
from postcode.lookup import CodeAnswer
from postcode.olc import ALPHABET

MatchOf = Callable[[Household], Match]
"""Makes the match of a household."""

_BASE = rf"1[0-5][0-9]{{3}}[\s-]?[{ALPHABET}]{{7}}"
_SIGN = re.compile(_BASE, re.IGNORECASE)
"""What every code has; quick to look for."""
_CODE = re.compile(
    rf"{_BASE}(?:/[{CHECK_ALPHABET}]{{1,{MAX_UNIT}}}(?:-[{CHECK_ALPHABET}])?|-?[{CHECK_ALPHABET}])?(?![\w/-])",
    re.IGNORECASE,
)
"""A code as it is printed, its separators and check symbol optional; Hanoi's postcodes are 10000 to 15999."""
_LABEL = re.compile(r"(?:\b(?:mã|ma)\s+)?(?:vpostcode|(?:mã|ma)(?: bưu chính| buu chinh)?)?[\s:(-]*$", re.IGNORECASE)
_SETTLED = frozenset({Reason.SAME_HOUSEHOLD, Reason.ADDRESS_AMBIGUOUS, Reason.ADDRESS_INCOMPLETE})
"""How the household of a code stands to an address that leaves open which one it means, and may be that one."""


class Written(NamedTuple):
    """A text without the code in it, "" for a code alone, and the code as written, "" without one."""

    address: str
    code: str = ""


def apart(text: str) -> Written:
    """The address and the code that a text holds; a bare run of digits is no code: it may be a telephone number."""
    if _SIGN.search(text) is None:
        return Written(text)
    for found in _CODE.finditer(text):
        before, code, behind = text[: found.start()], found[0], text[found.end() :]
        is_bare = code.replace(" ", "").isdecimal()
        if not (is_bare or before[-1:].isalnum() or before.endswith(("/", "-", "+"))):
            around = _LABEL.sub("", before).strip(" ,;"), behind.strip(" ,;).")
            return Written(", ".join(filter(None, around)), code)
    return Written(text)


def beside(
    answer: Answer, code: CodeAnswer, *, is_alone: bool, settles: bool, match_of: MatchOf, name_commune: NameCommune
) -> Answer:
    """The answer to an address that a code stands beside; `settles` says that the code may choose the household.

    An address that means nothing, or a place in another province, is not settled: only a code that `is_alone` is.
    """
    if answer.verdict is Verdict.MATCHED:
        return _held_against(answer, code)
    if settles and code.household is not None:
        reason = compare(code.household, answer, name_commune=name_commune).reason
        if is_alone or reason in _SETTLED:
            return Answer(
                Verdict.MATCHED, NextAction.ACCEPT, (match_of(code.household),), 1, code.faults, answer.unmatched
            )
    unread = answer.unmatched or (str(code.asked.code) if answer.verdict is Verdict.NONE else "")
    return replace(answer, faults=(*answer.faults, *_slips(code)), unmatched=unread)


def _held_against(answer: Answer, code: CodeAnswer) -> Answer:
    """The household that the address means, unless the code means another one: then it is a candidate only."""
    (match, *_) = answer.matches
    meant = match.household
    if meant is None:
        return answer
    if code.household is not None and code.household.id == meant.id:
        return replace(answer, faults=(*answer.faults, *code.faults))
    written = str(code.asked.code)
    if meant.code == written:
        return replace(answer, faults=(*answer.faults, *_slips(code)))
    if meant.code in code.near_misses:
        return replace(answer, faults=(*answer.faults, Fault("code", FaultKind.CHANGED, written, meant.code)))
    fault = Fault("code", FaultKind.CONTRADICTED, asked=written, answered=match.label)
    doubted = replace(match, confidence=match.confidence / 2)
    return replace(
        answer,
        verdict=Verdict.AMBIGUOUS,
        next_action=NextAction.CORRECT,
        matches=(doubted,),
        faults=(*answer.faults, fault),
    )


def _slips(code: CodeAnswer) -> tuple[Fault, ...]:
    """What the writing of a code alone tells; whether it was issued is not for everyone."""
    return tuple(fault for fault in code.faults if fault.element == "check")
