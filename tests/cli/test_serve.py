"""`vpostcode serve` and `vpostcode demo` on a port that is taken: said before anything is loaded."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli.common import ExitCode
from app.cli.main import command_line


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_in_use_is_said_at_once_with_another_to_try(
    command: str, taken: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VPOSTCODE_HOME", str(tmp_path))
    done = CliRunner().invoke(command_line([command]), [command, "--port", str(taken)])
    assert done.exit_code == ExitCode.USAGE
    assert f"port {taken} is in use" in " ".join(done.output.replace("│", " ").split())
    assert str(taken + 1) in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_service_without_a_publication_says_so_when_it_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VPOSTCODE_HOME", str(tmp_path))
    monkeypatch.setattr("app.cli.serve.os.execv", lambda *_: None)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    done = CliRunner().invoke(command_line(["serve"]), ["serve", "--port", str(port)])
    assert (done.exit_code, "nothing has been published yet" in done.stderr) == (0, True)
    assert f"http://127.0.0.1:{port}/" in done.stdout


def test_the_log_of_a_demonstration_goes_to_its_file(tmp_path: Path) -> None:
    log = tmp_path / "serve.log"
    log.write_text("earlier\n")
    lines = "import sys; from pathlib import Path; from app.cli.serve import keep_log_apart\n"
    lines += "keep_log_apart(Path(sys.argv[1])); print('later', file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", lines, str(log)], capture_output=True, text=True, check=True)
    assert (done.stderr, log.read_text()) == ("", "earlier\nlater\n")
