"""The pictures of the officials' guide, and every page of the console, taken from the sample city.

    python -m tests.browser.pictures FOLDER [HOME]

Each page is taken at 1280 and at 360 pixels; those of the guide are named as in docs/images/console. A home that
exists is used again. Look at every picture before it goes into the guide.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from uuid_utils import uuid7

from app.access.passwords import hash_password
from app.access.principal import Role
from app.db.accounts import Account, add_account
from app.db.register import LazyRegister
from app.demo import load_sample
from app.settings import Settings
from tests.browser.conftest import SOFTWARE_RENDERING
from tests.browser.console.conftest import DESKTOP, PASSWORD, PHONE, Desk
from tests.browser.console.small_city import KIM_LIEN
from tests.browser.console.test_excel import book_of, send_in, table_of, written
from tests.browser.console.test_path import reason, send, unfold
from tests.conftest import SAMPLES
from tests.excel.files import NUMBER, STREET
from tests.listening import serving

PEOPLE = {"nguoi-de-xuat": (Role.OFFICIAL, "Cán bộ địa chính"), "nguoi-duyet": (Role.OFFICIAL, "Lãnh đạo phường")}
PROPOSER, APPROVER = PEOPLE
SHOWN = "NUMBER-ORDER"
"""The rule whose first household the pictures show."""


def main(folder: Path, home: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(home=home, samples=SAMPLES)
    if not settings.snapshots.exists():
        load_sample(settings)
        let_in(settings)
    sandbox = [] if os.getuid() else ["--no-sandbox"]
    with serving(home, find_engine=None, demo=False) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*SOFTWARE_RENDERING, *sandbox]
        )
        propose_something(browser, url.rstrip("/"))
        for size, ending in ((DESKTOP, ""), (PHONE, "-360")):
            for name, desk in pages(browser, url.rstrip("/"), size):
                long = name in {"mot-ho", "tep-so-voi-so", "ban-do"} and size == DESKTOP
                desk.page.screenshot(path=folder / f"{name}{ending}.png", full_page=long)
        browser.close()


def let_in(settings: Settings) -> None:
    with LazyRegister(settings.db_url).writing() as session:
        for name, (role, shown) in PEOPLE.items():
            account = Account(
                id=str(uuid7()),
                name=name,
                display_name=shown,
                role=role,
                communes=frozenset({KIM_LIEN}),
                demo=False,
                disabled=False,
            )
            add_account(session, account, password_hash=hash_password(PASSWORD), at=datetime.now(UTC))


@contextmanager
def seated(browser: Browser, base: str, name: str, size: tuple[int, int]) -> Iterator[Desk]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce", locale="vi-VN"
    )
    desk = Desk(context.new_page(), base)
    desk.open("/console/sign-in")
    if name:
        desk.sign_in(name)
        desk.page.locator("#nav .who").wait_for(state="attached")
        desk.settle()
    yield desk
    context.close()


def propose_something(browser: Browser, base: str) -> None:
    """Two proposals that wait: a corrected number and a certification."""
    with seated(browser, base, PROPOSER, DESKTOP) as desk:
        if desk.page.context.request.get(f"{base}/v1/register/edits?commune={KIM_LIEN}&state=proposed").json()["edits"]:
            return
        found = desk.page.context.request.get(
            f"{base}/v1/register/households?commune={KIM_LIEN}&status=proposed&limit=9"
        )
        first, second, *_ = found.json()["households"]
        desk.open(f"/console/households/{first['id']}")
        unfold(desk.page, "Sửa địa chỉ")
        number = desk.page.locator("details[open]").get_by_label("Số nhà")
        number.fill(number.input_value() + "A")
        reason(desk.page, "Biển số nhà mới gắn có chữ A")
        send(desk.page)
        desk.page.locator(".say.done").wait_for()
        desk.open(f"/console/households/{second['id']}")
        unfold(desk.page, "Chứng nhận")
        reason(desk.page, "Đã đối chiếu tại chỗ")
        send(desk.page)
        desk.page.locator(".say.done").wait_for()


def pages(browser: Browser, base: str, size: tuple[int, int]) -> Iterator[tuple[str, Desk]]:
    """Each page of the console as its person sees it, when all of it is there."""
    with seated(browser, base, "", size) as desk:
        yield "dang-nhap", desk
    with seated(browser, base, APPROVER, size) as desk:
        for name, path, there in (
            ("dia-ban", "/console", ".lead .big"),
            ("viec-can-lam", "/console/worklist", "tbody tr"),
            ("duyet", "/console/approve", ".edit"),
            ("da-duyet", "/console/approve?state=approved", ".total"),
            ("so-sanh", "/console/communes", "tbody tr"),
            ("mot-xa", f"/console/communes/{KIM_LIEN}", "h1"),
            ("tep-va-in", "/console/files", "main .card"),
        ):
            desk.open(path)
            desk.page.locator(there).first.wait_for()
            yield name, desk
        desk.open("/console/map")
        drawn(desk.page)
        yield "ban-do", desk
        draw_near(desk)
        yield "ban-do-gan", desk
    with seated(browser, base, PROPOSER, size) as desk:
        yield "mot-ho", one_household(desk)
        desk.open("/console/worklist?rule=PARCEL-NO-HOUSEHOLD")
        desk.page.locator("tbody a").first.click()
        drawn(desk.page)
        yield "them-ho", desk
        with tempfile.TemporaryDirectory() as folder:
            send_edited(desk, Path(folder))
            yield "tep-so-voi-so", desk


def drawn(page: Page) -> None:
    """Wait until the map says that nothing is under way any more."""
    page.locator(".maplibregl-canvas").first.wait_for(timeout=60_000)
    if page.locator(".beside-map").count():
        page.get_by_text("Trong khung nhìn").wait_for(timeout=60_000)
    page.wait_for_load_state("networkidle", timeout=60_000)
    page.wait_for_timeout(2_500)


def draw_near(desk: Desk) -> None:
    at = desk.page.context.request.get(f"{desk.base}/v1/findings?commune={KIM_LIEN}&rule={SHOWN}&limit=1").json()
    [one] = at["findings"]
    desk.open(f"/console/map?commune={KIM_LIEN}&lon={one['lon']}&lat={one['lat']}")
    drawn(desk.page)


def one_household(desk: Desk) -> Desk:
    found = desk.page.context.request.get(f"{desk.base}/v1/findings?commune={KIM_LIEN}&rule={SHOWN}&limit=1").json()
    [one] = found["findings"]
    desk.open(f"/console/households/{one['household_id']}?finding={one['id']}")
    drawn(desk.page)
    return desk


def send_edited(desk: Desk, folder: Path) -> None:
    """Export the list, change three lines, and send it in."""
    desk.open("/console/files")
    with desk.page.expect_download(timeout=120_000) as download:
        desk.page.get_by_role("button", name="Tải Excel").click()
    rows = table_of(Path(download.value.path()).read_bytes())
    rows[3][NUMBER], rows[7][STREET], rows[9][NUMBER] = "15B", "Phố Mới", "@SUM(1)"
    send_in(desk, written(folder, book_of(rows, headings=list(rows[0]))))
    desk.settle()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else Path(made))
