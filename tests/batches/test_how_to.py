"""The how-to about files: its commands run as they stand."""

import shlex
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli.main import command_line
from tests.conftest import ROOT, SampleCity

PAGE = ROOT / "docs" / "how-to" / "answer-a-file.md"


def test_the_commands_of_the_page_run(sample_city: SampleCity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VPOSTCODE_HOME", str(sample_city.settings.home))
    lines = [line[2:] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("$ ")]
    for line in lines:
        if line.startswith("printf"):
            subprocess.run(["sh", "-c", line], check=True)
        if line.startswith("vpostcode"):
            done = CliRunner().invoke(command_line(["batch"]), shlex.split(line)[1:])
            assert done.exit_code == 4, done.output
    result = (tmp_path / "ket_qua.csv").read_text(encoding="utf-8").splitlines()
    assert result[0].endswith("result_tuyen;result_buu_cuc")
    assert result[1].startswith("007;")
    assert result[1].endswith(";07;Kim Liên")
    assert "question-missing" in result[2]
