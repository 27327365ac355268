"""Where questions failed, and the folded words of findings."""

import orjson
import sqlalchemy as sa
from alembic import op

from app.db.columns import KeyText
from geocoding.text.fold import fold

revision = "r0010"
down_revision = "r0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "failed_question",
        sa.Column("commune_code", KeyText, primary_key=True),
        sa.Column("way", KeyText, primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("questions", sa.Integer(), nullable=False),
    )
    op.add_column("finding", sa.Column("words", sa.Text(), nullable=False, server_default=""))
    finding = sa.table("finding", *(sa.column(name) for name in ("id", "rule", "parcel", "facts", "words")))
    connection = op.get_bind()
    found = connection.execute(sa.select(finding.c.id, finding.c.rule, finding.c.parcel, finding.c.facts)).all()
    filled = [
        {"of": id_, "words": fold(" ".join([rule, parcel, *map(str, orjson.loads(facts).values())]))}
        for id_, rule, parcel, facts in found
    ]
    if filled:
        statement = sa.update(finding).where(finding.c.id == sa.bindparam("of"))
        connection.execute(statement.values(words=sa.bindparam("words")), filled)


def downgrade() -> None:
    op.drop_column("finding", "words")
    op.drop_table("failed_question")
