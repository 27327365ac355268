import re
import zlib

import pytest
from starlette.testclient import TestClient

from app.api.pages.console import VIEWS
from app.api.pages.site import CONSOLE, PAGES

FOLDER = PAGES / "console"
OWN_SCRIPT_LIMIT = 60_000


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_has_an_address_of_its_own_that_gives_the_shell(demo: TestClient, view: str) -> None:
    page = demo.get(
        view.format(
            household_id="0190a000-0000-7000-8000-00000000000a",
            code="00001",
            import_id="0190a000-0000-7000-8000-00000000000b",
        )
    )
    assert page.text == (FOLDER / "index.html").read_text(encoding="utf-8")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"


def test_an_address_that_is_no_view_has_no_page(demo: TestClient) -> None:
    assert demo.get("/console/settings").status_code == 404


@pytest.mark.parametrize("name", CONSOLE)
def test_each_file_of_the_console_is_served(demo: TestClient, name: str) -> None:
    assert demo.get(f"/assets/console/{name}").content == (FOLDER / name).read_bytes()


def test_every_file_in_the_folder_is_listed() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*CONSOLE, "index.html"}


def test_the_shell_has_no_script_or_style_inside_it() -> None:
    assert not re.search(
        r"<style|style=|\son\w+=|<script(?![^>]*\bsrc=)", (FOLDER / "index.html").read_text(encoding="utf-8")
    )


def test_no_text_is_ever_read_as_markup() -> None:
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(")
    assert [path.name for path in FOLDER.glob("*.js") if forbidden.search(path.read_text(encoding="utf-8"))] == []


def test_all_own_script_together_is_light() -> None:
    shared = ("dom.js", "maplibre.js")
    scripts = [*FOLDER.glob("*.js"), *(PAGES / "assets" / name for name in shared)]
    assert sum(len(zlib.compress(path.read_bytes(), 6)) for path in scripts) <= OWN_SCRIPT_LIMIT
