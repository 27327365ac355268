"""Lineage: what became of households and of their codes."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Instant, KeyText

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None

SQLITE_GUARDS = """
CREATE TRIGGER lineage_kept_update BEFORE UPDATE ON lineage
BEGIN SELECT RAISE(ABORT, 'lineage is never changed'); END
;;
CREATE TRIGGER lineage_kept_delete BEFORE DELETE ON lineage
BEGIN SELECT RAISE(ABORT, 'lineage is never removed'); END
;;
CREATE TRIGGER lineage_kept_replace BEFORE INSERT ON lineage
WHEN EXISTS (SELECT 1 FROM lineage WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'lineage is never replaced'); END
"""

POSTGRESQL_GUARDS = """
CREATE FUNCTION lineage_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'lineage is never changed or removed' USING ERRCODE = '23001'; END $$
;;
CREATE TRIGGER lineage_kept_row BEFORE UPDATE OR DELETE ON lineage
FOR EACH ROW EXECUTE FUNCTION lineage_kept()
;;
CREATE TRIGGER lineage_kept_all BEFORE TRUNCATE ON lineage
FOR EACH STATEMENT EXECUTE FUNCTION lineage_kept()
"""


def upgrade() -> None:
    op.create_table(
        "lineage",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("household_id", sa.Uuid(as_uuid=False), sa.ForeignKey("household.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("successor_id", sa.Uuid(as_uuid=False)),
        sa.Column("base", KeyText),
        sa.Column("unit", KeyText),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id", "base", "unit"],
            ["issued_code.household_id", "issued_code.base", "issued_code.unit"],
        ),
    )
    op.create_index("ix_lineage_household_id", "lineage", ["household_id"])
    guards = POSTGRESQL_GUARDS if _on_postgresql() else SQLITE_GUARDS
    for statement in guards.split(";;"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("lineage")
    if _on_postgresql():
        op.execute("DROP FUNCTION lineage_kept()")


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
