"""Signing in to the console, and what holds for its shell."""

import pytest
from playwright.sync_api import expect

from tests.browser.console.conftest import DESKTOP, PHONE, Seat, needs_axe, overflow, violations

pytestmark = pytest.mark.browser


def test_who_is_not_signed_in_is_asked_to_and_comes_back_to_the_page_asked_for(seat: Seat) -> None:
    desk = seat()
    desk.open("/console/worklist?severity=error")
    expect(desk.page).to_have_title("Đăng nhập · Vpostcode")
    desk.sign_in("kimlien.a")
    expect(desk.page).to_have_url(f"{desk.base}/console/worklist?severity=error")


def test_who_comes_back_after_a_while_is_told_why_and_what_happens_next(seat: Seat) -> None:
    desk = seat()
    desk.open("/console/worklist")
    expect(desk.page.get_by_text("trang bạn cần sẽ mở lại")).to_be_visible()
    desk.open("/console")
    expect(desk.page.get_by_text("trang bạn cần sẽ mở lại")).to_have_count(0)


def test_what_is_typed_can_be_shown_and_hidden_again(seat: Seat) -> None:
    desk = seat(size=PHONE)
    desk.open("/console/sign-in")
    word = desk.page.get_by_label("Mật khẩu")
    word.fill("22gs-jc97")
    desk.page.get_by_label("Hiện chữ đã gõ").check()
    expect(word).to_have_attribute("type", "text")
    expect(word).to_have_value("22gs-jc97")
    desk.page.get_by_label("Hiện chữ đã gõ").uncheck()
    expect(word).to_have_attribute("type", "password")


@pytest.mark.parametrize("path", ["/console/households/abc", "/console/communes/99999"])
def test_an_address_that_leads_nowhere_is_said_in_words_of_the_office_with_a_way_back(seat: Seat, path: str) -> None:
    desk = seat("kimlien.a", size=PHONE)
    desk.open(path)
    expect(desk.page.locator("h1")).to_contain_text("Không tìm thấy")
    assert "errors" not in desk.page.locator("main").inner_text()
    assert "/v1/" not in desk.page.locator("main").inner_text()
    desk.page.get_by_role("link", name="Về địa bàn").click()
    expect(desk.page.locator("h1")).to_contain_text("Phường Kim Liên")


def test_a_wrong_password_is_said_beside_the_form_and_takes_the_focus(seat: Seat) -> None:
    desk = seat()
    desk.open("/console/sign-in")
    desk.sign_in("kimlien.a", password="sai-mat-khau")
    expect(desk.page.locator(".summary")).to_be_focused()
    expect(desk.page.get_by_label("Tài khoản")).to_have_value("kimlien.a")


def test_a_field_left_empty_is_named_and_can_be_reached_from_the_summary(seat: Seat) -> None:
    desk = seat()
    desk.open("/console/sign-in")
    desk.page.get_by_role("button", name="Đăng nhập").click()
    desk.page.get_by_role("link", name="Mật khẩu: chưa điền").click()
    expect(desk.page.get_by_label("Mật khẩu")).to_be_focused()
    expect(desk.page.get_by_label("Mật khẩu")).to_have_attribute("aria-invalid", "true")


def test_the_keyboard_alone_signs_in_and_out(seat: Seat) -> None:
    desk = seat()
    desk.open("/console/sign-in")
    page = desk.page
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("kimlien.a")
    page.keyboard.press("Tab")
    page.keyboard.type("mot-mat-khau-dai")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    page.get_by_role("button", name="Đăng xuất").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_title("Đăng nhập · Vpostcode")
    assert page.context.cookies() == []


def test_a_link_to_elsewhere_in_the_address_of_the_sign_in_is_not_followed(seat: Seat) -> None:
    desk = seat()
    desk.open("/console/sign-in?next=https://example.org/console")
    desk.sign_in("kimlien.a")
    expect(desk.page).to_have_url(f"{desk.base}/console")


@needs_axe
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_sign_in_page_is_open_to_everybody(seat: Seat, size: tuple[int, int]) -> None:
    desk = seat(size=size)
    desk.open("/console/sign-in")
    assert violations(desk.page) == []
    assert overflow(desk.page) <= 0
    assert desk.screen.foreign == []
