"""Executing the examples of a page: its commands in one shell, in order, against a service of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

SERVICE_PORT, PAGE_PORT = "8000", "9000"
"""The ports that pages name; others are used instead."""
MARK = "=== done"
LONGEST_S = 480.0
"""A page whose commands take longer is stuck."""
_FENCE = re.compile(
    r"^(?:<!-- (?P<note>[^>]*) -->\n)?```(?P<kind>[a-z]+)(?: exit=(?P<exit>\d+))?\n(?P<body>.*?)^```$", re.M | re.S
)


@dataclass(frozen=True, slots=True)
class Command:
    """One command with the exit status it must have and the lines it must print; "…" stands for anything."""

    text: str
    exit: int
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One block of a page: `kind` as fenced; `note` is what the comment before it says."""

    kind: str
    note: str
    body: str
    exit: int


def examples(page: Path) -> list[Example]:
    found = _FENCE.finditer(page.read_text(encoding="utf-8"))
    return [Example(one["kind"], one["note"] or "", one["body"], int(one["exit"] or 0)) for one in found]


def commands(example: Example) -> list[Command]:
    """The commands of a console block: "$ " begins one, a backslash ends a line that goes on; all else is printed.

    `exit=` tells the status of the last one; those before it must succeed.
    """
    found = [_command(chunk) for chunk in re.split(r"^\$ ", example.body, flags=re.M)[1:]]
    return [*found[:-1], *(replace(last, exit=example.exit) for last in found[-1:])]


def _command(chunk: str) -> Command:
    lines = chunk.splitlines()
    end = next(number for number, line in enumerate(lines) if not line.endswith("\\"))
    expected = tuple(line for line in lines[end + 1 :] if line.strip() not in {"", "…"})
    return Command("\n".join(lines[: end + 1]), 0, expected)


def is_printed(expected: str, output: str) -> bool:
    """Whether the output holds the line, whatever its spacing."""
    parts = [re.escape(" ".join(part.split())) for part in expected.split("…")]
    return re.search(".*".join(parts), " ".join(output.split())) is not None


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])


class Page:
    """A page whose commands have been executed; what they started lives until the block ends."""

    def __init__(self, path: Path, folder: Path, *, ports: dict[str, str]) -> None:
        self.folder, self.ports = folder, ports
        self.commands = [one for each in self._to_run(path) for one in commands(each)]
        self.outputs: list[tuple[int, str]] = []

    def _to_run(self, path: Path) -> Iterator[Example]:
        for example in examples(path):
            if example.note.startswith("file: "):
                (self.folder / example.note.removeprefix("file: ")).write_text(
                    self.ported(example.body), encoding="utf-8"
                )
            elif example.kind == "console" and not example.note.startswith("not executed: "):
                yield example

    def ported(self, text: str) -> str:
        for named, used in self.ports.items():
            text = re.sub(rf"\b{named}\b", used, text)
        return text

    def script(self) -> str:
        parts = (f"{self.ported(one.text)}\nprintf '\\n{MARK} %s\\n' $?\n" for one in self.commands)
        return "trap 'kill $(jobs -p) 2>/dev/null' EXIT\n" + "".join(parts) + "read -r\n"


@contextmanager
def executed(path: Path, folder: Path, *, home: Path | None, service_port: str) -> Iterator[Page]:
    """The page after its commands ran in the folder; `home` is the product's, None for its default."""
    page = Page(path, folder, ports={SERVICE_PORT: service_port, PAGE_PORT: free_port()})
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "COLUMNS": "200",
        **({"VPOSTCODE_HOME": str(home)} if home else {}),
        **({"PYTHONPATH": os.environ["PYTHONPATH"]} if "PYTHONPATH" in os.environ else {}),
    }
    shell = subprocess.Popen(
        ["bash", "-c", page.script()],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert shell.stdin is not None
    assert shell.stdout is not None
    # With all that it started: whatever lives on would keep its output open, and the test waiting.
    watchdog = threading.Timer(LONGEST_S, os.killpg, (shell.pid, signal.SIGKILL))
    watchdog.start()
    try:
        said: list[str] = []
        while len(page.outputs) < len(page.commands):
            line = shell.stdout.readline()
            assert line, f"the shell ended at: {page.commands[len(page.outputs)].text}\n{''.join(said)}"
            if line.startswith(MARK):
                page.outputs.append((int(line.split()[-1]), "".join(said)))
                said.clear()
            else:
                said.append(line)
        yield page
    finally:
        watchdog.cancel()
        shell.communicate("\n", timeout=30)
