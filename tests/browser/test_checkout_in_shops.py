"""The checkout widget in the pages that shops really have: redrawn, doubled, filled in, cut off, refused."""

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page, Route, expect

from app.api.pages.checkout import WIDGET
from tests.browser.conftest import Open, Screen
from tests.browser.test_checkout import HOUSE, box, order

pytestmark = pytest.mark.browser

Shop = Callable[[], Screen]
MATCHED, UNCHECKED = "Đã khớp địa chỉ.", "Chưa kiểm tra được địa chỉ"


@pytest.fixture
def shop(service: str, open_page: Open) -> Shop:
    return lambda: open_page(f"{service}demo/checkout", width=360, wait_for="vpostcode-address")


def sent(page: Page) -> dict[str, str]:
    return dict(page.evaluate("[...new FormData(document.getElementById('order'))].filter(([, value]) => value)"))


def test_what_is_emptied_or_chosen_by_keys_is_what_the_form_is_sent_with(shop: Shop) -> None:
    page = shop().page
    box(page).fill("Số 12")
    page.keyboard.press("Enter")
    expect(page.get_by_text(HOUSE)).to_be_visible()
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")
    assert "address_code" not in sent(page)
    assert "address" not in sent(page)
    box(page).press_sequentially("thử")
    page.get_by_role("option").first.click()
    assert sent(page)["address"] == "Phố Thử, Phường Thử"


def test_a_page_that_is_drawn_anew_keeps_what_was_entered(shop: Shop) -> None:
    screen = shop()
    page = screen.page
    box(page).fill("Số 12")
    page.keyboard.press("Enter")
    expect(page.get_by_text(HOUSE)).to_be_visible()
    page.evaluate("""() => {
        const widget = document.querySelector("vpostcode-address"), form = widget.form;
        widget.remove(); form.prepend(widget);
        widget.setAttribute("label", "Giao đến"); widget.removeAttribute("required");
    }""")
    assert sent(page)["address_code"] == HOUSE
    expect(page.get_by_role("combobox", name="Giao đến")).to_have_value("Số 12")
    page.get_by_role("combobox", name="Giao đến").fill("")
    assert page.evaluate("document.getElementById('order').checkValidity()")
    assert screen.errors == []


def test_a_second_script_tag_does_no_harm_and_two_boxes_are_apart(shop: Shop) -> None:
    screen = shop()
    page = screen.page
    page.evaluate("""async () => {
        await import("/widget/vpostcode-address.mjs?again");
        const second = document.createElement("vpostcode-address");
        second.setAttribute("name", "billing"); second.setAttribute("label", "Địa chỉ hóa đơn");
        document.getElementById("order").prepend(second);
    }""")
    page.get_by_role("combobox", name="Địa chỉ hóa đơn").fill("Số 12")
    page.keyboard.press("Enter")
    expect(page.get_by_text(HOUSE)).to_be_visible()
    box(page).fill("đâu đó")
    assert {name: sent(page)[name] for name in ("billing_code", "address")} == {
        "billing_code": HOUSE,
        "address": "đâu đó",
    }
    assert screen.errors == []


def test_what_a_browser_fills_in_and_what_was_there_from_the_start_are_checked(shop: Shop) -> None:
    page = shop().page
    page.evaluate("""() => {
        const input = document.querySelector("vpostcode-address").shadowRoot.querySelector("input");
        input.value = "Số 12";
        for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
    }""")
    expect(page.get_by_text(MATCHED)).to_be_visible()
    page.evaluate("document.querySelector('vpostcode-address').value = 'Số 12'")
    expect(page.get_by_text(MATCHED)).to_be_hidden()
    box(page).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_text(MATCHED)).to_be_visible()


def test_a_form_that_is_reset_or_locked_takes_the_box_along(shop: Shop) -> None:
    page = shop().page
    box(page).fill("Số 12")
    page.keyboard.press("Enter")
    expect(page.get_by_text(HOUSE)).to_be_visible()
    page.evaluate("document.getElementById('order').reset()")
    expect(box(page)).to_have_value("")
    assert "address_code" not in sent(page)
    page.evaluate("""() => {
        const around = document.createElement("fieldset"), widget = document.querySelector("vpostcode-address");
        around.disabled = true; widget.replaceWith(around); around.append(widget);
    }""")
    expect(box(page)).to_be_disabled()


def test_a_pasted_address_of_several_lines_is_one_text(shop: Shop) -> None:
    page = shop().page
    box(page).focus()
    page.evaluate("navigator.clipboard.writeText('Số 12\\nNgõ 5')")
    page.keyboard.press("Control+V")
    expect(box(page)).to_have_value("Số 12 Ngõ 5")


def test_back_on_line_the_address_is_checked_by_itself(shop: Shop) -> None:
    page = shop().page
    page.context.set_offline(True)
    box(page).fill("Số 12")
    page.keyboard.press("Tab")
    expect(page.get_by_text(UNCHECKED)).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text(MATCHED)).to_be_visible()
    assert order(page)["address_code"] == HOUSE


@pytest.mark.parametrize("status", [401, 429])
def test_a_refused_widget_rests_tells_the_developer_and_lets_the_order_through(shop: Shop, status: int) -> None:
    page = shop().page
    asked: list[str] = []
    told: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=status, headers={"Retry-After": "30"}, json={"title": "Từ chối", "type": "/problems/x"})

    page.route("**/v1/**", refuse)
    page.on("console", lambda message: told.append(message.text) if message.type == "warning" else None)
    box(page).press_sequentially("Số 12 ngõ", delay=260)
    page.keyboard.press("Tab")
    expect(page.get_by_text(UNCHECKED)).to_be_visible()
    assert len(asked) == 1
    assert told == [f"vpostcode-address: {status} Từ chối /problems/x"]
    assert order(page)["address_verdict"] == "unchecked"


def test_an_answer_that_the_page_may_not_read_is_explained_once(shop: Shop) -> None:
    page = shop().page
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "warning" else None)
    page.route("**/v1/**", lambda route: route.abort())
    for text in ("Số 12", "Số 14"):
        box(page).fill(text)
        page.keyboard.press("Enter")
        expect(page.get_by_text(UNCHECKED)).to_be_visible()
    assert [text.partition("?")[0] for text in told] == [
        "vpostcode-address: no answer that this page may read. Is the key right, and issued for "
        + page.evaluate("origin")
    ]


def _serve(body: str, route: Route) -> None:
    route.fulfill(body=body, content_type="text/javascript")


def test_the_widget_is_found_below_a_prefix_and_takes_its_key_by_either_name(shop: Shop) -> None:
    page = shop().page
    asked: list[tuple[str, str]] = []

    def note(route: Route) -> None:
        asked.append((route.request.url, route.request.headers.get("x-api-key", "")))
        route.abort()

    for name, path in WIDGET.items():
        body = path.read_text(encoding="utf-8").replace('"vpostcode-address"', '"prefixed-address"')
        page.route(f"**/city/widget/{name}", partial(_serve, body))
    page.route("**/v1/**", note)
    page.evaluate("""async () => {
        await import("/city/widget/vpostcode-address.mjs");
        for (const [name, key, service] of [["api-key", "one", null], ["key", "two", "/shop"]]) {
            const widget = document.createElement("prefixed-address");
            widget.setAttribute(name, key);
            if (service) widget.setAttribute("service", service);
            document.body.append(widget);
            await widget.check("Số 12");
        }
    }""")
    assert [(url.split("/", 3)[3].partition("?")[0], key) for url, key in asked] == [
        ("city/v1/resolve", "one"),
        ("shop/v1/resolve", "two"),
    ]
