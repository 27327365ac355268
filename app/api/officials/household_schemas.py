"""Households of the register as the API gives them."""

from datetime import datetime

from app.api.officials.edit_schemas import EditOut, StepOfHistory
from app.api.schemas import Schema
from app.db.code_history import CodeStep
from app.db.held import HeldChange
from app.db.read import StoredHousehold
from app.workflow.decisions import Lock
from geocoding.address.write import address_line
from geocoding.model import Accuracy, HouseholdStatus, ParcelKey, Point
from postcode.code import read_stored


class PointOut(Schema):
    """A position in WGS 84 degrees."""

    lon: float
    lat: float


class AddressOut(Schema):
    """The parts of an address; an absent part is empty."""

    house_number: str
    alley_path: tuple[str, ...]
    street: str
    hamlet: str
    estate: str
    building: str
    floor: str
    unit: str


class ParcelOut(Schema):
    """A parcel a household stands on; `outline` is a GeoJSON geometry in WGS 84, null in lists and when unknown."""

    commune_code: str
    sheet: str
    number: str
    outline: dict[str, object] | None


class LockOut(Schema):
    """Who edits a household, until when at the latest."""

    by: str
    by_name: str
    until: datetime


class HouseholdSummary(Schema):
    """A household in a list; `code` is the printed spelling, null without one."""

    id: str
    external_id: str
    address_line: str
    address: AddressOut
    commune_code: str
    status: HouseholdStatus
    certified_at: datetime | None
    version: int
    code: str | None
    point: PointOut
    access_point: PointOut | None
    accuracy: Accuracy
    parcels: tuple[ParcelOut, ...]
    open_edits: int
    lock: LockOut | None


class HouseholdsOut(Schema):
    """Households of a commune in walking order; `next` begins the next page, null on the last."""

    total: int
    households: tuple[HouseholdSummary, ...]
    next: str | None


class CodeStepOut(Schema):
    """A code the household had or has, printed; `successors` are the codes that carry on after a retired one."""

    code: str
    live: bool
    issued_at: datetime
    retired_at: datetime | None
    kind: str | None
    successors: tuple[str, ...]


class HeldChangeOut(Schema):
    """What the last import says otherwise of a household that people have edited."""

    part: str
    register_value: object
    source_value: object


class HouseholdOut(HouseholdSummary):
    """Everything about one household."""

    source: str
    building_external_id: str
    brought_code: str
    codes: tuple[CodeStepOut, ...]
    edits: tuple[EditOut, ...]
    history: tuple[StepOfHistory, ...]
    held_changes: tuple[HeldChangeOut, ...]
    findings: tuple[str, ...]


Outlines = dict[ParcelKey, dict[str, object]]
"""GeoJSON geometries by parcel."""


def summary_parts(
    household: StoredHousehold, *, open_edits: int, lock: Lock | None, outlines: Outlines
) -> dict[str, object]:
    """The members that a household has in a list and alone."""
    address = household.address
    return {
        "id": household.id,
        "external_id": household.external_id,
        "address_line": address_line(address),
        "address": AddressOut(**{name: getattr(address, name) for name in AddressOut.model_fields}),
        "commune_code": household.commune_code,
        "status": household.status,
        "certified_at": household.certified_at,
        "version": household.version,
        "code": read_stored(household.code).printed() if household.code else None,
        "point": point_out(household.point),
        "access_point": None if household.access_point is None else point_out(household.access_point),
        "accuracy": household.accuracy,
        "parcels": tuple(
            ParcelOut(commune_code=key.commune_code, sheet=key.sheet, number=key.number, outline=outlines.get(key))
            for key in household.parcels
        ),
        "open_edits": open_edits,
        "lock": None if lock is None else lock_out(lock),
    }


def point_out(point: Point) -> PointOut:
    """A point for the API."""
    return PointOut(lon=point.lon, lat=point.lat)


def lock_out(lock: Lock) -> LockOut:
    """A lock for the API."""
    return LockOut(by=lock.holder.id, by_name=lock.holder.name, until=lock.until)


def code_step_out(step: CodeStep) -> CodeStepOut:
    """A code of a household's past or present, for the API."""
    return CodeStepOut(
        code=step.code.printed(),
        live=step.live,
        issued_at=step.issued_at,
        retired_at=step.retired_at,
        kind=None if step.kind is None else step.kind.value,
        successors=tuple(code.printed() for code in step.successors),
    )


def held_out(held: HeldChange) -> tuple[HeldChangeOut, ...]:
    """What an import says otherwise, part by part."""
    return tuple(
        HeldChangeOut(part=part, register_value=ours, source_value=theirs)
        for part, (ours, theirs) in sorted(held.differences.items())
    )
