"""Webhooks: whom the service tells of changes by itself, and what was sent to them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db.columns import Instant, KeyText, WordSet
from app.db.tables.base import Base
from app.db.tables.changes import Counted


class WebhookTable(Base):
    """An address that is told of changes in communes (`*` for all) or, if there are any, of some households.

    `sequence` is the last number of the feed that a delivery was made of. Secrets are not stored: they follow from the
    key of the installation, the id and the `generation`; until `previous_until` the generation before signs too.
    """

    __tablename__ = "webhook"
    __table_args__ = (
        UniqueConstraint("owner_id", "idempotency_key"),
        CheckConstraint("state IN ('active', 'stopped')", name="state"),
    )

    id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    owner_id: Mapped[str] = mapped_column(KeyText)
    idempotency_key: Mapped[str | None] = mapped_column(KeyText)
    fingerprint: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    communes: Mapped[frozenset[str]] = mapped_column(WordSet)
    codes: Mapped[frozenset[str]] = mapped_column(WordSet)
    household_ids: Mapped[frozenset[str]] = mapped_column(WordSet)
    generation: Mapped[int]
    previous_until: Mapped[datetime | None] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(Text)
    stopped_because: Mapped[str] = mapped_column(Text)
    sequence: Mapped[int] = mapped_column(Counted)
    created_at: Mapped[datetime] = mapped_column(Instant)


class WebhookDeliveryTable(Base):
    """One message to a webhook, the same on every try; `lease` belongs to the worker that sends it."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'delivered', 'given-up')", name="state"),
        Index("ix_webhook_delivery_next_try_at", "state", "next_try_at"),
        Index("ix_webhook_delivery_webhook_id", "webhook_id", "created_at"),
    )

    id: Mapped[str] = mapped_column(KeyText, primary_key=True)
    webhook_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("webhook.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(KeyText)
    tries: Mapped[int]
    next_try_at: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[int | None]
    failure: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    lease: Mapped[str] = mapped_column(Text)
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
