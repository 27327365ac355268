"""National identifiers of households, each with the days on which it held."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import KeyText

revision = "r0012"
down_revision = "r0014"
branch_labels = None
depends_on = None

UUID = sa.Uuid(as_uuid=False)


def upgrade() -> None:
    op.create_table(
        "identifier",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("scheme", KeyText, nullable=False),
        sa.Column("value", KeyText, nullable=False),
        sa.Column("household_id", UUID, sa.ForeignKey("household.id", ondelete="CASCADE"), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date()),
        sa.Column("dataset_id", sa.Integer(), sa.ForeignKey("dataset.id"), nullable=False),
        sa.CheckConstraint("scheme IN ('digital-address', 'property-code')", name="scheme"),
        sa.CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="validity"),
    )
    op.create_index("ix_identifier_value", "identifier", ["scheme", "value"])
    op.create_index("ix_identifier_household_id", "identifier", ["household_id"])


def downgrade() -> None:
    op.drop_table("identifier")
