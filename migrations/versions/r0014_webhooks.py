"""Webhooks and what was sent to them."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Instant, KeyText, WordSet

revision = "r0014"
down_revision = "r0010"
branch_labels = None
depends_on = None

UUID = sa.Uuid(as_uuid=False)


def upgrade() -> None:
    op.create_table(
        "webhook",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("owner_id", KeyText, nullable=False),
        sa.Column("idempotency_key", KeyText),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("communes", WordSet(), nullable=False),
        sa.Column("codes", WordSet(), nullable=False),
        sa.Column("household_ids", WordSet(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("previous_until", Instant()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("stopped_because", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.UniqueConstraint("owner_id", "idempotency_key"),
        sa.CheckConstraint("state IN ('active', 'stopped')", name="state"),
    )
    op.create_table(
        "webhook_delivery",
        sa.Column("id", KeyText, primary_key=True),
        sa.Column("webhook_id", UUID, sa.ForeignKey("webhook.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", KeyText, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", Instant(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant()),
        sa.Column("lease", sa.Text(), nullable=False),
        sa.Column("leased_until", Instant()),
        sa.CheckConstraint("state IN ('waiting', 'delivered', 'given-up')", name="state"),
    )
    op.create_index("ix_webhook_delivery_next_try_at", "webhook_delivery", ["state", "next_try_at"])
    op.create_index("ix_webhook_delivery_webhook_id", "webhook_delivery", ["webhook_id", "created_at"])


def downgrade() -> None:
    op.drop_table("webhook_delivery")
    op.drop_table("webhook")
