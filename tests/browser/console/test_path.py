"""The whole path of a correction between two people, and what happens when they meet."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.console.conftest import PHONE, Desk, Seat, needs_axe, needs_map, overflow, violations
from tests.browser.console.small_city import HOAN_KIEM, KIM_LIEN

pytestmark = pytest.mark.browser


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def households(desk: Desk, commune: str, *, status: str = "proposed") -> Iterator[str]:
    """The ids of the households of a commune that nobody waits for."""
    answer = desk.page.context.request.get(
        f"{desk.base}/v1/register/households?commune={commune}&status={status}&limit=200"
    )
    assert answer.ok, answer.text()
    return iter([one["id"] for one in answer.json()["households"] if not one["open_edits"] and not one["lock"]])


def unfold(page: Page, name: str) -> None:
    page.locator("summary", has_text=name).click()


def reason(page: Page, text: str = "Đã xem tại chỗ") -> None:
    page.locator("details[open]").get_by_role("textbox", name="Lý do").fill(text)


def send(page: Page) -> None:
    page.locator("details[open]").get_by_role("button", name="Gửi đề xuất").click()


def certify(desk: Desk, household: str, why: str) -> None:
    desk.open(f"/console/households/{household}")
    unfold(desk.page, "Chứng nhận")
    reason(desk.page, why)
    send(desk.page)
    expect(desk.page.locator(".say.done")).to_contain_text("Đã gửi đề xuất")


def decide(desk: Desk, why: str, *, button: str = "Duyệt") -> None:
    desk.open("/console/approve")
    desk.page.locator(".edit", has_text=why).get_by_role("checkbox").check()
    desk.page.locator(".picked").get_by_role("button", name=button).click()
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Lý do").fill("Đã so với hồ sơ")
    dialog.get_by_role("button", name=button).click()


def share(desk: Desk) -> float:
    desk.open("/console")
    text = desk.page.locator(".lead .big").text_content() or ""
    return float(text.removesuffix(" %").replace(",", "."))


def test_from_the_worst_finding_to_a_higher_coverage(seat: Seat) -> None:
    """Sign in → own commune → a finding → fix → a second person approves → coverage rises."""
    first, second = seat("kimlien.a"), seat("kimlien.b")
    before = share(first)
    first.page.locator(".task").first.get_by_role("link").click()
    heading(first.page, "Việc cần làm")
    first.open("/console/worklist")
    expect(first.page.locator("tbody a").first).to_be_visible()
    todo = households(first, KIM_LIEN)
    for number in range(2):
        certify(first, next(todo), f"Đợt một, hộ {number}")
    first.open("/console/approve")
    own = first.page.locator(".edit", has_text="Đợt một, hộ 0")
    expect(own).to_contain_text("cần một người khác duyệt")
    expect(own.get_by_role("checkbox")).to_have_count(0)
    for number in range(2):
        decide(second, f"Đợt một, hộ {number}")
        expect(second.page.locator(".say.done")).to_contain_text("Đã xử lý 1 đề xuất")
    expect(second.page.locator(".edit", has_text="Đợt một")).to_have_count(0)
    for _ in range(40):
        after = share(second)
        if after > before:
            break
        second.page.wait_for_timeout(500)
    assert after > before


def test_a_corrected_number_is_shown_before_and_after_and_in_the_history(seat: Seat) -> None:
    first, second = seat("kimlien.a"), seat("kimlien.b")
    household = next(households(first, KIM_LIEN))
    first.open(f"/console/households/{household}")
    unfold(first.page, "Sửa địa chỉ")
    number = first.page.locator("details[open]").get_by_label("Số nhà")
    old = number.input_value()
    number.fill("999")
    reason(first.page, "Biển số nhà ghi 999")
    send(first.page)
    expect(first.page.locator(".say.done")).to_be_visible()
    second.open("/console/approve")
    row = second.page.locator(".edit", has_text="Biển số nhà ghi 999")
    expect(row.locator("del")).to_have_text(old)
    expect(row.locator("ins")).to_have_text("999")
    decide(second, "Biển số nhà ghi 999")
    expect(second.page.locator(".say.done")).to_be_visible()
    second.open(f"/console/households/{household}")
    heading(second.page, "999")
    expect(second.page.locator("#history").locator("..")).to_contain_text("Biển số nhà ghi 999")


def test_what_was_approved_today_can_be_undone(seat: Seat) -> None:
    first, second = seat("hoankiem"), seat("hoankiem.b")
    household = next(households(first, HOAN_KIEM))
    certify(first, household, "Chứng nhận nhầm")
    decide(second, "Chứng nhận nhầm")
    expect(second.page.locator(".say.done")).to_be_visible()
    first.open("/console/approve?state=approved")
    first.page.locator(".edit", has_text="Chứng nhận nhầm").get_by_role("button", name="Hoàn tác").click()
    dialog = first.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Lý do").fill("Nhầm nhà")
    dialog.get_by_role("button", name="Hoàn tác").click()
    expect(first.page.locator(".say.done")).to_be_visible()
    first.open("/console/approve?state=undone")
    expect(first.page.locator(".edit", has_text="Chứng nhận nhầm")).to_contain_text("Nhầm nhà")
    first.open(f"/console/households/{household}")
    expect(first.page.locator(".badge").first).to_contain_text("Chờ chứng nhận")


def test_a_household_that_a_colleague_edits_can_only_be_read(seat: Seat) -> None:
    first, second = seat("kimlien.a"), seat("kimlien.b")
    household = next(households(first, KIM_LIEN))
    first.open(f"/console/households/{household}")
    with first.page.expect_response(lambda answer: answer.url.endswith("/lock")):
        unfold(first.page, "Sửa địa chỉ")
    second.open(f"/console/households/{household}")
    expect(second.page.locator(".say.warning").first).to_contain_text("Đồng nghiệp đang sửa hộ này")
    expect(second.page.locator(".say.warning").first).to_contain_text("Cán bộ kimlien.a")
    expect(second.page.get_by_role("heading", name="Sửa")).to_have_count(0)
    with first.page.expect_response(lambda answer: answer.request.method == "DELETE"):
        first.page.get_by_role("link", name="Địa bàn").click()
    second.page.get_by_role("button", name="Xem lại").click()
    expect(second.page.get_by_role("heading", name="Sửa")).to_be_visible()


def test_two_who_open_a_form_at_the_same_time_do_not_both_get_it(seat: Seat) -> None:
    first, second = seat("kimlien.a"), seat("kimlien.b")
    household = next(households(first, KIM_LIEN))
    for desk in (first, second):
        desk.open(f"/console/households/{household}")
    with first.page.expect_response(lambda answer: answer.url.endswith("/lock")):
        unfold(first.page, "Sửa địa chỉ")
    unfold(second.page, "Sửa địa chỉ")
    expect(second.page.locator(".edits .say.held")).to_contain_text("Cán bộ kimlien.a đang sửa")
    first.page.get_by_role("link", name="Địa bàn").click()
    heading(first.page, "Phường Kim Liên")


def test_what_the_service_refuses_is_said_beside_the_field(seat: Seat) -> None:
    desk = seat("kimlien.a")
    desk.open(f"/console/households/{next(households(desk, KIM_LIEN))}")
    unfold(desk.page, "Dời điểm")
    inside = desk.page.locator("details[open]")
    inside.get_by_label("Kinh độ").fill("105.7000000")
    expect(inside.get_by_text(re.compile("Xa hơn thường lệ"))).to_be_visible()
    reason(desk.page)
    send(desk.page)
    expect(inside.locator(".summary")).to_be_focused()
    expect(inside.get_by_label("Kinh độ")).to_have_attribute("aria-invalid", "true")
    expect(inside.locator(".wrong:visible").first).to_contain_text("vị trí nằm ngoài")
    inside.get_by_label("Kinh độ").fill("105.8")
    desk.page.get_by_role("link", name="Địa bàn").click()
    desk.page.get_by_role("button", name="Bỏ thay đổi").click()
    heading(desk.page, "Phường Kim Liên")


@needs_map
def test_a_point_is_moved_by_a_click_on_the_map(seat: Seat) -> None:
    desk = seat("kimlien.a")
    desk.open(f"/console/households/{next(households(desk, KIM_LIEN))}")
    unfold(desk.page, "Dời điểm")
    lon = desk.page.locator("details[open]").get_by_label("Kinh độ")
    old = lon.input_value()
    canvas = desk.page.locator(".frame .maplibregl-canvas")
    expect(canvas).to_have_css("cursor", "crosshair")
    canvas.click(position={"x": 60, "y": 60})
    expect(lon).not_to_have_value(old)
    expect(desk.page.get_by_text(re.compile("Cách điểm cũ"))).to_be_visible()


def test_a_household_is_certified_with_the_keyboard_alone(seat: Seat) -> None:
    desk = seat("kimlien.a")
    page = desk.page
    desk.open(f"/console/households/{next(households(desk, KIM_LIEN))}")
    for _ in range(60):
        page.keyboard.press("Tab")
        if str(page.evaluate("document.activeElement.innerText")).startswith("Chứng nhận"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Chỉ dùng bàn phím")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".say.done")).to_contain_text("Đã gửi đề xuất")
    expect(page.locator("h1")).to_be_focused()


def test_another_communes_official_is_refused_by_every_link(seat: Seat) -> None:
    insider, outsider = seat("kimlien.a"), seat("hoankiem")
    household = next(households(insider, KIM_LIEN))
    for path in (
        f"/console/households/{household}",
        f"/console/worklist?commune={KIM_LIEN}",
        f"/console/approve?commune={KIM_LIEN}",
        f"/console/approve?commune={KIM_LIEN}&state=approved",
    ):
        outsider.open(path)
        heading(outsider.page, "Không thuộc quyền của bạn")


def test_an_auditor_reads_everything_and_changes_nothing(seat: Seat) -> None:
    desk = seat("kiemtoan")
    desk.open(f"/console/worklist?commune={KIM_LIEN}")
    expect(desk.page.get_by_role("checkbox")).to_have_count(0)
    desk.open(f"/console/households/{next(households(desk, KIM_LIEN))}")
    expect(desk.page.get_by_role("heading", name="Sửa")).to_have_count(0)


@needs_axe
@pytest.mark.parametrize("size", [(1280, 800), PHONE], ids=["desktop", "phone"])
def test_the_pages_of_editing_are_open_to_everybody_and_fit(seat: Seat, size: tuple[int, int]) -> None:
    desk = seat("hoankiem", size=size)
    todo = households(desk, HOAN_KIEM)
    certify(desk, next(todo), "Để xem trang duyệt")
    household = next(todo)
    pages = ["/console/approve", "/console/approve?state=approved", f"/console/households/{household}"]
    for path in pages:
        desk.open(path)
        assert violations(desk.page) == [], path
        assert overflow(desk.page) <= 0, path
    for name in ("Sửa địa chỉ", "Dời điểm", "Chứng nhận", "Gộp hộ", "Tách hộ", "Ngừng dùng"):
        unfold(desk.page, name)
        desk.page.wait_for_timeout(150)
        assert violations(desk.page) == [], name
        assert overflow(desk.page) <= 0, name
    desk.page.get_by_role("link", name="Vpostcode").first.click()
    desk.settle()
