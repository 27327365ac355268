"""The register itself keeps the trail from being changed."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.db.engine import read_session, write_session
from app.db.trail import trail, trail_end
from app.workflow.model import EditKind
from app.workflow.trail import Break, check
from tests.editing.town import Town

COPY = "number, at, actor_id, role, action, commune_code, subject, 'x', facts, previous, seal"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET reason = 'x'",
        "DELETE FROM audit_entry WHERE number = 2",
        "INSERT INTO audit_entry SELECT * FROM audit_entry",
        "replace",
    ],
)
def test_the_database_refuses_to_change_the_trail(town: Town, statement: str) -> None:
    town.done(EditKind.CERTIFY, 1)
    if statement == "replace":
        sqlite = town.engine.dialect.name == "sqlite"
        statement = (
            f"INSERT OR REPLACE INTO audit_entry SELECT {COPY} FROM audit_entry" if sqlite else "TRUNCATE audit_entry"
        )
    with pytest.raises(DBAPIError), write_session(town.engine) as session:
        session.execute(text(statement))


def test_what_gets_past_the_database_breaks_the_chain(town: Town) -> None:
    town.done(EditKind.CERTIFY, 1)
    with town.engine.begin() as connection:
        if town.engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER audit_entry_kept_delete"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("DELETE FROM audit_entry WHERE number = 2"))
    with read_session(town.engine) as session:
        count, head = trail_end(session)
        assert check(trail(session), count=count, head=head).broken is Break.CUT_SHORT
