"""`/v1/register/households`: the households of the register for those who keep it, and locking one."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

import orjson
import shapely
from fastapi import APIRouter, Query, Request
from pydantic import Field
from sqlalchemy.orm import Session

from app.access.principal import Scope
from app.api.access import Caller, needs, require_commune
from app.api.callers import Callers
from app.api.officials.edit_schemas import edit_out, history_of
from app.api.officials.household_schemas import (
    HouseholdOut,
    HouseholdsOut,
    HouseholdSummary,
    LockOut,
    Outlines,
    code_step_out,
    held_out,
    lock_out,
    summary_parts,
)
from app.api.parameters import NoQuery, Parameters
from app.api.register import Register
from app.db.code_history import code_history
from app.db.corrections import parcel_shapes
from app.db.edits import edits_of_household, open_edit_counts, with_evidence
from app.db.findings import open_findings_about
from app.db.held import held_changes
from app.db.household_pages import HouseholdQuestion, Place, household_page
from app.db.locks import locks
from app.editing.locking import lock_household, unlock_household
from app.editing.reach import reachable_households
from app.errors import CursorInvalid
from app.workflow.model import EditState
from geocoding.geometry import wgs84_shape
from geocoding.model import HouseholdStatus, ParcelKey

MAX_HOUSEHOLDS = 200

router = APIRouter(prefix="/v1/register/households", tags=["register"])


class HouseholdFilter(Parameters):
    """Which households of a commune."""

    commune: str = Field(min_length=1, max_length=20, description="Code of the commune.")
    status: HouseholdStatus | None = Field(default=None, description="Only these; without it all but the retired.")
    street: str = Field(default="", max_length=200, description="Only on this street, written as in the register.")
    q: str = Field(default="", max_length=200, description="Words of the address, or the beginning of a code.")


class HouseholdParameters(HouseholdFilter):
    """Which households of a commune, page by page."""

    limit: int = Field(default=50, ge=1, le=MAX_HOUSEHOLDS)
    after: str | None = Field(default=None, max_length=2_000, description="The member `next` of the page before.")


@router.get("", operation_id="listHouseholds", dependencies=[needs(Scope.REGISTER_READ)])
def list_households(
    asked: Annotated[HouseholdParameters, Query()], caller: Caller, register: Register, request: Request
) -> HouseholdsOut:
    """The households of a commune in walking order."""
    require_commune(caller, asked.commune)
    after = None if asked.after is None else _place(asked.after)
    question = replace(question_of(asked), limit=asked.limit, after=after)
    with register.reading() as session:
        page = household_page(session, question)
        ids = [one.id for one in page.households]
        waiting, held = open_edit_counts(session, ids), locks(session, ids, now=_now(request))
    return HouseholdsOut(
        total=page.total,
        households=tuple(
            HouseholdSummary.model_validate(
                summary_parts(one, open_edits=waiting.get(one.id, 0), lock=held.get(one.id), outlines={})
            )
            for one in page.households
        ),
        next=None if page.next is None else _cursor(page.next),
    )


def question_of(asked: HouseholdFilter) -> HouseholdQuestion:
    """What is asked of the register, without a page."""
    return HouseholdQuestion(commune_code=asked.commune, status=asked.status, street=asked.street, text=asked.q)


@router.get("/{household_id}", operation_id="getHousehold", dependencies=[needs(Scope.REGISTER_READ)])
def read(household_id: UUID, _: NoQuery, caller: Caller, register: Register, request: Request) -> HouseholdOut:
    """Everything about one household: address, points, land, codes, lock, edits, history."""
    with register.reading() as session:
        household = reachable_households(session, [str(household_id)], caller=caller)[str(household_id)]
        edits = edits_of_household(session, household.id)
        files = with_evidence(session, [one.id for one in edits])
        held = held_changes(session, [household.id]).get(household.id)
        waiting = tuple(one for one in edits if one.state is EditState.PROPOSED)
        lock = locks(session, [household.id], now=_now(request)).get(household.id)
        outlines = _outlines(session, household.parcels)
        codes = code_history(session, household.id)
        findings = open_findings_about(session, household.id)
    parts = summary_parts(household, open_edits=len(waiting), lock=lock, outlines=outlines)
    return HouseholdOut.model_validate(
        {
            **parts,
            "source": household.source,
            "building_external_id": household.building_external_id,
            "brought_code": household.brought_code,
            "codes": tuple(map(code_step_out, codes)),
            "edits": tuple(edit_out(one, has_file=one.id in files) for one in waiting),
            "history": history_of(edits),
            "held_changes": () if held is None else held_out(held),
            "findings": findings,
        }
    )


@router.post("/{household_id}/lock", operation_id="lockHousehold", dependencies=[needs(Scope.REGISTER_EDIT)])
def lock(household_id: UUID, _: NoQuery, caller: Caller, register: Register, request: Request) -> LockOut:
    """Keep colleagues from editing a household for two hours; asking again begins them anew."""
    with register.writing() as session:
        return lock_out(lock_household(session, str(household_id), caller=caller, now=_now(request)))


@router.delete(
    "/{household_id}/lock", operation_id="unlockHousehold", status_code=204, dependencies=[needs(Scope.REGISTER_EDIT)]
)
def unlock(household_id: UUID, _: NoQuery, caller: Caller, register: Register, request: Request) -> None:
    """Give the own lock back; nothing happens without one."""
    with register.writing() as session:
        unlock_household(session, str(household_id), caller=caller, now=_now(request))


def _now(request: Request) -> datetime:
    callers: Callers = request.app.state.callers
    return callers.now()


def _outlines(session: Session, keys: tuple[ParcelKey, ...]) -> Outlines:
    if not keys:
        return {}
    shapes = parcel_shapes(session, keys)
    return {key: orjson.loads(shapely.to_geojson(wgs84_shape(shape))) for key, shape in shapes.items()}


def _cursor(place: Place) -> str:
    return urlsafe_b64encode(orjson.dumps([place.sort_key, place.household_id])).decode().rstrip("=")


def _place(cursor: str) -> Place:
    """The place that a cursor of ours names; raises `CursorInvalid` on any other text."""
    try:
        sort_key, household_id = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return Place(str(sort_key), str(UUID(household_id)))
    except (ValueError, TypeError, AttributeError):
        raise CursorInvalid from None
