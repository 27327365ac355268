"""`vpostcode trail verify` finds what got past the database."""

import json

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from app.cli.main import command_line
from app.db.engine import read_session
from app.db.trail import trail_end
from app.workflow.model import EditKind
from tests.editing.town import Town


def verify(town: Town, *more: str) -> tuple[int, dict[str, object]]:
    url = town.engine.url.render_as_string(hide_password=False)
    result = CliRunner().invoke(command_line(["trail"]), ["trail", "verify", "--db", url, "--json", *more])
    return result.exit_code, json.loads(result.stdout)


def test_whole_trail_is_told_with_its_last_seal(town: Town) -> None:
    assert verify(town)[1]["entries"] == 0
    town.done(EditKind.CERTIFY, 1)
    with read_session(town.engine) as session:
        _, head = trail_end(session)
    status, report = verify(town, "--head", head)
    assert (status, report["whole"], report["entries"], report["head"]) == (0, True, 2, head)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_entry SET reason = 'khác' WHERE number = 1",
        "DELETE FROM audit_entry WHERE number = 1",
        "DELETE FROM audit_entry WHERE number = 2",
        "UPDATE audit_entry SET number = 9 WHERE number = 1",
    ],
)
def test_tampering_is_found(town: Town, tampering: str) -> None:
    town.done(EditKind.CERTIFY, 1)
    with town.engine.begin() as connection:
        if town.engine.dialect.name == "sqlite":
            for trigger in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER audit_entry_kept_{trigger}"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(tampering))
    status, report = verify(town)
    assert (status, report["whole"]) == (1, False)


def test_trail_made_anew_as_a_whole_lacks_the_noted_seal(town: Town) -> None:
    town.done(EditKind.CERTIFY, 1)
    status, report = verify(town, "--head", "f" * 64)
    assert (status, report["broken"]) == (1, "head-unknown")
