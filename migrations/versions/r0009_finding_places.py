"""An index on the places of findings, for the map."""

from alembic import op

revision = "r0009"
down_revision = "r0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_finding_place", "finding", ["lon", "lat"])


def downgrade() -> None:
    op.drop_index("ix_finding_place", "finding")
