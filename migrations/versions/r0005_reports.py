"""Reports of citizens and couriers, each under its receipt number."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Instant, KeyText

revision = "r0005"
down_revision = "r0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    household = sa.ForeignKey("household.id", ondelete="SET NULL")
    op.create_table(
        "report",
        sa.Column("id", sa.Uuid(as_uuid=False), primary_key=True),
        sa.Column("receipt", KeyText, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "text", "code")),
        sa.Column("household_id", sa.Uuid(as_uuid=False), household),
        sa.Column("commune_code", KeyText, nullable=False),
        *(sa.Column(name, sa.Double(), nullable=False) for name in ("lon", "lat")),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("finding_id", KeyText, nullable=False),
        sa.UniqueConstraint("receipt"),
        sa.CheckConstraint(
            "kind IN ('wrong-place', 'wrong-address', 'no-code', 'no-such-house', 'other')", name="kind"
        ),
    )
    op.create_index("ix_report_commune_code", "report", ["commune_code", "received_at"])


def downgrade() -> None:
    op.drop_table("report")
