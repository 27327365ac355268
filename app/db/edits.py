"""Edits in the register: written once, settled once or twice, read by id, by commune and by household."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby

import orjson
from sqlalchemy import Row, Select, func, insert, select, update
from sqlalchemy.orm import Session

from app.db.tables import EditHouseholdTable, EditTable, EvidenceTable
from app.db.upsert import core_table
from app.workflow.model import Edit, EditKind, EditState, Person, Step, Target
from app.workflow.wire import content_json, read_content, read_wanted, wanted_json

_NEWEST_FIRST = (EditTable.id.desc(),)
"""Edits are named by UUIDv7, so that later ones sort after earlier ones."""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """The file attached to an edit."""

    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class EditPage:
    """Some of the edits asked for, newest first, and how many there are."""

    total: int
    edits: tuple[Edit, ...]


def insert_edits(session: Session, edits: Sequence[Edit]) -> None:
    """Write new proposals."""
    session.execute(insert(core_table(EditTable)), [_record(edit) for edit in edits])
    targets = [_target_record(edit.id, number, one) for edit in edits for number, one in enumerate(edit.targets)]
    session.execute(insert(core_table(EditHouseholdTable)), targets)


def edits(session: Session, edit_ids: Collection[str], *, to_settle: bool = False) -> dict[str, Edit]:
    """Edits by id; `to_settle` keeps other writers off them until the transaction ends."""
    asked = select(*core_table(EditTable).c).where(EditTable.id.in_(edit_ids)).order_by(EditTable.id)
    if to_settle and session.connection().dialect.name == "postgresql":
        session.execute(asked.with_only_columns(EditTable.id).with_for_update())
    return {edit.id: edit for edit in _read(session, asked)}


def edit_page(
    session: Session, *, commune_code: str, state: EditState | None, limit: int, after: str | None
) -> EditPage:
    """Edits of a commune, newest first, beginning below the id `after`; `state` None for all."""
    chosen = select(*core_table(EditTable).c).where(EditTable.commune_code == commune_code)
    if state is not None:
        chosen = chosen.where(EditTable.state == state.value)
    total = session.execute(select(func.count()).select_from(chosen.subquery())).scalar_one()
    if after is not None:
        chosen = chosen.where(EditTable.id < after)
    return EditPage(total, tuple(_read(session, chosen.order_by(*_NEWEST_FIRST).limit(limit))))


def edits_of_household(session: Session, household_id: str, *, limit: int = 200) -> tuple[Edit, ...]:
    """The edits that are about a household, newest first."""
    about = select(EditHouseholdTable.edit_id).where(EditHouseholdTable.household_id == household_id)
    asked = select(*core_table(EditTable).c).where(EditTable.id.in_(about)).order_by(*_NEWEST_FIRST).limit(limit)
    return tuple(_read(session, asked))


def open_edit_counts(session: Session, household_ids: Collection[str]) -> dict[str, int]:
    """How many proposals wait for each of some households that has any."""
    target, edit = EditHouseholdTable, EditTable
    statement = (
        select(target.household_id, func.count())
        .join(edit, edit.id == target.edit_id)
        .where(target.household_id.in_(household_ids), edit.state == EditState.PROPOSED.value)
        .group_by(target.household_id)
    )
    return dict(iter(session.execute(statement)))


def settle(session: Session, settled: Sequence[Edit]) -> None:
    """Write what became of edits: state, who decided or undid them, and the codes of their households."""
    for edit in settled:
        session.execute(update(EditTable).where(EditTable.id == edit.id).values(_outcome(edit)))
    table = core_table(EditHouseholdTable)
    for edit in settled:
        for number, target in enumerate(edit.targets):
            session.execute(
                update(table)
                .where(table.c.edit_id == edit.id, table.c.position == number)
                .values(code_before=target.code_before, code_after=target.code_after)
            )


def attach_evidence(session: Session, edit_id: str, file: EvidenceFile, *, at: datetime) -> None:
    """Write the file of an edit; raises SQLAlchemy's `IntegrityError` when it has one."""
    values = {"edit_id": edit_id, "media_type": file.media_type, "content": file.content, "at": at}
    digest = sha256(file.content).hexdigest()
    session.execute(insert(core_table(EvidenceTable)).values({**values, "sha256": digest}))


def evidence_file(session: Session, edit_id: str) -> EvidenceFile | None:
    """The file of an edit; None without one."""
    statement = select(EvidenceTable.media_type, EvidenceTable.content).where(EvidenceTable.edit_id == edit_id)
    row = session.execute(statement).one_or_none()
    return None if row is None else EvidenceFile(row.media_type, row.content)


def with_evidence(session: Session, edit_ids: Collection[str]) -> frozenset[str]:
    """Which of some edits have a file."""
    return frozenset(session.scalars(select(EvidenceTable.edit_id).where(EvidenceTable.edit_id.in_(edit_ids))))


def _read(session: Session, asked: Select[*tuple[object, ...]]) -> list[Edit]:
    rows = session.execute(asked).all()
    target = EditHouseholdTable
    targets = session.execute(
        select(*core_table(target).c)
        .where(target.edit_id.in_([row.id for row in rows]))
        .order_by(target.edit_id, target.position)
    )
    by_edit = {edit_id: tuple(map(_target, group)) for edit_id, group in groupby(targets, key=lambda one: one.edit_id)}
    return [_edit(row._asdict(), by_edit[row.id]) for row in rows]


def _edit(row: Mapping[str, object], targets: tuple[Target, ...]) -> Edit:
    return Edit(
        id=str(row["id"]),
        kind=EditKind(str(row["kind"])),
        state=EditState(str(row["state"])),
        commune_code=str(row["commune_code"]),
        wanted=read_wanted(orjson.loads(str(row["wanted"]))),
        evidence=str(row["evidence"]),
        proposed=Step(
            Person(str(row["proposed_by_id"]), str(row["proposed_by"])), _moment(row["proposed_at"]), str(row["reason"])
        ),
        targets=targets,
        decided=_step(row, "decided", reason="decision_reason"),
        undone=_step(row, "undone", reason="undo_reason"),
    )


def _step(row: Mapping[str, object], name: str, *, reason: str) -> Step | None:
    if row[f"{name}_at"] is None:
        return None
    by = Person(str(row[f"{name}_by_id"]), str(row[f"{name}_by"]))
    return Step(by, _moment(row[f"{name}_at"]), str(row[reason]))


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(type(value).__name__)
    return value


def _target(row: Row[*tuple[object, ...]]) -> Target:
    return Target(
        household_id=row.household_id,
        base_version=row.base_version,
        before=None if row.before is None else read_content(orjson.loads(row.before)),
        after=read_content(orjson.loads(row.after)),
        code_before=row.code_before,
        code_after=row.code_after,
    )


def _record(edit: Edit) -> dict[str, object]:
    return {
        "id": edit.id,
        "kind": edit.kind.value,
        "commune_code": edit.commune_code,
        "wanted": orjson.dumps(wanted_json(edit.wanted)).decode(),
        "evidence": edit.evidence,
        "proposed_by_id": edit.proposed.by.id,
        "proposed_by": edit.proposed.by.name,
        "proposed_at": edit.proposed.at,
        "reason": edit.proposed.reason,
        **_outcome(edit),
    }


def _outcome(edit: Edit) -> dict[str, object]:
    return {
        "state": edit.state.value,
        **_step_record(edit.decided, "decided", reason="decision_reason"),
        **_step_record(edit.undone, "undone", reason="undo_reason"),
    }


def _step_record(step: Step | None, name: str, *, reason: str) -> dict[str, object]:
    by_id, by, at, why = (None, None, None, None) if step is None else (step.by.id, step.by.name, step.at, step.reason)
    return {f"{name}_by_id": by_id, f"{name}_by": by, f"{name}_at": at, reason: why}


def _target_record(edit_id: str, position: int, target: Target) -> dict[str, object]:
    before = None if target.before is None else orjson.dumps(content_json(target.before)).decode()
    return {
        "edit_id": edit_id,
        "position": position,
        "household_id": target.household_id,
        "base_version": target.base_version,
        "before": before,
        "after": orjson.dumps(content_json(target.after)).decode(),
        "code_before": target.code_before,
        "code_after": target.code_after,
    }
