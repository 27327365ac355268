"""The receiver that the page shows, word for word, against what a receiver meets: forgeries, repeats, old messages."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import Popen
from sys import executable
from time import monotonic, sleep

import httpcore2
import orjson
import pytest

from app.webhooks.signing import secret_of, signed_headers
from tests.conftest import ROOT
from tests.docs.pages import examples, free_port

PAGE = ROOT / "docs" / "how-to" / "receive-webhooks.md"
OLD, NEW, FOREIGN = (secret_of(b"k" * 32, one, 1) for one in ("old", "new", "foreign"))
CHANGE = {"sequence": 7, "kind": "issued", "household_id": "h", "commune_code": "00070", "code": "c"}
BODY = orjson.dumps({"type": "changes", "timestamp": "2026-11-22T10:03:05Z", "data": {"changes": [CHANGE]}}).decode()
UP_WITHIN_S = 60.0


@pytest.fixture
def hook(tmp_path: Path) -> Iterator[str]:
    """The address of the program, which knows two secrets."""
    (program,) = (one.body for one in examples(PAGE) if one.note == "file: receiver.py")
    (tmp_path / "receiver.py").write_text(program, encoding="utf-8")
    (tmp_path / "secrets.txt").write_text(f"{NEW}\n{OLD}\n", encoding="ascii")
    url = f"http://127.0.0.1:{(port := free_port())}/vpostcode"
    with (tmp_path / "out.txt").open("wb") as out:
        process = Popen([executable, "receiver.py", port], cwd=tmp_path, stdout=out, stderr=out)
    try:
        wait_for(url)
        yield url
    finally:
        process.kill()
        process.wait()


def wait_for(url: str) -> None:
    until = monotonic() + UP_WITHIN_S
    while True:
        try:
            httpcore2.request("GET", url)
            return
        except httpcore2.NetworkError:
            assert monotonic() < until
            sleep(0.05)


def send(url: str, *secrets: str, body: str = BODY, message_id: str = "msg_1", age_s: int = 0) -> int:
    at = datetime.now(UTC) - timedelta(seconds=age_s)
    headers = signed_headers(secrets, message_id=message_id, at=at, body=BODY)
    status: int = httpcore2.request("POST", url, headers=dict(headers), content=body.encode()).status
    return status


def noted(folder: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "webhooks.sqlite") as copy:
        return copy.execute("SELECT * FROM change").fetchall()


def test_a_message_is_noted_once_whichever_secret_signed_it(hook: str, tmp_path: Path) -> None:
    assert [send(hook, NEW, OLD), send(hook, OLD), send(hook, NEW)] == [204, 204, 204]
    assert noted(tmp_path) == [(7, "issued", "h", "c")]
    assert (tmp_path / "out.txt").read_text().count("changes msg_1") == 1


def test_what_is_forged_changed_or_old_is_refused(hook: str, tmp_path: Path) -> None:
    assert send(hook, FOREIGN) == 401
    assert send(hook, NEW, body=BODY.replace("issued", "retired")) == 401
    assert send(hook, NEW, age_s=301) == 401
    assert noted(tmp_path) == []
