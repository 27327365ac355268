"""What audits leave behind: reference counts, certifications, findings and the daily figures."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, KeyText
from app.db.tables.base import Base


class ReferenceCountTable(Base):
    """The number of households of a commune on a day by an outside source; the latest counts."""

    __tablename__ = "reference_count"
    __table_args__ = (CheckConstraint("count >= 0", name="count"),)

    commune_code: Mapped[str] = mapped_column(KeyText, primary_key=True)
    dated_on: Mapped[date] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(KeyText, primary_key=True)
    count: Mapped[int]
    content_digest: Mapped[bytes] = mapped_column(LargeBinary)
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"))


class CertificationTable(Base):
    """When a household was certified, by which paper, and what its record then said.

    `record_digest` is the household's `content_digest` of that moment: where the two differ, the record has changed.
    """

    __tablename__ = "certification"

    household_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("household.id", ondelete="CASCADE"), primary_key=True
    )
    certified_on: Mapped[date]
    source: Mapped[str] = mapped_column(Text)
    record_digest: Mapped[bytes] = mapped_column(LargeBinary)


class FindingTable(Base):
    """A finding that was ever made. `id` depends on rule and subject alone, so an audit finds its own again.

    `gone_at` is when an audit no longer found it. `facts` is a JSON object, `words` what people search in: rule, parcel
    and facts, folded. `disposition` is "" or what a person decided: "waive" until `expires_on`, "send_on" to `sent_to`,
    or "declare_true".
    """

    __tablename__ = "finding"
    __table_args__ = (
        CheckConstraint("severity IN ('error', 'warning', 'notice')", name="severity"),
        CheckConstraint("disposition IN ('', 'waive', 'send_on', 'declare_true')", name="disposition"),
        Index("ix_finding_commune_code", "commune_code", "importance"),
        Index("ix_finding_rule", "rule"),
        Index("ix_finding_place", "lon", "lat"),
    )

    id: Mapped[str] = mapped_column(KeyText, primary_key=True)
    rule: Mapped[str] = mapped_column(KeyText)
    severity: Mapped[str] = mapped_column(Text)
    commune_code: Mapped[str] = mapped_column(KeyText)
    subject: Mapped[str] = mapped_column(Text)
    parcel: Mapped[str] = mapped_column(Text)
    lon: Mapped[float | None]
    lat: Mapped[float | None]
    facts: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="", server_default="")
    people: Mapped[int]
    importance: Mapped[int]
    first_seen_at: Mapped[datetime] = mapped_column(Instant)
    gone_at: Mapped[datetime | None] = mapped_column(Instant)
    disposition: Mapped[str] = mapped_column(Text, default="", server_default="")
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    expires_on: Mapped[date | None]
    sent_to: Mapped[str] = mapped_column(Text, default="", server_default="")
    disposed_by: Mapped[str] = mapped_column(Text, default="", server_default="")
    disposed_at: Mapped[datetime | None] = mapped_column(Instant)


class FindingHouseholdTable(Base):
    """A household that a finding touches; `position` keeps their order, the first stands for the finding."""

    __tablename__ = "finding_household"
    __table_args__ = (Index("ix_finding_household_household_id", "household_id"),)

    finding_id: Mapped[str] = mapped_column(KeyText, ForeignKey("finding.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    household_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("household.id", ondelete="CASCADE"))


class AuditRunTable(Base):
    """The last audit of a commune on a day; `figures` is a JSON array. The days together are the trend."""

    __tablename__ = "audit_run"

    commune_code: Mapped[str] = mapped_column(KeyText, primary_key=True)
    dated_on: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    households: Mapped[int]
    figures: Mapped[str] = mapped_column(Text)


class ChangedCommuneTable(Base):
    """A commune whose rows changed since its last audit; the mark is made in the transaction of the change."""

    __tablename__ = "changed_commune"

    commune_code: Mapped[str] = mapped_column(KeyText, primary_key=True)
    marked_at: Mapped[datetime] = mapped_column(Instant)


class FailedQuestionTable(Base):
    """How many questions of a day ended in a commune, on a way of it or on none (""), without reaching a household."""

    __tablename__ = "failed_question"

    commune_code: Mapped[str] = mapped_column(KeyText, primary_key=True)
    way: Mapped[str] = mapped_column(KeyText, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    questions: Mapped[int]
