import json
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from app.cli.questions import questions
from app.evaluate.cases import read_cases
from tests.factories import snapshot_of
from tests.questions.city import households


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("VPOSTCODE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    snapshot_of(tmp_path / "snapshots", households())
    return CliRunner()


@pytest.fixture
def cli() -> Typer:
    made = Typer()
    made.command()(questions)
    return made


def test_case_file_is_written_and_counted(run: CliRunner, cli: Typer) -> None:
    result = run.invoke(cli, ["--n", "30", "--seed", "5", "--out", "cases.csv", "--mix", "complete", "--json"])
    printed = json.loads(result.stdout)
    cases = read_cases(Path("cases.csv"))
    assert printed["questions"] == len(cases) == 30
    assert printed["tags"]["complete"] == 30


def test_same_seed_gives_the_same_file(run: CliRunner, cli: Typer) -> None:
    for name in ("one.csv", "two.csv"):
        run.invoke(cli, ["--n", "20", "--seed", "5", "--out", name])
    assert Path("one.csv").read_bytes() == Path("two.csv").read_bytes()
