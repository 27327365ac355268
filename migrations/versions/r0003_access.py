"""Who may call: accounts, sessions, API keys, usage, and the record of non-public reads."""

import sqlalchemy as sa
from alembic import op

from app.db.columns import Instant, KeyText, WordSet

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None

ROLES = "role IN ('citizen', 'shop', 'operator', 'official', 'officer', 'auditor')"


def upgrade() -> None:
    _create_accounts()
    _create_keys()
    op.create_table(
        "access_entry",
        sa.Column("id", sa.Integer(), primary_key=True),
        _moment("at"),
        sa.Column("caller_id", KeyText, nullable=False),
        *_texts("role", "purpose", "method", "route"),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
    )
    op.create_index("ix_access_entry_at", "access_entry", ["at"])


def downgrade() -> None:
    for table in ("access_entry", "usage", "api_key", "session", "account"):
        op.drop_table(table)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Instant(), nullable=nullable)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _word_sets(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, WordSet(), nullable=False) for name in names]


def _create_accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(as_uuid=False), primary_key=True),
        sa.Column("name", KeyText, nullable=False),
        *_texts("display_name", "role"),
        *_word_sets("communes"),
        *_texts("password_hash"),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        _moment("failed_at", nullable=True),
        _moment("created_at"),
        _moment("disabled_at", nullable=True),
        sa.UniqueConstraint("name"),
        sa.CheckConstraint(ROLES, name="role"),
    )
    op.create_table(
        "session",
        sa.Column("token_digest", sa.LargeBinary(), primary_key=True),
        sa.Column(
            "account_id", sa.Uuid(as_uuid=False), sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False
        ),
        _moment("started_at"),
        _moment("seen_at"),
    )
    op.create_index("ix_session_account_id", "session", ["account_id"])


def _create_keys() -> None:
    op.create_table(
        "api_key",
        sa.Column("prefix", KeyText, primary_key=True),
        *_texts("name", "role"),
        *_word_sets("scopes", "communes"),
        *_texts("purpose"),
        *_word_sets("origins"),
        sa.Column("sandbox", sa.Boolean(), nullable=False),
        sa.Column("daily_quota", sa.Integer(), nullable=False),
        sa.Column("rate", sa.Integer(), nullable=False),
        sa.Column("secret_digest", sa.LargeBinary(), nullable=False),
        sa.Column("previous_digest", sa.LargeBinary()),
        _moment("previous_until", nullable=True),
        _moment("created_at"),
        _moment("revoked_at", nullable=True),
        sa.CheckConstraint(ROLES, name="role"),
        sa.CheckConstraint("(previous_digest IS NULL) = (previous_until IS NULL)", name="previous"),
    )
    op.create_table(
        "usage",
        sa.Column("prefix", KeyText, sa.ForeignKey("api_key.prefix"), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("questions", sa.Integer(), nullable=False),
    )
