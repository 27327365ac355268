"""The change feed, and the marks by which every writer feeds it."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Instant, KeyText

revision = "r0011"
down_revision = "r0009"
branch_labels = None
depends_on = None

COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UUID = sa.Uuid(as_uuid=False)

TOLD = (
    "house_number, alley_path, street, hamlet, estate, building, floor, unit, commune_code, lon, lat, "
    "access_lon, access_lat, accuracy, status"
)
"""The columns of a household that the feed tells."""

SQLITE_MARKS = """
CREATE TRIGGER household_marked AFTER UPDATE OF TOLD_COLUMNS ON household
BEGIN INSERT INTO change_mark (household_id) VALUES (NEW.id); END
;;
CREATE TRIGGER household_marked_gone AFTER DELETE ON household
BEGIN INSERT INTO change_mark (household_id) VALUES (OLD.id); END
;;
CREATE TRIGGER live_code_marked AFTER INSERT ON live_code
BEGIN INSERT INTO change_mark (household_id) VALUES (NEW.household_id); END
;;
CREATE TRIGGER live_code_marked_changed AFTER UPDATE ON live_code
BEGIN INSERT INTO change_mark (household_id) VALUES (NEW.household_id); END
;;
CREATE TRIGGER live_code_marked_gone AFTER DELETE ON live_code
BEGIN INSERT INTO change_mark (household_id) VALUES (OLD.household_id); END
"""

POSTGRESQL_MARKS = """
CREATE FUNCTION household_marked() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO change_mark (household_id) VALUES (COALESCE(NEW.id, OLD.id)); RETURN NULL; END $$
;;
CREATE FUNCTION live_code_marked() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
INSERT INTO change_mark (household_id) VALUES (COALESCE(NEW.household_id, OLD.household_id)); RETURN NULL;
END $$
;;
CREATE TRIGGER household_marked AFTER UPDATE OF TOLD_COLUMNS OR DELETE ON household
FOR EACH ROW EXECUTE FUNCTION household_marked()
;;
CREATE TRIGGER live_code_marked AFTER INSERT OR UPDATE OR DELETE ON live_code
FOR EACH ROW EXECUTE FUNCTION live_code_marked()
"""

SQLITE_TRIGGERS = (
    "household_marked",
    "household_marked_gone",
    "live_code_marked",
    "live_code_marked_changed",
    "live_code_marked_gone",
)


def upgrade() -> None:
    op.create_table(
        "change_mark",
        sa.Column("id", COUNTED, primary_key=True),
        sa.Column("household_id", UUID, nullable=False),
    )
    op.create_table(
        "change",
        sa.Column("sequence", COUNTED, primary_key=True, autoincrement=False),
        sa.Column("household_id", UUID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("commune_code", KeyText, nullable=False),
        sa.Column("left_commune", KeyText, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("previous_code", sa.Text(), nullable=False),
        sa.Column("successors", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
    )
    for column in ("commune_code", "left_commune", "household_id"):
        op.create_index(f"ix_change_{column}", "change", [column, "sequence"])
    op.create_index("ix_change_at", "change", ["at"])
    op.create_table(
        "told_household",
        sa.Column("household_id", UUID, primary_key=True),
        sa.Column("commune_code", KeyText, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sequence", COUNTED, nullable=False),
    )
    op.create_index("ix_told_household_commune_code", "told_household", ["commune_code", "household_id"])
    op.create_table(
        "feed_end",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("sequence", COUNTED, nullable=False),
        sa.Column("dropped", COUNTED, nullable=False),
    )
    marks = POSTGRESQL_MARKS if _on_postgresql() else SQLITE_MARKS
    for statement in marks.replace("TOLD_COLUMNS", TOLD).split(";;"):
        op.execute(statement)
    # Codes issued before there was a feed are its first lines.
    op.execute("INSERT INTO change_mark (household_id) SELECT household_id FROM live_code ORDER BY base, unit")


def downgrade() -> None:
    if _on_postgresql():
        op.execute("DROP TRIGGER household_marked ON household")
        op.execute("DROP TRIGGER live_code_marked ON live_code")
        op.execute("DROP FUNCTION household_marked()")
        op.execute("DROP FUNCTION live_code_marked()")
    else:
        for name in SQLITE_TRIGGERS:
            op.execute(f"DROP TRIGGER {name}")
    for table in ("feed_end", "told_household", "change", "change_mark"):
        op.drop_table(table)


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
