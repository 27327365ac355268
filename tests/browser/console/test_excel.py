"""Excel both ways in the browser: export, edit, send in, look, propose, approve; the register and coverage follow."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.console.conftest import DESKTOP, PHONE, Desk, Seat, needs_axe, overflow, violations
from tests.browser.console.small_city import HOAN_KIEM
from tests.excel.files import ID, NUMBER, STREET, Row, book_of, notes_of, table_of, written

pytestmark = pytest.mark.browser


def exported(desk: Desk) -> bytes:
    """The list of households as the person gets it from the page."""
    desk.open("/console/files")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name="Tải Excel").click()
    assert download.value.suggested_filename == f"ho-{HOAN_KIEM}.xlsx"
    return Path(download.value.path()).read_bytes()


def send_in(desk: Desk, path: Path) -> None:
    desk.open("/console/files")
    desk.page.locator("input[type=file]").set_input_files(path)
    desk.page.get_by_role("button", name="So sánh với sổ").click()
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("Tệp so với sổ")


def free_rows(desk: Desk, rows: list[Row]) -> list[Row]:
    """Lines of households that nobody waits for."""
    answer = desk.page.context.request.get(f"{desk.base}/v1/register/households?commune={HOAN_KIEM}&limit=200").json()
    busy = {one["id"] for one in answer["households"] if one["open_edits"] or one["lock"]}
    return [row for row in rows if row[ID] not in busy]


def open_findings(desk: Desk, household: object) -> set[str]:
    found = desk.page.context.request.get(
        f"{desk.base}/v1/findings?commune={HOAN_KIEM}&household={household}&limit=200"
    )
    return {one["rule"] for one in found.json()["findings"]}


def test_from_the_export_to_the_changed_register(seat: Seat, tmp_path: Path) -> None:
    first, second = seat("hoankiem"), seat("hoankiem.b")
    content = exported(first)
    listed = first.page.context.request.get(f"{first.base}/v1/register/households?commune={HOAN_KIEM}&limit=1").json()
    rows = table_of(content)
    assert len(rows) == listed["total"] == int(notes_of(content)["Số hộ trong tệp"])
    one, other = free_rows(first, rows)[:2]
    household, old = one[ID], str(one[NUMBER])
    before = open_findings(first, household)
    one[NUMBER], other[NUMBER] = "888", "@SUM(1)"
    send_in(first, written(tmp_path, book_of(rows, headings=list(rows[0]))))
    body = first.page.locator("main")
    expect(body).to_contain_text("Chưa có gì được lưu")
    expect(body.locator("ins", has_text="888")).to_be_visible()
    expect(body.locator("del").first).to_have_text(old)
    unchanged = first.page.context.request.get(f"{first.base}/v1/register/households/{household}").json()
    assert (unchanged["address"]["house_number"], unchanged["open_edits"]) == (old, 0)
    first.page.get_by_role("button", name="Gửi đề xuất 1 dòng").click()
    dialog = first.page.get_by_role("dialog")
    dialog.get_by_label("Lý do").fill("Đi thực địa theo danh sách")
    dialog.get_by_role("button", name="Gửi đề xuất").click()
    expect(first.page.locator(".say.done")).to_contain_text("Đã gửi 1 đề xuất")
    expect(body).to_contain_text("Đã đề xuất")
    second.open("/console/approve")
    waiting = second.page.locator(".edit", has_text="Đi thực địa theo danh sách")
    expect(waiting.locator("ins")).to_have_text("888")
    waiting.get_by_role("checkbox").check()
    second.page.locator(".picked").get_by_role("button", name="Duyệt").click()
    second.page.get_by_role("dialog").get_by_role("button", name="Duyệt").click()
    expect(second.page.locator(".say.done")).to_contain_text("Đã xử lý 1 đề xuất")
    changed = first.page.context.request.get(f"{first.base}/v1/register/households/{household}").json()
    assert changed["address"]["house_number"] == "888"
    for _ in range(40):
        found = open_findings(first, household)
        if found != before:
            break
        first.page.wait_for_timeout(500)
    assert found != before, "a house number out of its order is a finding"
    assert (first.screen.errors, first.screen.foreign) == ([], [])


def test_file_of_the_worklist_has_as_many_lines_as_the_screen_says(seat: Seat) -> None:
    desk = seat("hoankiem")
    desk.open("/console/worklist?severity=warning")
    shown = (desk.page.locator(".total b").first.text_content() or "").replace(".", "")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name="Tải Excel").click()
    content = Path(download.value.path()).read_bytes()
    assert str(len(table_of(content))) == shown
    assert notes_of(content)["Mức đã chọn"] == "cảnh báo"


def test_file_that_is_no_list_is_told_beside_the_field(seat: Seat, tmp_path: Path) -> None:
    desk = seat("hoankiem")
    desk.open("/console/files")
    desk.page.locator("input[type=file]").set_input_files(written(tmp_path, b"PK\x03\x04nothing"))
    desk.page.get_by_role("button", name="So sánh với sổ").click()
    expect(desk.page.locator(".summary")).to_contain_text("Không đọc được tệp")


@needs_axe
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_comparison_fits_and_is_open_to_everybody(seat: Seat, tmp_path: Path, size: tuple[int, int]) -> None:
    desk = seat("hoankiem", size=size)
    rows = table_of(exported(desk))
    mine = free_rows(desk, rows)
    mine[0][NUMBER], mine[1][STREET], mine[2][ID] = "777", "@cmd", ""
    send_in(desk, written(tmp_path, book_of(rows, headings=list(rows[0]))))
    expect(desk.page.locator(".rows")).to_be_visible()
    assert violations(desk.page) == []
    assert overflow(desk.page) == 0
    desk.page.get_by_role("button", name="Gửi đề xuất 1 dòng").focus()
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("dialog")).to_be_visible()
    assert violations(desk.page) == []
