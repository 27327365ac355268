import json
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from app.cli.evaluate import evaluate
from tests.factories import address, household, snapshot_of

KEYS = {
    "n", "household_top1", "false_household_rate", "false_household_upper95", "commune_top1", "commune_top3",
    "within_50m", "within_100m", "within_200m", "ece", "p50_ms", "p99_ms",
}  # fmt: skip
CASES = """query,expect_household,expect_commune,tags
"12 Láng, phường Đống Đa",h12,00235,there
"13 Láng, phường Đống Đa",-,00235,absent
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("VPOSTCODE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    snapshot_of(tmp_path / "snapshots", [household("h12", address("12", "Láng"))])
    (tmp_path / "cases.csv").write_text(CASES, encoding="utf-8")
    return CliRunner()


@pytest.fixture
def cli() -> Typer:
    made = Typer()
    made.command()(evaluate)
    return made


def test_json_has_the_documented_keys_for_all_and_for_each_tag(run: CliRunner, cli: Typer) -> None:
    result = run.invoke(cli, ["cases.csv", "--json"])
    printed = json.loads(result.stdout)
    assert printed.keys() >= KEYS | {"by_tag"}
    assert set(printed["by_tag"]) == {"there", "absent"}
    assert all(figures.keys() >= KEYS for figures in printed["by_tag"].values())


def test_figures_are_those_of_the_published_snapshot(run: CliRunner, cli: Typer) -> None:
    printed = json.loads(run.invoke(cli, ["cases.csv", "--json"]).stdout)
    assert (printed["n"], printed["household_top1"], printed["false_household_rate"]) == (2, 1.0, 0.0)
    assert (printed["false_households"], printed["without_household"]) == (0, 1)
    assert printed["by_tag"]["absent"]["household_top1"] is None


def test_tables_name_every_tag_when_asked(run: CliRunner, cli: Typer) -> None:
    assert "absent" not in run.invoke(cli, ["cases.csv"]).stdout
    assert "absent" in run.invoke(cli, ["cases.csv", "--by-tag"]).stdout


def test_what_went_wrong_is_written_to_a_file(run: CliRunner, cli: Typer) -> None:
    Path("cases.csv").write_text('query,expect_household\n"12 Láng",nobody-has-this\n', encoding="utf-8")
    run.invoke(cli, ["cases.csv", "--failures", "wrong.csv"])
    assert "2-other-household" in Path("wrong.csv").read_text(encoding="utf-8")


def test_case_file_that_cannot_be_used_ends_with_input_errors(run: CliRunner, cli: Typer) -> None:
    Path("cases.csv").write_text("text\nx\n", encoding="utf-8")
    assert run.invoke(cli, ["cases.csv"]).exit_code == 3
