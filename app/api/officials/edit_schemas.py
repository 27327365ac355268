"""Edits as the API takes and gives them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.officials.edit_words import KIND_WORDS, STATE_WORDS
from app.api.schemas import Position, Schema, Text
from app.editing.deciding import MAX_EDITS, Decided
from app.workflow.decisions import Outcome
from app.workflow.model import Edit, EditKind, EditState, Step, Target, Wanted
from app.workflow.wire import changed_parts, content_json
from geocoding.address.write import address_line
from geocoding.model import HANOI, Accuracy, ParcelKey, Point

Part = Annotated[str, Field(max_length=200)]
Longitude = Annotated[float, Field(ge=HANOI.west, le=HANOI.east)]
Latitude = Annotated[float, Field(ge=HANOI.south, le=HANOI.north)]
GivenPosition = tuple[Longitude, Latitude]
Parcel = tuple[Part, Part, Part]
"""Commune code, map sheet, parcel number."""
Reason = Annotated[str, Field(max_length=1_000)]


class PlaceValues(Schema):
    """What can be said of a household; what is left out or null stays as it is, an empty text takes it away."""

    house_number: Part | None = None
    alley_path: tuple[Part, ...] | None = Field(default=None, max_length=8, description="From the street inwards.")
    street: Part | None = None
    hamlet: Part | None = None
    estate: Part | None = None
    building: Part | None = None
    floor: Part | None = None
    unit: Part | None = None
    point: GivenPosition | None = Field(default=None, description="Longitude, latitude in WGS 84 degrees.")
    access_point: GivenPosition | None = Field(default=None, description="The gate or lobby where one enters.")
    accuracy: Accuracy | None = None
    parcels: tuple[Parcel, ...] | None = Field(default=None, max_length=50)


class EditValues(PlaceValues):
    """What an edit sets; docs/explanation/workflow.md says what each kind may set."""

    commune_code: Part | None = Field(default=None, description="Of a household to be added.")
    into: UUID | None = Field(default=None, description="The household that stays after a merger.")
    parts: tuple[PlaceValues, ...] | None = Field(default=None, max_length=50, description="What comes out of a split.")


class NewEdit(Schema):
    """A change somebody asks for; correct, certify and retire make one edit of each household named."""

    kind: EditKind
    household_ids: tuple[UUID, ...] = Field(default=(), max_length=MAX_EDITS)
    values: EditValues = EditValues()
    reason: Reason
    evidence: str = Field(default="", max_length=4_000, description="Which paper or visit proves it.")


class Decision(Schema):
    """Approve or refuse up to 200 edits in one action."""

    edit_ids: tuple[UUID, ...] = Field(min_length=1, max_length=MAX_EDITS)
    decision: Annotated[str, Field(pattern="^(approve|refuse)$")]
    reason: Reason = ""


class Undoing(Schema):
    """Why an approved edit is taken back."""

    reason: Reason = Field(min_length=1)


class PersonOut(Schema):
    """Who did something."""

    id: str
    name: str


class StepOut(Schema):
    """Who did something, when and why."""

    by: PersonOut
    at: datetime
    reason: str


class TargetOut(Schema):
    """What an edit does to one household: the parts that change, before and after; `before` is null for a new one."""

    household_id: str
    address_line: str
    before: dict[str, object] | None
    after: dict[str, object]
    code_before: str = Field(description="Stored spelling, known once approved.")
    code_after: str
    base_version: int


class EditOut(Schema):
    """One edit."""

    id: str
    kind: EditKind
    kind_text: Text
    state: EditState
    commune_code: str
    evidence: str
    has_file: bool
    proposed: StepOut
    decided: StepOut | None
    undone: StepOut | None
    targets: tuple[TargetOut, ...]


class EditsOut(Schema):
    """Edits of a commune, newest first; `next` begins the next page, null on the last."""

    total: int
    edits: tuple[EditOut, ...]
    next: str | None


class ProposedOut(Schema):
    """The edits that now wait for a second person."""

    edits: tuple[EditOut, ...]


class RefusedCode(Schema):
    """Why a household got no code."""

    household_id: str
    rule: str
    detail: str


class OutcomeOut(Schema):
    """What became of one edit in a decision."""

    edit_id: str
    outcome: Outcome
    edit: EditOut
    refused_codes: tuple[RefusedCode, ...]


class OutcomesOut(Schema):
    """What became of each edit, in the order given."""

    outcomes: tuple[OutcomeOut, ...]


class StepOfHistory(Schema):
    """One step in the life of a household: an edit of it was proposed, approved, refused or undone."""

    at: datetime
    edit_id: str
    kind: EditKind
    what: EditState
    text: Text
    actor: str
    actor_name: str
    reason: str


def wanted_of(values: PlaceValues) -> Wanted:
    """What is wanted, in the words of the workflow."""
    given = values if isinstance(values, EditValues) else EditValues(**values.model_dump())
    names = ("house_number", "alley_path", "street", "hamlet", "estate", "building", "floor", "unit", "accuracy")
    return Wanted(
        **{name: getattr(given, name) for name in names},
        point=_point(given.point),
        access_point=_point(given.access_point),
        parcels=None if given.parcels is None else tuple(ParcelKey(*key) for key in given.parcels),
        commune_code=given.commune_code,
        into=None if given.into is None else str(given.into),
        parts=None if given.parts is None else tuple(map(wanted_of, given.parts)),
    )


def edit_out(edit: Edit, *, has_file: bool) -> EditOut:
    """An edit for the API."""
    words = KIND_WORDS[edit.kind]
    return EditOut(
        id=edit.id,
        kind=edit.kind,
        kind_text=Text(vi=words.vi, en=words.en),
        state=edit.state,
        commune_code=edit.commune_code,
        evidence=edit.evidence,
        has_file=has_file,
        proposed=_step(edit.proposed),
        decided=None if edit.decided is None else _step(edit.decided),
        undone=None if edit.undone is None else _step(edit.undone),
        targets=tuple(map(_target, edit.targets)),
    )


def outcome_out(decided: Decided, *, has_file: bool) -> OutcomeOut:
    """What became of an edit, for the API."""
    return OutcomeOut(
        edit_id=decided.edit.id,
        outcome=decided.outcome,
        edit=edit_out(decided.edit, has_file=has_file),
        refused_codes=tuple(
            RefusedCode(household_id=one.household_id, rule=one.rule, detail=one.detail)
            for one in decided.refused_codes
        ),
    )


def history_of(edits: tuple[Edit, ...]) -> tuple[StepOfHistory, ...]:
    """Every step of some edits, newest first."""
    steps = [
        _history_step(edit, what, step)
        for edit in edits
        for what, step in (
            (EditState.PROPOSED, edit.proposed),
            (EditState.REFUSED if edit.state is EditState.REFUSED else EditState.APPROVED, edit.decided),
            (EditState.UNDONE, edit.undone),
        )
        if step is not None
    ]
    return tuple(sorted(steps, key=lambda step: (step.at, step.edit_id), reverse=True))


def _history_step(edit: Edit, what: EditState, step: Step) -> StepOfHistory:
    kind, state = KIND_WORDS[edit.kind], STATE_WORDS[what]
    return StepOfHistory(
        at=step.at,
        edit_id=edit.id,
        kind=edit.kind,
        what=what,
        text=Text(vi=f"{kind.vi}: {state.vi}", en=f"{kind.en}: {state.en}"),
        actor=step.by.id,
        actor_name=step.by.name,
        reason=step.reason,
    )


def _target(target: Target) -> TargetOut:
    names = changed_parts(target.before, target.after)
    before = None if target.before is None else content_json(target.before)
    after = content_json(target.after)
    return TargetOut(
        household_id=target.household_id,
        address_line=address_line((target.before or target.after).address),
        before=None if before is None else {name: before[name] for name in names},
        after={name: after[name] for name in names},
        code_before=target.code_before,
        code_after=target.code_after,
        base_version=target.base_version,
    )


def _step(step: Step) -> StepOut:
    return StepOut(by=PersonOut(id=step.by.id, name=step.by.name), at=step.at, reason=step.reason)


def _point(position: Position | None) -> Point | None:
    return None if position is None else Point(lon=position[0], lat=position[1])
