"""Batches of questions and their chunks."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Instant, KeyText

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None

STATES = "state IN ('queued', 'running', 'done', 'cancelled', 'failed')"


def upgrade() -> None:
    op.create_table(
        "batch",
        sa.Column("id", sa.Uuid(as_uuid=False), primary_key=True),
        sa.Column("owner_id", KeyText, nullable=False),
        sa.Column("idempotency_key", KeyText),
        *_texts("fingerprint", "owner", "file_name"),
        sa.Column("file_bytes", sa.BigInteger(), nullable=False),
        *_texts("options", "state", "failure", "seen", "dataset_version"),
        *_counts("rows", "rows_done", "tries"),
        *_texts("lease"),
        _moment("leased_until", nullable=True),
        _moment("created_at"),
        _moment("started_at", nullable=True),
        _moment("finished_at", nullable=True),
        _moment("expires_at"),
        _moment("purged_at", nullable=True),
        sa.CheckConstraint(STATES, name="state"),
        sa.UniqueConstraint("owner_id", "idempotency_key"),
    )
    op.create_index("ix_batch_state", "batch", ["state"])
    op.create_index("ix_batch_expires_at", "batch", ["expires_at"])
    op.create_table(
        "batch_chunk",
        sa.Column("batch_id", sa.Uuid(as_uuid=False), sa.ForeignKey("batch.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        *_counts("first_row", "rows"),
        sa.Column("start_byte", sa.BigInteger(), nullable=False),
        sa.Column("end_byte", sa.BigInteger(), nullable=False),
        *_counts("tries"),
        *_texts("lease"),
        _moment("leased_until", nullable=True),
        _moment("done_at", nullable=True),
        *_texts("summary"),
    )


def downgrade() -> None:
    op.drop_table("batch_chunk")
    op.drop_table("batch")


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Instant(), nullable=nullable)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _counts(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]
