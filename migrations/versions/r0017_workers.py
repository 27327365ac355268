"""Workers, which say that they work."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Instant, KeyText

revision = "r0017"
down_revision = "r0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "worker",
        sa.Column("id", KeyText, primary_key=True),
        sa.Column("started_at", Instant, nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.Column("ended_at", Instant),
    )
    op.create_index("ix_worker_seen_at", "worker", ["seen_at"])


def downgrade() -> None:
    op.drop_table("worker")
