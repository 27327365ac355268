"""The workflow of the register: edits, evidence, locks, the trail, remembered answers, held changes."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import AlleyPath, Instant, KeyText
from geocoding.address.order import order_key
from geocoding.model import Address

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None

BATCH = 2_000
ADDRESS = ("house_number", "street", "hamlet", "estate", "building", "floor", "unit")

SQLITE_GUARDS = """
CREATE TRIGGER audit_entry_kept_update BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the trail is never changed'); END
;;
CREATE TRIGGER audit_entry_kept_delete BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the trail is never cut'); END
;;
CREATE TRIGGER audit_entry_kept_replace BEFORE INSERT ON audit_entry
WHEN EXISTS (SELECT 1 FROM audit_entry WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the trail is never rewritten'); END
"""

POSTGRESQL_GUARDS = """
CREATE FUNCTION audit_entry_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the trail is never changed or cut' USING ERRCODE = '23001'; END $$
;;
CREATE TRIGGER audit_entry_kept_row BEFORE UPDATE OR DELETE ON audit_entry
FOR EACH ROW EXECUTE FUNCTION audit_entry_kept()
;;
CREATE TRIGGER audit_entry_kept_all BEFORE TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_kept()
"""

TABLES = (
    *("held_change", "remembered_answer", "trail_head", "audit_entry"),
    *("household_lock", "evidence", "edit_household", "edit"),
)


def upgrade() -> None:
    _extend_household()
    _create_edits()
    _create_trail()
    op.create_table(
        "remembered_answer",
        sa.Column("caller_id", KeyText, primary_key=True),
        sa.Column("key", KeyText, primary_key=True),
        *_texts("fingerprint"),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
    )
    op.create_index("ix_remembered_answer_at", "remembered_answer", ["at"])
    op.create_table(
        "held_change",
        _household_key(),
        sa.Column("dataset_id", sa.Integer(), sa.ForeignKey("dataset.id"), nullable=False),
        sa.Column("content_digest", sa.LargeBinary(), nullable=False),
        *_texts("differences"),
    )
    guards = POSTGRESQL_GUARDS if _on_postgresql() else SQLITE_GUARDS
    for statement in guards.split(";;"):
        op.execute(statement)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    if _on_postgresql():
        op.execute("DROP FUNCTION audit_entry_kept()")
    op.drop_index("ix_household_commune_code", "household")
    op.create_index("ix_household_commune_code", "household", ["commune_code"])
    for column in ("sort_key", "certified_at", "version"):
        op.drop_column("household", column)


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _texts(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _household_key() -> sa.Column[str]:
    household = sa.ForeignKey("household.id", ondelete="CASCADE")
    return sa.Column("household_id", sa.Uuid(as_uuid=False), household, primary_key=True)


def _extend_household() -> None:
    op.add_column("household", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("household", sa.Column("certified_at", Instant()))
    op.add_column("household", sa.Column("sort_key", KeyText, nullable=False, server_default=""))
    _fill_sort_keys()
    op.drop_index("ix_household_commune_code", "household")
    op.create_index("ix_household_commune_code", "household", ["commune_code", "sort_key", "id"])


def _fill_sort_keys() -> None:
    names = [sa.column(name, sa.Text()) for name in ADDRESS]
    table = sa.table("household", sa.column("id", sa.Uuid(as_uuid=False)), sa.column("sort_key", sa.Text()), *names)
    path = sa.column("alley_path", AlleyPath())
    connection, last = op.get_bind(), None
    change = sa.update(table).where(table.c.id == sa.bindparam("one")).values(sort_key=sa.bindparam("key"))
    while True:
        asked = sa.select(table.c.id, path, *names).order_by(table.c.id).limit(BATCH)
        rows = connection.execute(asked if last is None else asked.where(table.c.id > last)).all()
        if not rows:
            return
        keys = [
            {
                "one": row.id,
                "key": order_key(Address(alley_path=row.alley_path, **{n: getattr(row, n) for n in ADDRESS})),
            }
            for row in rows
        ]
        connection.execute(change, keys)
        last = rows[-1].id


def _create_edits() -> None:
    op.create_table(
        "edit",
        sa.Column("id", sa.Uuid(as_uuid=False), primary_key=True),
        *_texts("kind"),
        sa.Column("state", KeyText, nullable=False),
        sa.Column("commune_code", KeyText, nullable=False),
        *_texts("wanted", "evidence", "proposed_by_id", "proposed_by"),
        sa.Column("proposed_at", Instant(), nullable=False),
        *_texts("reason"),
        *_texts("decided_by_id", "decided_by", nullable=True),
        sa.Column("decided_at", Instant()),
        *_texts("decision_reason", "undone_by_id", "undone_by", nullable=True),
        sa.Column("undone_at", Instant()),
        *_texts("undo_reason", nullable=True),
        sa.CheckConstraint("state IN ('proposed', 'approved', 'refused', 'undone')", name="state"),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR state = 'refused' OR decided_by_id <> proposed_by_id", name="people"
        ),
    )
    op.create_index("ix_edit_commune_code", "edit", ["commune_code", "state", "id"])
    edit = sa.ForeignKey("edit.id", ondelete="CASCADE")
    op.create_table(
        "edit_household",
        sa.Column("edit_id", sa.Uuid(as_uuid=False), edit, primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("household_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        *_texts("before", nullable=True),
        *_texts("after", "code_before", "code_after"),
    )
    op.create_index("ix_edit_household_household_id", "edit_household", ["household_id"])
    op.create_table(
        "evidence",
        sa.Column("edit_id", sa.Uuid(as_uuid=False), sa.ForeignKey("edit.id", ondelete="CASCADE"), primary_key=True),
        *_texts("media_type", "sha256"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
    )
    op.create_table(
        "household_lock",
        _household_key(),
        *_texts("holder_id", "holder"),
        sa.Column("until", Instant(), nullable=False),
    )


def _create_trail() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", Instant(), nullable=False),
        *_texts("actor_id", "role", "action", "commune_code"),
        sa.Column("subject", KeyText, nullable=False),
        *_texts("reason", "facts", "previous", "seal"),
    )
    op.create_index("ix_audit_entry_subject", "audit_entry", ["subject"])
    op.create_table(
        "trail_head",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_texts("seal"),
    )
