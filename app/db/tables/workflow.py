"""The workflow: edits, evidence, locks, the trail, remembered answers, and what imports were kept from changing."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, KeyText
from app.db.tables.base import Base


class EditTable(Base):
    """One change that somebody asked for; who proposed, decided and undid it, when and why. `wanted` is JSON."""

    __tablename__ = "edit"
    __table_args__ = (
        CheckConstraint("state IN ('proposed', 'approved', 'refused', 'undone')", name="state"),
        CheckConstraint("decided_by_id IS NULL OR state = 'refused' OR decided_by_id <> proposed_by_id", name="people"),
        Index("ix_edit_commune_code", "commune_code", "state", "id"),
    )

    id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(KeyText)
    commune_code: Mapped[str] = mapped_column(KeyText)
    wanted: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text)
    proposed_by_id: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[str] = mapped_column(Text)
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Text)
    decided_by_id: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decision_reason: Mapped[str | None] = mapped_column(Text)
    undone_by_id: Mapped[str | None] = mapped_column(Text)
    undone_by: Mapped[str | None] = mapped_column(Text)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    undo_reason: Mapped[str | None] = mapped_column(Text)


class EditHouseholdTable(Base):
    """What an edit does to one household, which an `add` or a `split` may only bring into being; contents are JSON."""

    __tablename__ = "edit_household"
    __table_args__ = (Index("ix_edit_household_household_id", "household_id"),)

    edit_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("edit.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    household_id: Mapped[str] = mapped_column(Uuid(as_uuid=False))
    base_version: Mapped[int]
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    code_before: Mapped[str] = mapped_column(Text)
    code_after: Mapped[str] = mapped_column(Text)


class EvidenceTable(Base):
    """The file attached to an edit, at most one."""

    __tablename__ = "evidence"

    edit_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("edit.id", ondelete="CASCADE"), primary_key=True
    )
    media_type: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Instant)


class HouseholdLockTable(Base):
    """A household that one person edits; after `until` it is free."""

    __tablename__ = "household_lock"

    household_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("household.id", ondelete="CASCADE"), primary_key=True
    )
    holder_id: Mapped[str] = mapped_column(Text)
    holder: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime] = mapped_column(Instant)


class AuditEntryTable(Base):
    """One step of the trail, sealed with all before it; triggers refuse every UPDATE and DELETE. `facts` is JSON."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    commune_code: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(KeyText)
    reason: Mapped[str] = mapped_column(Text)
    facts: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(Text)
    seal: Mapped[str] = mapped_column(Text)


class TrailHeadTable(Base):
    """Where the trail ends, in one row: how many entries there are and the seal of the last one."""

    __tablename__ = "trail_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    seal: Mapped[str] = mapped_column(Text)


class RememberedAnswerTable(Base):
    """The answer to a request with an Idempotency-Key, for a day; `fingerprint` is the digest of the request."""

    __tablename__ = "remembered_answer"
    __table_args__ = (Index("ix_remembered_answer_at", "at"),)

    caller_id: Mapped[str] = mapped_column(KeyText, primary_key=True)
    key: Mapped[str] = mapped_column(KeyText, primary_key=True)
    fingerprint: Mapped[str] = mapped_column(Text)
    status: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Instant)


class HeldChangeTable(Base):
    """What an import would have changed of a household that people have edited; `differences` is JSON."""

    __tablename__ = "held_change"

    household_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("household.id", ondelete="CASCADE"), primary_key=True
    )
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"))
    content_digest: Mapped[bytes] = mapped_column(LargeBinary)
    differences: Mapped[str] = mapped_column(Text)
