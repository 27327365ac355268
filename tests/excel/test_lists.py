"""Lists as Excel files, on both databases."""

import csv
import os
import re
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.access.principal import Principal
from app.audit import audit_commune
from app.db.datasets import finish_dataset
from app.db.upsert import LoadCount
from app.workflow.model import EditKind
from tests.api.callers import calling_as
from tests.editing.town import AN, HOME, MORNING, STRANGER, Town, household_id
from tests.excel.files import ALLEYS, CODE, ID, MARK, NUMBER, STREET, notes_of, sheet_rows, table_of, written

HOSTILE = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    '=HYPERLINK("http://a.b","x")',
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "{=1+1}",
    "00123",
)


def get(client: TestClient, url: str, *, by: Principal = AN) -> Response:
    with calling_as(client, by):
        return client.get(url)


def book(client: TestClient, query: str = f"commune={HOME}", *, by: Principal = AN) -> bytes:
    answer = get(client, f"/v1/register/households.xlsx?{query}", by=by)
    assert answer.status_code == 200, answer.text
    return answer.content


@pytest.fixture
def hostile(town: Town) -> Town:
    """Texts that a spreadsheet might run, in the register by whatever way."""
    for number, text in enumerate(HOSTILE[:6], start=1):
        town.done(EditKind.CORRECT, number, house_number=text, street=HOSTILE[-number])
    return town


@pytest.mark.parametrize(
    "query", ["", "&status=certified", "&status=retired", "&street=Hàng Trống", "&q=10", "&q=khong"]
)
def test_file_has_exactly_the_households_of_the_screen(client: TestClient, town: Town, query: str) -> None:
    town.done(EditKind.CERTIFY, 2)
    town.done(EditKind.RETIRE, 3)
    listed = get(client, f"/v1/register/households?commune={HOME}{query}").json()
    answer = get(client, f"/v1/register/households.xlsx?commune={HOME}{query}")
    rows = sheet_rows(answer.content)[1:]
    assert [row[0] for row in rows] == [one["id"] for one in listed["households"]]
    assert len(rows) == listed["total"] == int(answer.headers["x-row-count"])
    assert notes_of(answer.content)["Số hộ trong tệp"] == str(listed["total"])


def test_line_says_what_the_screen_says(client: TestClient) -> None:
    listed = get(client, f"/v1/register/households?commune={HOME}").json()["households"][0]
    line = table_of(book(client))[0]
    assert (line[ID], line[CODE], line[NUMBER], line[STREET]) == (listed["id"], listed["code"], "2", "Hàng Trống")
    assert (line["Tình trạng"], line["Kinh độ"], line["Vĩ độ"]) == (
        *("Chờ chứng nhận", round(listed["point"]["lon"], 7), round(listed["point"]["lat"], 7)),
    )
    assert (line["Thửa đất"], line["Địa chỉ đầy đủ"]) == ("tờ 1, thửa 1", listed["address_line"])


def test_file_says_what_it_is(client: TestClient, town: Town) -> None:
    town.done(EditKind.CERTIFY, 2)
    town.write(lambda session: finish_dataset(session, 1, count=LoadCount(), rejected=0, doubtful=0, at=MORNING))
    notes = notes_of(book(client, f"commune={HOME}&status=certified&street=Hàng Trống"))
    assert (notes["Tình trạng đã chọn"], notes["Đường, phố đã chọn"]) == ("Đã chứng nhận", "Hàng Trống")
    assert notes["Xã, phường"].endswith(f"({HOME})")
    assert re.fullmatch(r"\d\d:\d\d ngày \d\d/\d\d/\d{4} \(giờ Hà Nội\)", notes["Lập lúc"])
    assert re.fullmatch(r"2 bước, dấu niêm [0-9a-f]{16}", notes["Nhật ký sửa đổi"])
    assert notes["Dữ liệu nhập sau cùng"].endswith("nhập lúc 09:00 ngày 22/11/2026")


def test_headings_filter_and_stay_ids_are_hidden_and_only_addresses_are_open(client: TestClient) -> None:
    with zipfile.ZipFile(BytesIO(book(client))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<autoFilter ref="A1:T7"/>' in sheet
    assert re.search(r'<pane ySplit="1"[^>]*state="frozen"', sheet)
    assert re.findall(r'<col min="(\d+)" max="(\d+)" [^>]*hidden="1"', sheet) == [("1", "2")]
    protection = re.search(r"<sheetProtection [^>]*>", sheet)
    assert protection is not None
    assert 'autoFilter="0"' in protection[0]
    assert "password" not in protection[0]


def test_mark_changes_with_the_household_only(client: TestClient, town: Town) -> None:
    before = {row[ID]: row[MARK] for row in table_of(book(client))}
    town.done(EditKind.CERTIFY, 2)
    after = {row[ID]: row[MARK] for row in table_of(book(client))}
    assert {id_ for id_ in before if before[id_] != after[id_]} == {household_id(2)}


def test_hostile_texts_are_written_as_texts(client: TestClient, hostile: Town) -> None:
    content = book(client)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower().replace("hyperlink(", "")
    by_id = {row[ID]: row for row in table_of(content)}
    assert [by_id[household_id(n)][NUMBER] for n in range(1, 7)] == list(HOSTILE[:6])


def test_office_calculates_nothing(client: TestClient, hostile: Town, tmp_path: Path) -> None:
    content = book(client)
    (flat,) = converted(tmp_path, content, "fods")
    assert "table:formula" not in flat.read_text(encoding="utf-8")
    (list_, *_) = converted(tmp_path, content, "csv")
    with list_.open(encoding="utf-8", newline="") as file:
        lines = {line[ID]: line for line in csv.DictReader(file)}
    assert [lines[household_id(n)][NUMBER] for n in range(1, 7)] == list(HOSTILE[:6])


def converted(folder: Path, content: bytes, form: str) -> list[Path]:
    """The file as LibreOffice understands it, in another format."""
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("VPOSTCODE_REQUIRE_OFFICE") == "1":
            pytest.fail("LibreOffice is not installed")
        pytest.skip("LibreOffice is not installed")
    path = written(folder, content)
    target = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false" if form == "csv" else form
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", target, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return sorted(folder.glob(f"*.{form}"))


def test_alleys_are_written_from_the_street_inwards(client: TestClient, town: Town) -> None:
    town.done(EditKind.CORRECT, 1, alley_path=("12", "5"))
    assert {row[ALLEYS] for row in table_of(book(client))} == {"12/5", ""}


def test_findings_of_the_file_are_those_of_the_screen(client: TestClient, town: Town) -> None:
    audit_commune(town.engine, HOME, at=datetime.now(UTC))
    listed = get(client, f"/v1/findings?commune={HOME}&limit=200").json()
    content = get(client, f"/v1/findings.xlsx?commune={HOME}").content
    assert listed["total"] > 0
    assert [row["Mã phát hiện"] for row in table_of(content)] == [one["id"] for one in listed["findings"]]
    assert [row["Nội dung"] for row in table_of(content)] == [one["text"]["vi"] for one in listed["findings"]]
    notes = notes_of(content)
    assert (notes["Số phát hiện trong tệp"], notes["Tình trạng đã chọn"]) == (str(listed["total"]), "chưa xử lý")


@pytest.mark.parametrize("url", ["/v1/register/households.xlsx", "/v1/findings.xlsx"])
def test_list_of_another_commune_is_refused(client: TestClient, url: str) -> None:
    assert get(client, f"{url}?commune={HOME}", by=STRANGER).status_code == 403


def test_findings_without_a_commune_are_those_of_the_own_one(client: TestClient, town: Town) -> None:
    audit_commune(town.engine, HOME, at=datetime.now(UTC))
    assert table_of(get(client, "/v1/findings.xlsx").content)
    assert table_of(get(client, "/v1/findings.xlsx", by=STRANGER).content) == []


@pytest.mark.parametrize("url", ["/v1/register/households.xlsx?commune=00070&limit=5", "/v1/findings.xlsx?after=x"])
def test_pages_are_no_parameters_of_a_file(client: TestClient, url: str) -> None:
    assert get(client, url).status_code == 400


def test_no_file_stays_behind(client: TestClient, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    book(client)
    assert list(tmp_path.glob("vpostcode-list-*")) == []
