"""The check symbol in other languages says of every shared vector what ours says."""

import csv
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.browser.conftest import browser, chromium
from tests.conftest import ROOT
from tests.db.conftest import cluster

__all__ = ["browser", "chromium", "cluster"]

ELSEWHERE = ROOT / "web" / "check-symbol"
MODULE, QUERY = ELSEWHERE / "check-symbol.mjs", (ELSEWHERE / "check-symbol.sql").read_text(encoding="utf-8")
FORMULA = (ELSEWHERE / "check-symbol.formula.txt").read_text(encoding="utf-8").strip()

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
    <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
  </item>
</oor:items>"""


def vectors() -> Iterator[dict[str, str]]:
    with (ROOT / "postcode" / "vectors" / "check_symbol.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def verdict(row: dict[str, str], symbol: str) -> str:
    return "valid" if symbol == row["symbol"] else "broken"


def test_javascript_agrees_on_all_vectors(browser) -> None:
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
def test_javascript_inspects_what_people_write(browser, text: str, said: str) -> None:
    page = browser.new_page()
    page.route("**/check-symbol.mjs", lambda route: route.fulfill(path=MODULE, content_type="text/javascript"))
    page.route("**/page", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page.goto("http://localhost/page")
    script = 'async (text) => (await import("/check-symbol.mjs")).inspect(text)'
    assert page.evaluate(script, text) == said


def test_sqlite_agrees_on_all_vectors() -> None:
    connection = sqlite3.connect(":memory:")
    for row in vectors():
        ((symbol,),) = connection.execute(QUERY, {"base": row["base"], "unit": row["unit"]})
        assert verdict(row, symbol) == row["verdict"], row


@pytest.mark.postgis
def test_postgresql_agrees_on_all_vectors(cluster: str) -> None:
    query = QUERY.replace("%", "%%").replace(":base", "%(base)s").replace(":unit", "%(unit)s")
    with psycopg.connect(cluster.replace("+psycopg", ""), dbname="postgres") as connection:
        for row in vectors():
            found = connection.execute(query, {"base": row["base"], "unit": row["unit"]}, prepare=True).fetchall()
            assert [verdict(row, symbol) for (symbol,) in found] == [row["verdict"]], row


@pytest.mark.parametrize("symbol", ["I", "u", "-", "é"])
def test_sql_gives_no_row_for_a_foreign_symbol(symbol: str) -> None:
    found = sqlite3.connect(":memory:").execute(QUERY, {"base": "1102422F234" + symbol, "unit": ""}).fetchall()
    assert found == []


def test_spreadsheet_formula_agrees_on_all_vectors(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        message = "no spreadsheet program: install Debian's package libreoffice-calc-nogui"
        if os.environ.get("VPOSTCODE_REQUIRE_OFFICE") == "1":
            pytest.fail(message)
        pytest.skip(message)
    rows = list(vectors())
    with xlsxwriter.Workbook(tmp_path / "codes.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_string(number, 0, row["base"])
            sheet.write_string(number, 1, row["unit"])
            sheet.write_formula(number, 2, FORMULA.replace("$A2", f"$A{number + 1}").replace("$B2", f"$B{number + 1}"))
    settings = tmp_path / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(RECALCULATE, encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    out = tmp_path / "calculated"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(out),
        str(tmp_path / "codes.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    with CalamineWorkbook.from_path(out / "codes.xlsx") as calculated:
        found = [str(line[2]) for line in calculated.get_sheet_by_index(0).to_python()]
    symbols = [symbol.removesuffix(".0") for symbol in found]  # a digit alone is read back as a number
    assert [verdict(row, symbol) for row, symbol in zip(rows, symbols, strict=True)] == [r["verdict"] for r in rows]
