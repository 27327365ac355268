"""Every kind of edit that changes which households there are, sent from its form, approved, and seen afterwards."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.console.conftest import Desk, Seat
from tests.browser.console.small_city import HOAN_KIEM
from tests.browser.console.test_path import decide, heading, households, reason, send, unfold

pytestmark = pytest.mark.browser

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
Line = dict[str, object]


@pytest.fixture
def first(seat: Seat) -> Desk:
    return seat("hoankiem")


@pytest.fixture
def second(seat: Seat) -> Desk:
    return seat("hoankiem.b")


def record(desk: Desk, household: str) -> Line:
    """What the service tells this person of a household."""
    answer = desk.page.context.request.get(f"{desk.base}/v1/register/households/{household}")
    assert answer.ok, answer.text()
    found: Line = answer.json()
    return found


def begin(desk: Desk, household: str, form: str) -> Locator:
    """Open a household and the form; gives back the form when its lock is there."""
    desk.open(f"/console/households/{household}")
    with desk.page.expect_response(lambda answer: answer.url.endswith("/lock")):
        unfold(desk.page, form)
    return desk.page.locator("details[open]")


def propose(page: Page, why: str) -> None:
    reason(page, why)
    send(page)
    expect(page.locator(".say.done")).to_contain_text("Đã gửi đề xuất")


def approve(desk: Desk, why: str) -> None:
    decide(desk, why)
    expect(desk.page.locator(".say.done")).to_contain_text("Đã xử lý 1 đề xuất")


def badge(desk: Desk) -> Locator:
    return desk.page.locator("#what").locator("..").locator(".badge")


def test_a_merged_household_ends_and_its_code_leads_to_the_one_that_stays(first: Desk, second: Desk) -> None:
    todo = households(first, HOAN_KIEM)
    kept, ended = record(first, next(todo)), record(first, next(todo))
    inside = begin(first, str(kept["id"]), "Gộp hộ")
    inside.get_by_role("searchbox").fill(str(ended["code"]))
    inside.get_by_role("button", name="Tìm hộ").click()
    inside.get_by_role("checkbox", name=str(ended["code"])).check()
    propose(first.page, "Hai bản ghi của một nhà")
    approve(second, "Hai bản ghi của một nhà")
    first.open(f"/console/households/{ended['id']}")
    expect(badge(first)).to_contain_text("Đã ngừng")
    row = first.page.locator("#codes").locator("..").get_by_role("row").filter(has_text=str(ended["code"]))
    expect(row).to_contain_text(str(kept["code"]))
    first.open(f"/console/households/{kept['id']}")
    expect(first.page.locator(".code").first).to_have_text(str(kept["code"]))


def test_a_split_household_keeps_its_code_and_the_new_one_gets_another(first: Desk, second: Desk) -> None:
    whole = record(first, next(households(first, HOAN_KIEM)))
    inside = begin(first, str(whole["id"]), "Tách hộ")
    inside.get_by_label("Căn hộ").fill("201")
    inside.get_by_label("Tầng").fill("2")
    propose(first.page, "Tầng hai ở riêng")
    second.open("/console/approve")
    expect(second.page.locator(".edit", has_text="Tầng hai ở riêng")).to_contain_text("hộ mới")
    approve(second, "Tầng hai ở riêng")
    first.open("/console/approve?state=approved")
    card = first.page.locator(".edit", has_text="Tầng hai ở riêng")
    new = card.locator(".target", has_text="201")
    expect(new).to_contain_text("201")
    edits = first.page.context.request.get(f"{first.base}/v1/register/edits?commune={HOAN_KIEM}&state=approved").json()
    [edit] = [one for one in edits["edits"] if one["proposed"]["reason"] == "Tầng hai ở riêng"]
    [part] = [one for one in edit["targets"] if one["before"] is None]
    first.open(f"/console/households/{part['household_id']}")
    heading(first.page, "201")
    expect(first.page.locator(".code").first).not_to_have_text(str(whole["code"]))
    first.open(f"/console/households/{whole['id']}")
    expect(first.page.locator(".code").first).to_have_text(str(whole["code"]))


def test_a_household_added_on_an_empty_parcel_has_a_code_and_a_place(first: Desk, second: Desk) -> None:
    asked = f"{first.base}/v1/findings?commune={HOAN_KIEM}&rule=PARCEL-NO-HOUSEHOLD&limit=1"
    [empty] = first.page.context.request.get(asked).json()["findings"]
    first.open("/console/worklist?rule=PARCEL-NO-HOUSEHOLD")
    first.page.locator("tbody a").first.click()
    heading(first.page, "Thêm một hộ")
    page = first.page
    expect(page.get_by_label("Thửa đất")).to_have_value("/".join(str(empty["parcel"]).split("-")[1:]))
    _, sheet, number = str(empty["parcel"]).split("-")
    expect(page.locator("main")).to_contain_text(f"tờ {sheet}, thửa {number}")
    page.get_by_label("Số nhà").fill("777")
    page.get_by_label("Đường, phố").fill("Hàng Bài")
    page.get_by_role("textbox", name="Lý do").fill("Nhà chưa có trong sổ")
    page.get_by_role("button", name="Gửi đề xuất").click()
    heading(page, "Duyệt")
    expect(page.locator(".edit", has_text="Nhà chưa có trong sổ")).to_contain_text("Số 777")
    approve(second, "Nhà chưa có trong sổ")
    found = f"{first.base}/v1/register/households?commune={HOAN_KIEM}&q=777 Hàng Bài"
    [new] = first.page.context.request.get(found).json()["households"]
    first.open(f"/console/households/{new['id']}")
    heading(first.page, "777")
    expect(first.page.locator(".code").first).to_contain_text("-")
    expect(badge(first)).to_contain_text("Đã chứng nhận")


def test_a_retired_household_has_no_code_and_no_forms(first: Desk, second: Desk) -> None:
    one = record(first, next(households(first, HOAN_KIEM)))
    begin(first, str(one["id"]), "Ngừng dùng")
    propose(first.page, "Nhà đã phá")
    approve(second, "Nhà đã phá")
    first.open(f"/console/households/{one['id']}")
    expect(badge(first)).to_contain_text("Đã ngừng")
    expect(first.page.get_by_text("Hộ đã ngừng dùng nên không còn mã.")).to_be_visible()
    expect(first.page.get_by_role("heading", name="Sửa")).to_have_count(0)
    expect(first.page.locator("#history").locator("..")).to_contain_text("Nhà đã phá")


def test_an_attached_file_reaches_the_second_person_unchanged(first: Desk, second: Desk, tmp_path: Path) -> None:
    inside = begin(first, next(households(first, HOAN_KIEM)), "Chứng nhận")
    paper = tmp_path / "bien-ban.pdf"
    paper.write_bytes(PDF)
    inside.get_by_label("Căn cứ").fill("Biên bản kiểm tra")
    inside.get_by_label("Ảnh hoặc PDF").set_input_files(paper)
    propose(first.page, "Có biên bản kèm theo")
    second.open("/console/approve")
    card = second.page.locator(".edit", has_text="Có biên bản kèm theo")
    expect(card).to_contain_text("Biên bản kiểm tra")
    with second.page.expect_download() as download:
        card.get_by_role("link", name="Tải tệp căn cứ").click()
    assert Path(download.value.path()).read_bytes() == PDF
    approve(second, "Có biên bản kèm theo")
    second.open("/console/approve?state=approved")
    expect(second.page.locator(".edit", has_text="Có biên bản kèm theo")).to_contain_text("Tải tệp căn cứ")
