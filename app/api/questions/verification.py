"""`/v1/verify`: whether a code belongs to an address."""

from fastapi import APIRouter, Request

from app.access.limits import Counted
from app.access.principal import Scope
from app.api.access import Caller, needs
from app.api.asked_in_vain import note_failed
from app.api.disclosure import View, view_of, visible_verification
from app.api.parameters import VerifyQuery
from app.api.present import code_match, fault_schema, printed
from app.api.questions.verification_schemas import AddressFound, Verification
from app.api.questions.verification_words import REASONS, next_action
from app.api.schemas import Text
from app.api.serving import Current, Served
from app.verifying import verify_written
from postcode.verify import VerifyAnswer, sole_household

router = APIRouter(tags=["codes"])


@router.get("/v1/verify", operation_id="verify", dependencies=[needs(Scope.RESOLVE, counted=Counted.CODES)])
async def verify(asked: VerifyQuery, served: Current, caller: Caller, request: Request) -> Verification:
    """Whether a code belongs to an address: yes, partly or no, and why."""
    found = verify_written(served.engine, code=asked.code, text=asked.q)
    household = found.code.household if found.code is not None else None
    view = view_of(caller, household.commune_code if household is not None else "")
    answer = visible_verification(found, view=view)
    request.state.verdict = answer.agreement
    note_failed(request, served, found.address)
    return _verification(answer, served, view=view)


def _verification(answer: VerifyAnswer, served: Served, *, view: View) -> Verification:
    code, reason = answer.code, REASONS[answer.reason]
    return Verification(
        verdict=answer.agreement,
        reason=answer.reason,
        message=Text(vi=reason.vi, en=reason.en),
        next_action=next_action(answer.reason),
        code=code.code.printed() if code is not None else None,
        check_ok=code.asked.check_ok if code is not None else None,
        code_label=_code_label(answer, served, view=view),
        address=_address_found(answer, view=view),
        faults=tuple(fault_schema(fault) for fault in answer.faults),
        near_misses=tuple(printed(one) for one in answer.near_misses),
        dataset_version=served.snapshot.version,
    )


def _code_label(answer: VerifyAnswer, served: Served, *, view: View) -> str | None:
    household = answer.code.household if answer.code is not None else None
    if household is None or view is not View.EVERYTHING:
        return None
    return code_match(household, commune=served.snapshot.commune(household.commune_code)).label


def _address_found(answer: VerifyAnswer, *, view: View) -> AddressFound:
    named = sole_household(answer.address) is not None and view is View.EVERYTHING
    return AddressFound(verdict=answer.address.verdict, label=answer.address.matches[0].label if named else None)
