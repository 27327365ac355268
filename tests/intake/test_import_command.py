"""The command: one line for what is wrong, and an exit code that a script can tell apart."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.common import ExitCode
from tests.intake.conftest import HOUSEHOLDS, Desk

GOOD = "external_id,house_number,street,commune_code,sheet,parcel\nh1,1,Phố Huế,00070,1,1\n"


def run(desk: Desk, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from app.cli.main import run; run()", "import", *arguments]
    environment = {"VPOSTCODE_HOME": str(desk.folder), "PATH": ""}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=desk.folder)


@pytest.mark.parametrize(
    ("content", "arguments", "code"),
    [
        (GOOD, (), ExitCode.OK),
        (HOUSEHOLDS, (), ExitCode.PARTIAL),
        (GOOD.replace("00070,1,1", "00070,1,99"), (), ExitCode.INPUT_ERRORS),
        ("", (), ExitCode.INPUT_ERRORS),
        (None, (), ExitCode.INPUT_ERRORS),
        (GOOD, ("--crs", "nonsense"), ExitCode.USAGE),
        (GOOD, ("--map", "parcel"), ExitCode.USAGE),
        (GOOD, ("--map", "parcel=absent"), ExitCode.USAGE),
        (GOOD, ("--layer", "rivers"), ExitCode.USAGE),
    ],
)
def test_the_exit_code_tells_what_became_of_the_file(
    desk: Desk, content: str | None, arguments: tuple[str, ...], code: ExitCode
) -> None:
    if content is not None:
        desk.lay("h.csv", content)
    done = run(desk, "h.csv", "--layer", "households", "--json", *arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    if code in (ExitCode.OK, ExitCode.PARTIAL):
        assert json.loads(done.stdout)["accepted"]["households"] > 0


def test_a_missing_file_is_named_in_the_first_line(desk: Desk) -> None:
    done = run(desk, "none.csv", "--layer", "households")
    assert done.stderr.splitlines()[0] == "vpostcode: none.csv: không có tệp này · no such file"


def test_a_dry_run_says_so_and_leaves_no_report(desk: Desk, tmp_path: Path) -> None:
    desk.lay("h.csv", GOOD)
    done = run(desk, "h.csv", "--layer", "households", "--json", "--dry-run")
    assert json.loads(done.stdout)["dry_run"] is True
    assert not list(desk.reports.glob("*households*"))
