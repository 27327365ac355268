from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.api.pages.site import MAPLIBRE
from app.db.engine import migrate
from app.db.register import LazyRegister
from app.settings import Settings
from postcode.code import read_stored
from tests.api.city import HOUSEHOLDS, MemoryEngine, centre
from tests.browser.conftest import Open
from tests.listening import serving

pytestmark = pytest.mark.browser

HOUSE = read_stored(HOUSEHOLDS[0].code).printed()
AXE = MAPLIBRE.parents[1] / "axe-core" / "axe.min.js"
VIOLATIONS = """async () => (await axe.run()).violations.map(
    one => one.id + ": " + one.nodes.map(node => node.target + " " + node.failureSummary).join(" | "))"""
PAGES = ["tra-cuu", f"c/{HOUSE}", "c/zzz", "tra-cuu/bao-sai", "tra-cuu/bien-nhan"]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service over the city in memory with an empty register."""
    home = tmp_path_factory.mktemp("citizen")
    migrate(LazyRegister(Settings(home=home).db_url).engine)
    engine = MemoryEngine()
    with serving(home, find_engine=lambda: engine) as url:
        yield url


def search(page: Page, text: str) -> None:
    page.get_by_label("Địa chỉ hoặc mã").fill(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_has_a_barrier_or_is_wider_than_the_window(city: str, browser: Browser, path: str, width: int) -> None:
    # The check is put into the page from outside, which the page's own policy rightly forbids to others.
    context = browser.new_context(viewport={"width": width, "height": 740}, bypass_csp=True)
    page = context.new_page()
    page.goto(city + path)
    page.add_script_tag(content=AXE.read_text("utf-8"))
    assert page.evaluate(VIOLATIONS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heights = page.eval_on_selector_all(
        ".button, .choice, nav a, .field button", "all => all.map(one => one.offsetHeight)"
    )
    assert min(heights) >= 44
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_at_200_percent_scrolls_one_way_only(city: str, browser: Browser, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 370})
    page = context.new_page()
    page.goto(city + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_a_citizen_finds_the_code_and_reports_a_fault_by_keyboard_alone(city: str, open_page: Open) -> None:
    screen = open_page(city + "tra-cuu", width=360, height=740, wait_for="#q[role=combobox]")
    page = screen.page
    search(page, "Số 12")
    expect(page.locator("#result .code")).to_have_text(HOUSE)
    expect(page.locator("#result")).to_be_focused()
    expect(page.locator("svg.close .cell")).to_be_visible()
    page.get_by_role("link", name="Báo sai vị trí").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Mã Vpostcode")).to_have_value(HOUSE)
    page.get_by_role("button", name="Gửi").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".status.good")).to_contain_text("Đã nhận")
    page.get_by_role("link", name="Xem kết quả See the answer").click()
    expect(page.locator("#result")).to_contain_text("đang chờ xã, phường xem")
    assert (screen.errors, screen.foreign) == ([], [])


def test_a_suggestion_fills_the_box_and_asks(city: str, open_page: Open) -> None:
    page = open_page(city + "tra-cuu", wait_for="#q[role=combobox]").page
    page.locator("#q").press_sequentially("phố t")
    expect(page.get_by_role("option")).not_to_have_count(0)
    assert "q=" not in page.url


def test_the_position_is_asked_for_only_on_request_and_leads_to_the_code(city: str, browser: Browser) -> None:
    point = centre("a")
    context = browser.new_context(
        geolocation={"latitude": point.lat, "longitude": point.lon}, permissions=["geolocation"]
    )
    page = context.new_page()
    page.goto(city + "tra-cuu")
    page.get_by_role("button", name="Tìm theo vị trí của tôi").click()
    expect(page.locator("#result .code")).to_have_text(HOUSE)
    assert str(round(point.lat, 3)) not in page.url
    context.close()


def test_without_permission_the_page_says_what_else_works(city: str, browser: Browser) -> None:
    context = browser.new_context(permissions=[])
    page = context.new_page()
    page.goto(city + "tra-cuu")
    page.get_by_role("button", name="Tìm theo vị trí của tôi").click()
    expect(page.locator("#refused")).to_contain_text("Vẫn tra được bằng địa chỉ")
    search(page, "Số 12")
    expect(page.locator("#result .code")).to_have_text(HOUSE)
    context.close()


def test_without_a_script_everything_still_works(city: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(city + "tra-cuu")
    page.fill("#q", "Số 12")
    page.click("#find button")
    expect(page.locator("#result .code")).to_have_text(HOUSE)
    expect(page.locator("#here")).to_be_hidden()
    page.click("text=Báo sai vị trí")
    page.click("text=Gửi")
    expect(page.locator(".status.good")).to_contain_text("Đã nhận")
    context.close()


def test_no_cookie_is_ever_set(city: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    for path in PAGES:
        page.goto(city + path)
    assert context.cookies() == []
    context.close()
