"""`vpostcode publish` of a register without households: done, with a word on what is missing."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli.main import command_line


def test_a_publication_without_households_says_what_to_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VPOSTCODE_HOME", str(tmp_path))
    monkeypatch.delenv("VPOSTCODE_DB", raising=False)
    assert CliRunner().invoke(command_line(["init"]), ["init"]).exit_code == 0
    done = CliRunner().invoke(command_line(["publish"]), ["publish", "--json"])
    assert (done.exit_code, "there are no households yet" in done.stderr) == (0, True)
    assert done.stdout.startswith("{")
