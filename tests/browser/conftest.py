"""A real browser before the service in demo mode over the city in memory."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.api.city import MemoryEngine
from tests.listening import serving

SOFTWARE_RENDERING = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
OPEN_WITHIN_MS = 90_000
# What a page asks for and shows is awaited this long, since a busy machine draws slowly.
expect.set_options(timeout=OPEN_WITHIN_MS)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path; without one these tests are skipped, or fail where they are compulsory."""
    found = os.environ.get("VPOSTCODE_CHROMIUM") or shutil.which("chromium") or ""
    if Path(found).is_file():
        return found
    message = "no Chromium: install Debian's package chromium or set VPOSTCODE_CHROMIUM"
    if os.environ.get("VPOSTCODE_REQUIRE_BROWSER") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    sandbox = [] if os.getuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=[*SOFTWARE_RENDERING, *sandbox])
        opened.on("context", lambda context: context.set_default_timeout(OPEN_WITHIN_MS))
        group = _process(opened)
        yield opened
        # Asked to close, a browser that has stopped answering would hold up the run for ever.
        os.killpg(group, signal.SIGKILL)


def _process(browser: Browser) -> int:
    """The browser's own process, which leads the group of all its others."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return next(int(one["id"]) for one in processes if one["type"] == "browser")


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    engine = MemoryEngine()
    with serving(tmp_path_factory.mktemp("home"), find_engine=lambda: engine) as url:
        yield url


@pytest.fixture
def unpublished_service(tmp_path: Path) -> Iterator[str]:
    with serving(tmp_path, find_engine=None) as url:
        yield url


class Screen:
    """One page with what it did wrong: errors it reported, and hosts it asked that are not ours."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.foreign: list[str] = []
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._note)

    def _note(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not url.startswith(("http://127.0.0.1:", "data:", "blob:http://127.0.0.1:")):
            self.foreign.append(url)


Open = Callable[..., Screen]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens the page in a window of a given width and waits until it has its data and, where it can, its map."""
    contexts: list[BrowserContext] = []

    def opened(url: str, *, width: int = 1280, height: int = 800, wait_for: str = "#tools:not([hidden])") -> Screen:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=width < 500,
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        screen = Screen(context.new_page())
        screen.page.goto(url)
        screen.page.wait_for_selector(wait_for, timeout=OPEN_WITHIN_MS)
        return screen

    yield opened
    for context in contexts:
        context.close()
