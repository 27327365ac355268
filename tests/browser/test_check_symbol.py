"""The check symbol in JavaScript says of every shared vector what ours says."""

import pytest
from playwright.sync_api import Browser

from tests.postcode.vectors_elsewhere import MODULE, vectors, verdict

pytestmark = pytest.mark.browser


def test_javascript_agrees_on_all_vectors(browser: Browser) -> None:
    page = browser.new_page()
    page.route("**/check-symbol.mjs", lambda route: route.fulfill(path=MODULE, content_type="text/javascript"))
    page.route("**/page", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page.goto("http://localhost/page")
    rows = list(vectors())
    script = """async (rows) => {
        const { checkSymbol } = await import("/check-symbol.mjs");
        return rows.map(({ base, unit }) => checkSymbol(base, unit));
    }"""
    found = page.evaluate(script, rows)
    assert [verdict(row, symbol) for row, symbol in zip(rows, found, strict=True)] == [row["verdict"] for row in rows]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("11024-22F2345/2506-T", "right"),
        ("1102422f2345/2506-t", "right"),
        ("11024 22F2345 / 2506 - T", "right"),
        ("11024-22F2345/2560-T", "wrong"),
        ("11024-22F2345", "unchecked"),
        ("11024-22F2345/2506", "unchecked"),
        ("1102422F23457", "right"),
        ("11024-22F234A", "malformed"),
        ("", "malformed"),
    ],
)
def test_javascript_inspects_what_people_write(browser: Browser, text: str, said: str) -> None:
    page = browser.new_page()
    page.route("**/check-symbol.mjs", lambda route: route.fulfill(path=MODULE, content_type="text/javascript"))
    page.route("**/page", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page.goto("http://localhost/page")
    script = 'async (text) => (await import("/check-symbol.mjs")).inspect(text)'
    assert page.evaluate(script, text) == said
