"""What the pages tell people to type works, and prints what they say."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.conftest import ROOT, SampleCity
from tests.docs.pages import Page, commands, examples, executed, free_port, is_printed
from tests.listening import serving

PAGES = [
    str(page.relative_to(ROOT))
    for page in sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    if any(one.kind == "console" for one in examples(page))
]
CHECKOUT, WARD = "docs/tutorials/first-code-in-a-checkout.md", "docs/tutorials/import-your-ward.md"
REASONS = {
    "the tests start the service themselves",
    "the tests cannot run all tests",
    "the tutorial runs it with files",
    "the tests read the layers with GDAL inside Python",
}


@contextmanager
def run(page: str, *, city: SampleCity, folder: Path) -> Iterator[Page]:
    """The executed page, beside a service over the sample city; the ward's page starts with nothing."""
    work = folder / "work"
    work.mkdir()
    if page == WARD:
        with executed(ROOT / page, work, home=None, service_port=free_port()) as done:
            yield done
        return
    home = folder / "home"
    shutil.copytree(city.settings.home, home)
    with serving(home, find_engine=None) as url:
        port = urlsplit(url).port
        with executed(ROOT / page, work, home=home, service_port=str(port)) as done:
            yield done


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_page_ends_and_prints_as_the_page_says(
    page: str, sample_city: SampleCity, tmp_path: Path
) -> None:
    with run(page, city=sample_city, folder=tmp_path) as done:
        for command, (status, output) in zip(done.commands, done.outputs, strict=True):
            assert status == command.exit, f"{command.text}\n{output}"
            missing = [line for line in command.expected if not is_printed(line, output)]
            assert missing == [], f"{command.text}\n{output}"


@pytest.mark.parametrize("page", PAGES)
def test_a_command_that_is_not_executed_has_one_of_the_known_reasons(page: str) -> None:
    for example in examples(ROOT / page):
        if example.kind == "console" and not commands(example):
            pytest.fail(f"no command in: {example.body}")
        _, found, reason = example.note.partition("not executed: ")
        assert not found or reason in REASONS


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


def test_every_page_is_found_from_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")]
    missing = [str(page) for page in pages if page.parts[0] != "decisions" and f"({page})" not in index]
    assert missing == ["README.md"]
