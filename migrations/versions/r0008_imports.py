"""Files that came back, compared with the register."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Instant, KeyText

revision = "r0008"
down_revision = "r0007"
branch_labels = None
depends_on = None

KINDS = "kind IN ('changed', 'conflict', 'unknown', 'foreign', 'invalid')"


def upgrade() -> None:
    op.create_table(
        "import",
        sa.Column("id", sa.Uuid(as_uuid=False), primary_key=True),
        sa.Column("owner_id", KeyText, nullable=False),
        sa.Column("commune_code", KeyText, nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
    )
    op.create_index("ix_import_owner_id", "import", ["owner_id", "id"])
    op.create_index("ix_import_expires_at", "import", ["expires_at"])
    op.create_table(
        "import_line",
        sa.Column(
            "import_id", sa.Uuid(as_uuid=False), sa.ForeignKey("import.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("row", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("kind", KeyText, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("edit_id", sa.Text(), nullable=False, server_default=""),
        sa.CheckConstraint(KINDS, name="kind"),
    )


def downgrade() -> None:
    op.drop_table("import_line")
    op.drop_table("import")
