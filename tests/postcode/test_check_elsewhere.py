"""The check symbol in SQL and in a spreadsheet says of every shared vector what ours says."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.postcode.vectors_elsewhere import FORMULA, QUERY, vectors, verdict

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
    <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
  </item>
</oor:items>"""


def test_sqlite_agrees_on_all_vectors() -> None:
    connection = sqlite3.connect(":memory:")
    for row in vectors():
        ((symbol,),) = connection.execute(QUERY, {"base": row["base"], "unit": row["unit"]})
        assert verdict(row, symbol) == row["verdict"], row


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
