"""The views of the console that read: what they show, to whom, and how they hold on small screens and without a net."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.console.conftest import (
    DESKTOP,
    PASSWORD,
    PHONE,
    Desk,
    Seat,
    needs_axe,
    needs_map,
    overflow,
    violations,
)
from tests.browser.console.small_city import HOAN_KIEM, KIM_LIEN

pytestmark = pytest.mark.browser

PAGES = (
    "/console",
    "/console/worklist",
    "/console/communes",
    f"/console/communes/{HOAN_KIEM}",
    "/console/map",
    "/console/files",
    "/console/households/new?lon=105.8332&lat=21.0075",
)
NEW = "/console/households/new?lon=105.8332&lat=21.0075"


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def json_of(desk: Desk, path: str) -> dict[str, object]:
    """What the service answers this person."""
    answer = desk.page.context.request.get(desk.base + path)
    assert answer.ok, answer.text()
    found: dict[str, object] = answer.json()
    return found


def whole(value: object) -> str:
    """A number as the console writes it."""
    return f"{value:,}".replace(",", ".")


def test_an_official_sees_the_own_commune_with_what_the_share_is_made_of(seat: Seat) -> None:
    desk = seat("kimlien.a")
    desk.open("/console")
    heading(desk.page, "Phường Kim Liên")
    own = json_of(desk, f"/v1/coverage/{KIM_LIEN}")
    lead = desk.page.locator(".lead")
    assert isinstance(own["share_certified"], float)
    expect(lead.locator(".big")).to_have_text(f"{int(own['share_certified'] * 1000) / 10:.1f} %".replace(".", ","))
    expect(lead).to_contain_text(f"{whole(own['certified_live'])} / {whole(own['households'])}")
    expect(lead).to_contain_text("Cách tính: Hộ đã chứng nhận và có mã đang dùng")
    expect(lead).to_contain_text("Nguồn: Sổ đăng ký")
    assert (desk.screen.errors, desk.screen.foreign) == ([], [])


def test_what_to_do_next_leads_to_as_many_findings_as_it_says(seat: Seat) -> None:
    desk = seat("kimlien.a")
    desk.open("/console")
    task = desk.page.locator(".task").first
    promised = task.locator(".many").text_content() or ""
    task.get_by_role("link").click()
    heading(desk.page, "Việc cần làm")
    expect(desk.page.locator(".total b")).to_have_text(promised)


def test_a_filter_is_part_of_the_address_and_going_back_takes_it_off(seat: Seat) -> None:
    desk = seat("kimlien.a")
    desk.open("/console/worklist")
    everything = desk.page.locator(".total b").text_content() or ""
    desk.page.get_by_label("Mức độ").select_option("notice")
    desk.page.get_by_role("button", name="Lọc").click()
    expect(desk.page).to_have_url(f"{desk.base}/console/worklist?severity=notice&state=open")
    expect(desk.page.locator("h1")).to_be_focused()
    expect(desk.page.locator("tbody .badge").first).to_have_text("Lưu ý Notice")
    desk.page.go_back()
    expect(desk.page.locator(".total b")).to_have_text(everything)


def test_the_pages_of_the_worklist_hold_every_finding_once(seat: Seat) -> None:
    desk = seat("kimlien.a")
    desk.open("/console/worklist")
    total = int((desk.page.locator(".total b").text_content() or "").replace(".", ""))
    seen: list[str] = []
    while True:
        seen += desk.page.eval_on_selector_all("tbody .tick input", "all => all.map(one => one.ariaLabel)")
        forward = desk.page.get_by_role("link", name="Trang sau")
        if not forward.count():
            break
        address = desk.page.url
        forward.click()
        expect(desk.page).not_to_have_url(address)
        desk.settle()
    assert len(seen) == total > 50


def test_several_findings_are_waived_at_once_with_a_reason_and_a_day(seat: Seat) -> None:
    desk = seat("kimlien.b")
    desk.open("/console/worklist?severity=notice&rule=STREET-NO-HOUSEHOLD")
    page = desk.page
    before = int((page.locator(".total b").text_content() or "").replace(".", ""))
    for index in range(2):
        page.locator("tbody .tick input").nth(index).check()
    expect(page.locator(".picked")).to_contain_text("Đã chọn 2")
    page.get_by_role("button", name="Bỏ qua có lý do").click()
    page.get_by_role("dialog").get_by_role("button", name="Bỏ qua có lý do").click()
    expect(page.get_by_role("dialog").locator(".summary")).to_contain_text("Lý do: chưa điền")
    page.get_by_role("textbox", name="Lý do").fill("Đường mới mở, chưa có nhà")
    page.get_by_label("Bỏ qua đến ngày").fill("2030-12-31")
    page.get_by_role("dialog").get_by_role("button", name="Bỏ qua có lý do").click()
    expect(page.locator(".say.done")).to_contain_text("Đã bỏ qua 2 phát hiện")
    expect(page.locator(".total b")).to_have_text(str(before - 2))
    desk.open("/console/worklist?state=waived")
    expect(page.locator("tbody tr").first).to_contain_text("Đường mới mở, chưa có nhà")
    expect(page.locator("tbody tr").first).to_contain_text("đến 31/12/2030")


@pytest.mark.parametrize(
    "path", [f"/console/worklist?commune={HOAN_KIEM}", f"/console/worklist?commune={HOAN_KIEM}&severity=error"]
)
def test_the_worklist_of_another_commune_is_refused(seat: Seat, path: str) -> None:
    desk = seat("kimlien.a")
    desk.open(path)
    heading(desk.page, "Không thuộc quyền của bạn")
    expect(desk.page.get_by_role("alert")).to_be_visible()


def test_the_page_of_another_commune_shows_figures_and_no_way_into_its_worklist(seat: Seat) -> None:
    desk = seat("hoankiem")
    desk.open(f"/console/communes/{KIM_LIEN}")
    heading(desk.page, "Phường Kim Liên")
    links = desk.page.eval_on_selector_all("main a", "all => all.map(one => one.getAttribute('href'))")
    assert not [link for link in links if "worklist" in link or "households" in link]


def test_the_city_officer_begins_with_all_communes_and_sorts_them_by_keyboard(seat: Seat) -> None:
    desk = seat("thanhpho")
    desk.open("/console")
    page = desk.page
    heading(page, "So sánh các xã, phường")
    names = page.locator("tbody th")
    expect(names).to_have_count(2)
    page.get_by_role("button", name="Xã, phường").focus()
    page.keyboard.press("Enter")
    expect(names).to_have_text(["Phường Hoàn Kiếm", "Phường Kim Liên"])
    expect(page.get_by_role("columnheader", name="Xã, phường")).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Enter")
    expect(names).to_have_text(["Phường Kim Liên", "Phường Hoàn Kiếm"])
    expect(page.get_by_role("button", name="Xã, phường")).to_be_focused()


@needs_map
def test_the_map_has_a_table_that_says_the_same(seat: Seat) -> None:
    desk = seat("kimlien.a")
    desk.open("/console/map")
    page = desk.page
    expect(page.locator(".legend ul").first.locator("li")).to_have_count(6)
    expect(page.locator(".maplibregl-canvas")).to_be_visible()
    own = page.locator("tbody tr", has_text="Phường Kim Liên")
    expect(own).to_contain_text("50 đến dưới 80 %")
    expect(page.get_by_role("region", name="Trong khung nhìn")).to_contain_text("Phường Kim Liên")
    with page.expect_response(lambda response: "/v1/tiles/parcels/" in response.url):
        own.get_by_role("button", name="Trên bản đồ").click()
        for _ in range(3):
            page.get_by_role("button", name="Phóng to").click()
            page.wait_for_timeout(400)


def test_without_a_net_the_page_says_so_and_comes_back_by_itself(seat: Seat) -> None:
    desk = seat("kimlien.a")
    desk.open("/console")
    desk.page.context.set_offline(True)
    desk.page.get_by_role("link", name="Việc cần làm").click()
    heading(desk.page, "Đang mất kết nối")
    desk.page.context.set_offline(False)
    heading(desk.page, "Việc cần làm")


def test_an_expired_session_asks_for_the_password_and_work_goes_on(seat: Seat) -> None:
    desk = seat("kimlien.a")
    desk.open("/console/worklist?rule=STREET-NO-HOUSEHOLD&state=waived")
    desk.open("/console/worklist?rule=STREET-NO-HOUSEHOLD")
    page = desk.page
    page.locator("tbody .tick input").last.check()
    page.get_by_role("button", name="Đúng thực tế").click()
    page.get_by_role("textbox", name="Lý do").fill("Đã xem tại chỗ")
    page.context.clear_cookies()
    page.get_by_role("dialog").get_by_role("button", name="Đúng thực tế").click()
    again = page.get_by_role("dialog", name="Phiên làm việc đã hết")
    again.get_by_label("Tài khoản").fill("kimlien.a")
    again.get_by_label("Mật khẩu").fill(PASSWORD)
    again.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator(".say.done")).to_contain_text("Đã ghi là đúng thực tế 1 phát hiện")


def test_an_expired_session_leads_a_reader_to_the_sign_in_and_back(seat: Seat) -> None:
    desk = seat("kimlien.a")
    desk.open("/console")
    desk.page.context.clear_cookies()
    desk.page.get_by_role("link", name="So sánh").click()
    heading(desk.page, "So sánh")  # public figures
    desk.page.get_by_role("link", name="Việc cần làm").click()
    heading(desk.page, "Đăng nhập")
    desk.sign_in("kimlien.a")
    heading(desk.page, "Việc cần làm")


def test_a_form_half_filled_in_is_not_left_by_accident(seat: Seat) -> None:
    desk = seat("kimlien.a")
    desk.open("/console")
    desk.page.evaluate(f"history.pushState({{}}, '', '{NEW}')")
    desk.open(NEW)
    page = desk.page
    page.get_by_label("Số nhà").fill("12")
    page.get_by_role("link", name="Việc cần làm").click()
    page.get_by_role("button", name="Ở lại").click()
    expect(page.get_by_label("Số nhà")).to_have_value("12")
    page.get_by_role("link", name="Việc cần làm").click()
    page.get_by_role("button", name="Bỏ thay đổi").click()
    heading(page, "Việc cần làm")


@needs_axe
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_open_to_everybody_and_fits(seat: Seat, size: tuple[int, int]) -> None:
    desk = seat("kimlien.a", size=size)
    wrong = {}
    for path in PAGES:
        desk.open(path)
        found = violations(desk.page)
        if found or overflow(desk.page) > 0:
            wrong[path] = (found, overflow(desk.page))
    assert wrong == {}
    assert desk.screen.errors == []


def test_at_twice_the_size_nothing_is_cut_off(seat: Seat) -> None:
    desk = seat("kimlien.a", scale=2)
    wide = {}
    for path in PAGES:
        desk.open(path)
        wide[path] = overflow(desk.page)
    assert set(wide.values()) <= {0}


def test_what_is_pressed_is_large_enough_for_a_thumb(seat: Seat) -> None:
    desk = seat("kimlien.a", size=PHONE)
    small = {}
    for path in PAGES:
        desk.open(path)
        small[path] = desk.page.eval_on_selector_all(
            "button, select, input:not([type=checkbox]):not([type=hidden]), .tick, .strong, .plain, summary",
            "all => all.filter(one => one.offsetHeight > 0 && one.offsetHeight < 44).map(one => one.outerHTML)",
        )
    assert [one for found in small.values() for one in found if "maplibre" not in one] == []


def test_a_printed_worklist_holds_the_list_and_no_controls(seat: Seat) -> None:
    desk = seat("kimlien.a")
    desk.open("/console/worklist")
    desk.page.emulate_media(media="print")
    expect(desk.page.locator("tbody tr").first).to_be_visible()
    expect(desk.page.locator("#nav")).to_be_hidden()
    assert desk.page.locator("button:visible, form:visible, input:visible").count() == 0
    assert overflow(desk.page) == 0
