"""What audits need and leave: reference counts, certifications, findings, daily figures, the commune of a building."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Instant, KeyText

revision = "r0007"
down_revision = "r0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("building", sa.Column("commune_code", KeyText, nullable=True))
    op.create_index("ix_building_commune_code", "building", ["commune_code"])
    op.create_index("ix_street_commune_code", "street", ["commune_code"])
    _create_sources()
    _create_findings()
    op.create_table(
        "audit_run",
        sa.Column("commune_code", KeyText, nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("commune_code", "dated_on"),
    )
    op.create_table(
        "changed_commune",
        sa.Column("commune_code", KeyText, nullable=False),
        sa.Column("marked_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("commune_code"),
    )


def downgrade() -> None:
    for table in ("changed_commune", "audit_run", "finding_household", "finding", "certification", "reference_count"):
        op.drop_table(table)
    op.drop_index("ix_street_commune_code", "street")
    op.drop_index("ix_building_commune_code", "building")
    op.drop_column("building", "commune_code")


def _create_sources() -> None:
    op.create_table(
        "reference_count",
        sa.Column("commune_code", KeyText, nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("source", KeyText, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("content_digest", sa.LargeBinary(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 0", name="count"),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"]),
        sa.PrimaryKeyConstraint("commune_code", "dated_on", "source"),
    )
    op.create_table(
        "certification",
        sa.Column("household_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("certified_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("record_digest", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("household_id"),
    )


def _create_findings() -> None:
    op.create_table(
        "finding",
        sa.Column("id", KeyText, nullable=False),
        sa.Column("rule", KeyText, nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("commune_code", KeyText, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("parcel", sa.Text(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("importance", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", Instant(), nullable=False),
        sa.Column("gone_at", Instant(), nullable=True),
        sa.Column("disposition", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("sent_to", sa.Text(), server_default="", nullable=False),
        sa.Column("disposed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("disposed_at", Instant(), nullable=True),
        sa.CheckConstraint("severity IN ('error', 'warning', 'notice')", name="severity"),
        sa.CheckConstraint("disposition IN ('', 'waive', 'send_on', 'declare_true')", name="disposition"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_finding_commune_code", "finding", ["commune_code", "importance"])
    op.create_index("ix_finding_rule", "finding", ["rule"])
    op.create_table(
        "finding_household",
        sa.Column("finding_id", KeyText, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("household_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("finding_id", "position"),
    )
    op.create_index("ix_finding_household_household_id", "finding_household", ["household_id"])
