"""The console over the sample city in a register of its own, and the people who work with it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from uuid_utils import uuid7

from app.access.passwords import hash_password
from app.access.principal import Role
from app.api.pages.site import MAPLIBRE
from app.db.accounts import Account, add_account
from app.db.register import LazyRegister
from app.demo import load_sample
from app.settings import Settings
from tests.browser.conftest import OPEN_WITHIN_MS, Screen
from tests.browser.console.small_city import HOAN_KIEM, KIM_LIEN, write_small_city
from tests.conftest import ROOT, SAMPLES
from tests.listening import serving

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "mot-mat-khau-dai"
PEOPLE = {
    "kimlien.a": (Role.OFFICIAL, KIM_LIEN),
    "kimlien.b": (Role.OFFICIAL, KIM_LIEN),
    "hoankiem": (Role.OFFICIAL, HOAN_KIEM),
    "hoankiem.b": (Role.OFFICIAL, HOAN_KIEM),
    "thanhpho": (Role.OFFICER, None),
    "kiemtoan": (Role.AUDITOR, None),
}
DESKTOP, PHONE = (1280, 800), (360, 740)


@pytest.fixture(scope="session")
def console_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small part of the sample city with people who may sign in; the tests change it."""
    folder = tmp_path_factory.mktemp("console")
    settings = Settings(home=folder / "home", samples=write_small_city(SAMPLES, folder / "samples"))
    load_sample(settings)
    register = LazyRegister(settings.db_url)
    with register.writing() as session:
        for name, (role, commune) in PEOPLE.items():
            account = Account(
                id=str(uuid7()),
                name=name,
                display_name=f"Cán bộ {name}",
                role=role,
                communes=frozenset({commune}) if commune is not None else None,
                demo=False,
                disabled=False,
            )
            add_account(session, account, password_hash=hash_password(PASSWORD), at=datetime.now(UTC))
    return settings.home


@pytest.fixture(scope="session")
def console(console_home: Path) -> Iterator[str]:
    """Where the console is served, outside demo mode, so that rights count."""
    with serving(console_home, find_engine=None, demo=False) as url:
        yield url.rstrip("/")


@dataclass(slots=True)
class Desk:
    """One person's browser at the console."""

    page: Page
    base: str
    screen: Screen = field(init=False)

    def __post_init__(self) -> None:
        self.screen = Screen(self.page)

    def open(self, path: str) -> None:
        """Open an address of the console and wait until its view is there."""
        self.page.goto(self.base + path)
        self.settle()

    def settle(self) -> None:
        """Wait until no view is under way."""
        self.page.wait_for_selector("main:not([aria-busy]) h1", timeout=OPEN_WITHIN_MS)

    def sign_in(self, name: str, *, password: str = PASSWORD) -> None:
        """Fill in the form of the sign-in page and send it."""
        self.page.get_by_label("Tài khoản").fill(name)
        self.page.get_by_label("Mật khẩu").fill(password)
        self.page.get_by_role("button", name="Đăng nhập").click()


Seat = Callable[..., Desk]


@pytest.fixture
def seat(browser: Browser, console: str) -> Iterator[Seat]:
    """Seats a person at a window of their own, signed in unless nobody is named."""
    contexts: list[BrowserContext] = []

    def seated(name: str = "", *, size: tuple[int, int] = DESKTOP, scale: float = 1) -> Desk:
        width, height = size
        context = browser.new_context(
            viewport={"width": int(width / scale), "height": int(height / scale)},
            has_touch=width < 500,
            reduced_motion="reduce",
            locale="vi-VN",
        )
        contexts.append(context)
        desk = Desk(context.new_page(), console)
        if name:
            desk.open("/console/sign-in")
            desk.sign_in(name)
            expect(desk.page.locator("#nav .who")).to_be_attached(timeout=OPEN_WITHIN_MS)
            desk.settle()
        return desk

    yield seated
    for context in contexts:
        with suppress(Exception):
            context.close()


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, one line a rule with its first place.

    The script runs in the page's own world through the browser's debugger, past the page's content policy.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


needs_axe = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: run web/install.py")
needs_map = pytest.mark.skipif(
    not (MAPLIBRE / "maplibre-gl.mjs").is_file(), reason="MapLibre GL is not installed: run web/install.py"
)
