import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.api.pages.site import FILES, MAPLIBRE, OURS, PAGES


def test_the_page_speaks_vietnamese_first_and_english_beside_it(demo: TestClient) -> None:
    page = demo.get("/")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.text.index("Địa chỉ hoặc mã Vpostcode") < page.text.index("Address or Vpostcode")


@pytest.mark.parametrize("name", OURS)
def test_each_file_of_the_page_is_served_with_its_own_type(demo: TestClient, name: str) -> None:
    kinds = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml"}
    assert demo.get(f"/assets/{name}").headers["Content-Type"] == kinds[name.rpartition(".")[2]]


def test_a_browser_that_has_a_file_is_told_so(demo: TestClient) -> None:
    first = demo.get("/assets/page.js")
    again = demo.get("/assets/page.js", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_every_file_in_the_folder_is_served() -> None:
    assert {path.name for path in (PAGES / "assets").iterdir()} == set(OURS)


def test_modules_of_the_map_are_served_as_javascript(
    demo: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "maplibre-gl.mjs"
    module.write_text("export {};")
    monkeypatch.setitem(FILES, "maplibre/maplibre-gl.mjs", module)  # type: ignore[misc]
    assert demo.get("/assets/maplibre/maplibre-gl.mjs").headers["Content-Type"] == "text/javascript; charset=utf-8"


def test_a_map_that_is_not_installed_is_a_problem_and_not_a_crash(
    demo: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FILES, "maplibre/maplibre-gl.mjs", tmp_path / "none.mjs")  # type: ignore[misc]
    assert demo.get("/assets/maplibre/maplibre-gl.mjs").status_code == 404


def test_a_file_that_is_not_on_the_list_is_not_served(demo: TestClient) -> None:
    assert (MAPLIBRE.parent / "package.json").name == "package.json"
    for path in ("maplibre/../package.json", "maplibre/maplibre-gl-dev.mjs", "../index.html", "%2e%2e/index.html"):
        assert demo.get(f"/assets/{path}").status_code == 404


@pytest.mark.parametrize("path", sorted(PAGES.rglob("*.*")), ids=lambda path: path.name)
def test_the_page_asks_no_other_host_for_anything(path: Path) -> None:
    addresses = set(re.findall(r"https?://[^\s\"'<>)]+|(?<=[\"'(])//[^\s\"'<>)]+", path.read_text(encoding="utf-8")))
    assert addresses <= {"http://www.w3.org/2000/svg"}


def test_the_page_has_no_script_or_style_inside_it() -> None:
    page = (PAGES / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*\bsrc=)", page)
