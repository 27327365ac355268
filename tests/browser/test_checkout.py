"""The checkout widget on a shop's page: forgiving, accessible, and never in the way of an order."""

import gzip
import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, Route, expect

from app.api.pages.checkout import WIDGET
from postcode.code import read_stored
from tests.api.city import HOUSEHOLDS
from tests.browser.conftest import Open, Screen
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
HOUSE = read_stored(HOUSEHOLDS[0].code).printed()
MOST_GZIPPED_BYTES = 15_000

Checkout = Callable[..., Screen]


@pytest.fixture
def checkout(service: str, open_page: Open) -> Checkout:
    def opened(*, width: int = 360) -> Screen:
        return open_page(f"{service}demo/checkout", width=width, wait_for="vpostcode-address")

    return opened


def box(page: Page):
    return page.get_by_role("combobox", name="Địa chỉ nhận hàng")


def order(page: Page) -> dict[str, str]:
    page.get_by_role("button", name="Đặt hàng").click()
    names, values = page.locator("#sent dt").all_inner_texts(), page.locator("#sent dd").all_inner_texts()
    return dict(zip(names, values, strict=True))


def test_the_widget_weighs_less_than_fifteen_kilobytes() -> None:
    assert sum(len(gzip.compress(path.read_bytes())) for path in WIDGET.values()) < MOST_GZIPPED_BYTES


def test_a_typed_address_fills_the_form_with_its_code_and_parts(checkout: Checkout) -> None:
    screen = checkout()
    box(screen.page).fill("Số 12")
    screen.page.keyboard.press("Enter")
    expect(screen.page.get_by_text(HOUSE)).to_be_visible()
    sent = order(screen.page)
    assert (sent["address"], sent["address_verdict"], sent["address_code"]) == ("Số 12", "matched", HOUSE)
    assert sent["address_commune"] == "Phường Thử"
    assert (screen.errors, screen.foreign) == ([], [])


@pytest.mark.parametrize("width", [360, 1280])
def test_what_was_understood_is_shown_and_the_button_stays_where_it_is(checkout: Checkout, width: int) -> None:
    page = checkout(width=width).page
    button = page.get_by_role("button", name="Đặt hàng")
    before = button.bounding_box()
    box(page).fill("Số 12")
    page.keyboard.press("Enter")
    expect(page.get_by_text(HOUSE)).to_be_visible()
    after = button.bounding_box()
    assert before == after
    assert page.locator("vpostcode-address .found").inner_text() == order(page)["address_label"]


def test_leaving_the_box_is_enough_to_have_it_checked(checkout: Checkout) -> None:
    page = checkout().page
    box(page).fill("Số 12")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Đã khớp địa chỉ.")).to_be_visible()


def test_of_several_addresses_one_is_chosen_by_keyboard(checkout: Checkout) -> None:
    page = checkout().page
    box(page).fill("Số 14")
    page.keyboard.press("Enter")
    choices = page.get_by_role("list", name="Chọn địa chỉ").get_by_role("button")
    expect(choices).to_have_count(2)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(box(page)).to_be_focused()
    sent = order(page)
    assert (sent["address_verdict"], sent["address"]) == ("matched", sent["address_label"])


def test_a_code_is_accepted_and_a_mistyped_one_is_seen_without_asking(checkout: Checkout) -> None:
    page = checkout().page
    box(page).fill(HOUSE.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã khớp địa chỉ.")).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("document.querySelector('vpostcode-address').value = ''")
    wrong = HOUSE[:-1] + ("A" if HOUSE[-1] != "A" else "B")
    page.evaluate("(code) => document.querySelector('vpostcode-address').check(code)", wrong)
    expect(page.get_by_text("Mã này bị gõ sai")).to_be_visible()
    assert asked == []


def test_with_the_service_down_the_order_goes_through_and_says_so(checkout: Checkout) -> None:
    page = checkout().page
    page.route("**/v1/**", lambda route: route.abort())
    box(page).fill("Nhà gần chợ")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Chưa kiểm tra được địa chỉ")).to_be_visible()
    sent = order(page)
    assert (sent["address"], sent["address_verdict"]) == ("Nhà gần chợ", "unchecked")
    assert "address_code" not in sent


def test_an_answer_to_an_older_text_is_dropped(checkout: Checkout) -> None:
    page = checkout().page
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(r"resolve\?q=S%E1%BB%91\+12$"), hold)
    page.evaluate("""async () => {
        const widget = document.querySelector("vpostcode-address");
        widget.value = "Số 12"; const first = widget.check("Số 12");
        widget.value = "Số 14"; await Promise.all([first, widget.check("Số 14")]);
    }""")
    for route in held:
        with suppress(Error):  # the request was dropped with its text
            route.continue_()
    expect(page.get_by_text("Có nhiều địa chỉ như vậy")).to_be_visible()
    assert order(page)["address_verdict"] == "ambiguous"


def test_nothing_is_asked_while_an_input_method_composes(checkout: Checkout) -> None:
    page = checkout().page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/v1/" in request.url else None)
    box(page).focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "Phố Thử", "selectionStart": 7, "selectionEnd": 7})
    page.wait_for_timeout(500)
    assert asked == []
    session.send("Input.insertText", {"text": "Phố Thử"})
    expect(box(page)).to_have_value("Phố Thử")
    page.wait_for_timeout(500)
    assert any("/v1/suggest" in url for url in asked)


def test_an_empty_address_is_asked_for_and_nothing_else_is(checkout: Checkout) -> None:
    page = checkout().page
    page.get_by_role("button", name="Đặt hàng").click()
    expect(page.get_by_role("alert")).to_contain_text("Hãy viết địa chỉ")
    box(page).fill("đâu đó")
    assert order(page)["address"] == "đâu đó"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_has_no_accessibility_violations(checkout: Checkout, width: int) -> None:
    page = checkout(width=width).page
    box(page).fill("Số 14")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Chọn địa chỉ").get_by_role("button")).to_have_count(2)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then((found) => found.violations.map((one) => one.id + ' ' + one.nodes[0].html))")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
