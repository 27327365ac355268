"""GDAL brings its key along as the page for users of QGIS says."""

import re
from io import StringIO
from pathlib import Path

import pytest

from app.db.engine import migrate
from app.db.register import LazyRegister
from app.issue_keys import issue_key
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from tests.access.conftest import NOW
from tests.access.test_keys import WANTED
from tests.api.city import MemoryEngine
from tests.conftest import ROOT
from tests.docs.pages import examples
from tests.features import gdal_client
from tests.listening import listening

PAGE = ROOT / "docs" / "how-to" / "open-the-layers-in-qgis.md"
COMMANDS = [one.body for one in examples(PAGE) if "OAPIF:" in one.body]
PUBLIC = ["communes", "coverage", "service-points"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_key_opens_the_layers_for_gdal_as_the_page_sets_it(tmp_path: Path, command: str) -> None:
    register = LazyRegister((settings := Settings(home=tmp_path, anonymous_keystrokes_rate=0)).db_url)
    migrate(register.engine)
    key, engine = issue_key(register, WANTED, at=NOW).written(), MemoryEngine()
    named = dict(re.findall(r"--config (\w+) (\S+)", command))
    given = {name: value.replace("vpc_…", key) for name, value in named.items()}
    with listening(create_app(settings, find_engine=lambda: engine, logger=make_logger(StringIO()))) as url:
        assert gdal_client.layers(f"OAPIF:{url}/ogc") == PUBLIC
        assert gdal_client.layers(f"OAPIF:{url}/ogc", **given) == [*PUBLIC, "parcels", "households"]


def test_the_page_shows_commands_with_a_key() -> None:
    assert len(COMMANDS) == 2
