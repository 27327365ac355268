"""The register: facts, layers, households, and the append-only ledger of codes."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import AlleyPath, Instant, KeyText, SurveyShape

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

SHAPED = ("commune_outline", "parcel", "building", "street")

SQLITE_GUARDS = """
CREATE TRIGGER issued_code_kept_update BEFORE UPDATE ON issued_code
BEGIN SELECT RAISE(ABORT, 'an issued code is never changed'); END
;;
CREATE TRIGGER issued_code_kept_delete BEFORE DELETE ON issued_code
BEGIN SELECT RAISE(ABORT, 'an issued code is never removed'); END
;;
CREATE TRIGGER issued_code_kept_replace BEFORE INSERT ON issued_code
WHEN EXISTS (SELECT 1 FROM issued_code WHERE base = NEW.base AND unit = NEW.unit)
BEGIN SELECT RAISE(ABORT, 'a code is never issued twice'); END
"""
# The third is there because INSERT OR REPLACE removes a row without asking the second.

POSTGRESQL_GUARDS = """
CREATE FUNCTION issued_code_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'an issued code is never changed or removed' USING ERRCODE = '23001'; END $$
;;
CREATE TRIGGER issued_code_kept_row BEFORE UPDATE OR DELETE ON issued_code
FOR EACH ROW EXECUTE FUNCTION issued_code_kept()
;;
CREATE TRIGGER issued_code_kept_all BEFORE TRUNCATE ON issued_code
FOR EACH STATEMENT EXECUTE FUNCTION issued_code_kept()
"""


def upgrade() -> None:
    if _on_postgresql():
        op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    _create_facts()
    _create_layers()
    _create_households()
    _create_ledger()
    _create_shape_indexes()
    guards = POSTGRESQL_GUARDS if _on_postgresql() else SQLITE_GUARDS
    for statement in guards.split(";;"):
        op.execute(statement)


def downgrade() -> None:
    for table in ("live_code", "issued_code", "doubtful", "household_parcel", "household"):
        op.drop_table(table)
    for table in (*reversed(SHAPED), "dataset", "edition_head", "edition", "unit_link", "admin_unit"):
        op.drop_table(table)
    if _on_postgresql():
        op.execute("DROP FUNCTION issued_code_kept()")


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _key(name: str, *, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(name, KeyText, nullable=False, primary_key=primary_key)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _degrees(*names: str) -> list[sa.Column[float]]:
    return [sa.Column(name, sa.Double(), nullable=False) for name in names]


def _whole_numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _provenance() -> tuple[sa.Column[bytes], sa.Column[int]]:
    dataset = sa.ForeignKey("dataset.id")
    return (
        sa.Column("content_digest", sa.LargeBinary(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), dataset, nullable=False),
    )


def _create_facts() -> None:
    op.create_table(
        "admin_unit",
        _key("code", primary_key=True),
        sa.Column("valid_from", sa.Date(), primary_key=True),
        sa.Column("valid_to", sa.Date()),
        *_texts("kind", "name", "district_code", "source"),
        sa.CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="validity"),
    )
    op.create_table(
        "unit_link",
        _key("old_code", primary_key=True),
        _key("new_code", primary_key=True),
        sa.Column("effective_on", sa.Date(), primary_key=True),
        *_texts("kind", "source"),
    )
    op.create_table(
        "edition",
        _key("id", primary_key=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        *_texts("source"),
    )
    op.create_table(
        "edition_head",
        sa.Column("edition_id", KeyText, sa.ForeignKey("edition.id"), primary_key=True),
        _key("commune_code", primary_key=True),
        *_texts("head"),
    )


def _create_layers() -> None:
    op.create_table(
        "dataset",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_texts("layer", "source", "file_name", "sha256", "options"),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant()),
        *_whole_numbers("added", "changed", "unchanged", "rejected", "doubtful"),
    )
    op.create_index("ix_dataset_sha256", "dataset", ["sha256"])
    op.create_table(
        "commune_outline",
        _key("code", primary_key=True),
        sa.Column("valid_on", sa.Date(), primary_key=True),
        *_texts("source"),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column("shape", SurveyShape(), nullable=False),
        *_provenance(),
    )
    op.create_table(
        "parcel",
        *(_key(name, primary_key=True) for name in ("commune_code", "sheet", "number")),
        sa.Column("shape", SurveyShape(), nullable=False),
        *_degrees("label_lon", "label_lat"),
        *_texts("land_use"),
        *_provenance(),
    )
    op.create_table(
        "building",
        *(_key(name, primary_key=True) for name in ("source", "external_id")),
        *_texts("name"),
        sa.Column("levels", sa.Integer()),
        sa.Column("shape", SurveyShape(), nullable=False),
        *_provenance(),
    )
    op.create_table(
        "street",
        *(_key(name, primary_key=True) for name in ("source", "external_id")),
        *_texts("prefix", "name"),
        sa.Column("alley_path", AlleyPath(), nullable=False),
        *_texts("commune_code", "district"),
        sa.Column("shape", SurveyShape()),
        *_provenance(),
    )


def _create_households() -> None:
    op.create_table(
        "household",
        sa.Column("id", sa.Uuid(as_uuid=False), primary_key=True),
        *(_key(name) for name in ("source", "external_id")),
        *_texts("house_number"),
        sa.Column("alley_path", AlleyPath(), nullable=False),
        *_texts("street", "hamlet", "estate", "building", "floor", "unit", "address_text"),
        _key("commune_code"),
        *_texts("stated_commune_code"),
        *_degrees("lon", "lat"),
        sa.Column("access_lon", sa.Double()),
        sa.Column("access_lat", sa.Double()),
        *_texts("accuracy", "building_external_id", "brought_code", "status"),
        *_provenance(),
        sa.UniqueConstraint("source", "external_id"),
        sa.CheckConstraint("lon BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90", name="point"),
        sa.CheckConstraint("(access_lon IS NULL) = (access_lat IS NULL)", name="access_point"),
        sa.CheckConstraint("status IN ('draft', 'proposed', 'certified', 'retired')", name="status"),
        sa.CheckConstraint("accuracy IN ('door', 'building', 'parcel', 'interpolated', 'centroid')", name="accuracy"),
    )
    op.create_index("ix_household_commune_code", "household", ["commune_code"])
    op.create_table(
        "household_parcel",
        sa.Column(
            "household_id",
            sa.Uuid(as_uuid=False),
            sa.ForeignKey("household.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        *(_key(name) for name in ("commune_code", "sheet", "number")),
        sa.ForeignKeyConstraint(
            ["commune_code", "sheet", "number"],
            ["parcel.commune_code", "parcel.sheet", "parcel.number"],
            onupdate="CASCADE",
        ),
    )
    op.create_index("ix_household_parcel_parcel", "household_parcel", ["commune_code", "sheet", "number"])
    op.create_table(
        "doubtful",
        sa.Column("dataset_id", sa.Integer(), sa.ForeignKey("dataset.id"), primary_key=True),
        sa.Column("row", sa.Integer(), primary_key=True, autoincrement=False),
        *_texts("rule", "external_id", "address_text", "candidates"),
    )


def _create_ledger() -> None:
    op.create_table(
        "issued_code",
        *(_key(name, primary_key=True) for name in ("base", "unit")),
        sa.Column("household_id", sa.Uuid(as_uuid=False), sa.ForeignKey("household.id"), nullable=False),
        *_texts("site"),
        sa.Column("adopted", sa.Boolean(), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.UniqueConstraint("household_id", "base", "unit"),
    )
    op.create_table(
        "live_code",
        sa.Column("household_id", sa.Uuid(as_uuid=False), primary_key=True),
        *(_key(name) for name in ("base", "unit")),
        sa.ForeignKeyConstraint(
            ["household_id", "base", "unit"],
            ["issued_code.household_id", "issued_code.base", "issued_code.unit"],
        ),
    )


def _create_shape_indexes() -> None:
    if _on_postgresql():
        for table in SHAPED:
            op.create_index(f"ix_{table}_shape", table, ["shape"], postgresql_using="gist")
