"""Whether a code belongs to an address: yes, partly or no, and why."""

from dataclasses import dataclass, replace

from geocoding.match.answer import Answer, Fault, FaultKind
from geocoding.model import Household, Verdict
from postcode.agreement import Agreement, Reason, agreement_of
from postcode.comparison import NameCommune, compare
from postcode.errors import CodeMalformed
from postcode.lookup import CodeAnswer
from postcode.spelling import STORED


@dataclass(frozen=True, slots=True)
class VerifyAnswer:
    """What is known of a code and an address together.

    `code` is None when the text given for it is no code; `address` is what the address text means. `faults` tell
    what was read otherwise than written, and where the address of the code (`answered`) contradicts the one asked.
    `near_misses` are codes, in stored spelling, that a refused one may mean: that of the address first.
    """

    agreement: Agreement
    reason: Reason
    code: CodeAnswer | None
    address: Answer
    faults: tuple[Fault, ...] = ()
    near_misses: tuple[str, ...] = ()


def verify(code: CodeAnswer | CodeMalformed, answer: Answer, *, name_commune: NameCommune) -> VerifyAnswer:
    """Whether the household of a code is the one that an address text means.

    Of an ambiguous text only the candidates within `answer` count; a household beyond them is known by its premises.
    """
    if isinstance(code, CodeMalformed):
        near = tuple(text for text in code.near_misses if STORED.fullmatch(text))
        fault = Fault("code", FaultKind.NOT_FOUND, asked=code.text)
        return _refused(None, answer, faults=(fault,), near_misses=near)
    if code.household is None:
        return _refused(code, answer, faults=code.faults, near_misses=code.near_misses)
    comparison = compare(code.household, answer, name_commune=name_commune)
    same = comparison.reason is Reason.SAME_HOUSEHOLD
    reason = Reason.HEAD_WRONG if same and _head_is_wrong(code) else comparison.reason
    compared = {fault.element for fault in comparison.faults}
    faults = (*code.faults, *comparison.faults, *(one for one in answer.faults if one.element not in compared))
    return VerifyAnswer(agreement_of(reason), reason, code, answer, faults)


def refusal(code: CodeAnswer | None) -> Reason | None:
    """Why a code names nobody, None when it names a household; a `code` of None is one that cannot be read."""
    if code is None:
        return Reason.CODE_MALFORMED
    if code.household is not None:
        return None
    return Reason.CHECK_WRONG if code.asked.check_ok is False else Reason.CODE_NOT_ISSUED


def sole_household(answer: Answer) -> Household | None:
    """The one household that an address text means, None where it means several or none."""
    return answer.matches[0].household if answer.verdict is Verdict.MATCHED else None


def _refused(
    code: CodeAnswer | None, answer: Answer, *, faults: tuple[Fault, ...], near_misses: tuple[str, ...]
) -> VerifyAnswer:
    """The answer about a code that names nobody; it agrees in part where a near miss is the code of the address."""
    reason = refusal(code) or Reason.CODE_NOT_ISSUED
    found = VerifyAnswer(agreement_of(reason), reason, code, answer, faults, near_misses)
    meant = sole_household(answer)
    if meant is None or meant.code not in near_misses:
        return found
    first = (meant.code, *(near for near in near_misses if near != meant.code))
    return replace(found, agreement=Agreement.PARTLY, reason=Reason.CODE_SLIP, near_misses=first)


def _head_is_wrong(code: CodeAnswer) -> bool:
    """Whether the five digits never were those of the household; a head of an old edition is no mistake."""
    return any(fault.element == "head" and fault.kind is FaultKind.CONTRADICTED for fault in code.faults)
