"""The order page that the tutorial makes, in a browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.conftest import SampleCity
from tests.docs.running import run

CHECKOUT = "docs/tutorials/first-code-in-a-checkout.md"


@pytest.mark.browser
def test_the_order_page_of_the_tutorial_completes_an_address(
    sample_city: SampleCity, tmp_path: Path, open_page: Open
) -> None:
    with run(CHECKOUT, city=sample_city, folder=tmp_path) as done:
        address = f"http://127.0.0.1:{done.ports['9000']}/shop.html"
        screen = open_page(address, width=360, wait_for="vpostcode-address")
        screen.page.get_by_role("combobox", name="Địa chỉ nhận hàng").fill("1 Phố Mẫu")
        screen.page.keyboard.press("Enter")
        expect(screen.page.get_by_text("00000-3R4F6C2-F")).to_be_visible()
        screen.page.get_by_role("button", name="Đặt hàng").click()
        expect(screen.page).to_have_url(re.compile("address_code=00000-3R4F6C2-F"))
        assert (screen.errors, screen.foreign) == ([], [])
