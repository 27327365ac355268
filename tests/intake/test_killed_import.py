"""An import that is killed leaves the register as it was, and can be run again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.db import read
from app.db.engine import read_session
from geocoding.layers.rows import Layer
from tests.intake.conftest import Desk

ROWS = 20_000
SCRIPT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from app.db import load
from app.db.engine import open_engine
from app.intake import ImportRequest, import_layer, importing
from geocoding.layers.rows import Layer

def stopping(original):
    def slow(*args, **kwargs):
        done = original(*args, **kwargs)
        print("loaded", flush=True)
        input()
        return done
    return slow
if sys.argv[4] == "after the first part":
    load.load_households = stopping(load.load_households)
else:
    importing.finish_dataset = stopping(importing.finish_dataset)
request = ImportRequest(path=Path(sys.argv[2]), layer=Layer.HOUSEHOLDS)
import_layer(open_engine(sys.argv[1]), request, at=datetime.now(UTC), reports=Path(sys.argv[3]))
"""


@pytest.mark.parametrize("moment", ["while reading", "after the first part", "before the commit"])
def test_a_killed_import_leaves_nothing_and_can_be_run_again(desk: Desk, moment: str) -> None:
    lines = "".join(f"h{n},{n},Phố Huế,00070,1,{n % 4 + 1}\n" for n in range(ROWS))
    path = desk.lay("h.csv", "external_id,house_number,street,commune_code,sheet,parcel\n" + lines)
    with read_session(desk.engine) as session:
        before = read.counts(session)
    _kill(desk, path, moment)
    with read_session(desk.engine) as session:
        counts = read.counts(session)
    assert (counts["household"], counts["dataset"]) == (0, before["dataset"])
    assert not list(desk.reports.glob("*.pending"))
    report = desk.take("h.csv", Layer.HOUSEHOLDS)
    assert (report.added, report.repeated) == (ROWS, False)


def _kill(desk: Desk, path: Path, moment: str) -> None:
    command = [sys.executable, "-c", SCRIPT, desk.url, str(path), str(desk.reports), moment]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if moment == "while reading":
            time.sleep(1.5)
        else:
            assert process.stdout is not None
            assert process.stdout.readline() == b"loaded\n"
        os.kill(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
