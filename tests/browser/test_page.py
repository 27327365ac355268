from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Error, Locator, Page, Response, Route, expect

from app.api.pages.site import FILES, MAPLIBRE
from geocoding.layers.rows import ServiceKind, ServicePoint
from geocoding.model import Box
from geocoding.snapshot.service_points import published
from postcode.code import read_stored
from tests.api.city import HOUSEHOLDS, MemoryEngine, MemorySnapshot, centre
from tests.browser.conftest import Open
from tests.listening import serving

pytestmark = pytest.mark.browser

needs_map = pytest.mark.skipif(
    not (MAPLIBRE / "maplibre-gl.mjs").is_file(), reason="MapLibre GL is not installed: run web/install.py"
)

MOST_STOPS = 40
"""Stops of the keyboard before the map: the search, its examples and the buttons of the map."""
HOUSE = read_stored(HOUSEHOLDS[0].code).printed()


def search(page: Page, text: str) -> None:
    page.get_by_role("combobox").fill(text)
    page.keyboard.press("Enter")


@needs_map
def test_the_page_shows_what_is_loaded_and_asks_nobody_else(service: str, open_page: Open) -> None:
    screen = open_page(service)
    page = screen.page
    expect(page.locator("#counts dd")).to_have_text(["4", "4", "4", "2"])
    expect(page.get_by_role("row").nth(1)).to_contain_text("Phường Thử")
    expect(page.locator(".town").first).to_be_visible()
    expect(page.locator("#approximate")).to_be_visible()
    expect(page.locator("#demo")).to_be_visible()
    assert (screen.errors, screen.foreign) == ([], [])


@needs_map
def test_an_address_gives_its_verdict_and_a_code_to_copy(service: str, open_page: Open) -> None:
    page = open_page(service).page
    search(page, "Số 12")
    expect(page.locator(".verdict")).to_contain_text("Đã khớp")
    expect(page.locator(".code")).to_have_text(HOUSE)
    page.get_by_role("button", name="Chép mã").click()
    expect(page.get_by_role("button", name="Đã chép")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == HOUSE


@needs_map
def test_an_ambiguous_address_lists_its_candidates_with_one_pin_for_one_place(service: str, open_page: Open) -> None:
    page = open_page(service).page
    search(page, "Số 14")
    expect(page.locator(".verdict")).to_contain_text("2 kết quả")
    expect(page.locator(".match")).to_have_count(2)
    expect(page.locator(".maplibregl-marker .pin")).to_have_text(["1–2"])
    expect(page.locator("#spoken")).to_contain_text("Có nhiều khả năng: 2 kết quả")


@needs_map
@pytest.mark.parametrize("spelling", [HOUSE, HOUSE.lower(), HOUSEHOLDS[0].code])
def test_a_code_in_the_search_box_is_looked_up(service: str, open_page: Open, spelling: str) -> None:
    page = open_page(service).page
    search(page, spelling)
    expect(page.locator(".match h3")).to_contain_text("Số 12")


@needs_map
def test_a_click_on_the_map_asks_what_is_there(service: str, open_page: Open) -> None:
    page = open_page(service).page
    search(page, "Số 12")
    expect(page.locator(".maplibregl-marker .pin")).to_have_text(["1"])
    expect(page.locator(".match")).to_have_count(1)
    box = page.locator("#map").bounding_box()
    assert box is not None
    page.wait_for_timeout(500)
    with page.expect_response(lambda response: "/v1/reverse" in response.url):
        page.mouse.click(box["x"] + box["width"] / 2 + 40, box["y"] + box["height"] / 2 + 40)
    expect(page.locator(".verdict")).to_contain_text("Tìm thấy ở đây")
    expect(page.locator(".facts")).to_contain_text("Cách điểm hỏi")
    expect(page.locator(".match h3")).to_contain_text("Số 12")


@needs_map
def test_the_centre_of_the_map_can_be_asked_by_keyboard(service: str, open_page: Open) -> None:
    page = open_page(service).page
    page.get_by_role("button", name="Hỏi tâm bản đồ").focus()
    with page.expect_response(lambda response: "/v1/reverse" in response.url):
        page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_be_visible()


@needs_map
def test_the_keyboard_reaches_search_results_and_map(service: str, open_page: Open) -> None:
    page = open_page(service).page
    reached: list[str] = []
    while len(reached) < MOST_STOPS and "maplibregl-canvas" not in reached:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert reached[:2] == ["skip", "q"]
    assert "maplibregl-canvas" in reached


@needs_map
def test_nearing_the_ground_draws_parcels_and_households_of_the_window(service: str, open_page: Open) -> None:
    page = open_page(service).page
    with (
        page.expect_response(lambda response: shows_house(response, "parcels")) as parcels,
        page.expect_response(lambda response: shows_house(response, "households")) as households,
    ):
        search(page, "Số 12")
    assert len(parcels.value.json()["features"]) >= 1
    assert len(households.value.json()["features"]) >= 1


def shows_house(response: Response, layer: str) -> bool:
    """Whether this is a layer's answer for a window with the house in it; on the way there the map asks for others."""
    url = urlsplit(response.url)
    if url.path != f"/map/{layer}.geojson":
        return False
    return Box(*map(float, parse_qs(url.query)["bbox"][0].split(","))).contains(HOUSEHOLDS[0].point)


@needs_map
def test_the_page_fits_a_phone_and_its_buttons_a_thumb(service: str, open_page: Open) -> None:
    page = open_page(service, width=360, height=740).page
    search(page, "Số 14")
    expect(page.locator(".match")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    heights = page.eval_on_selector_all(
        "form button, .examples button, .match button, .tools button", "all => all.map(one => one.offsetHeight)"
    )
    assert heights
    assert min(heights) >= 44


@needs_map
def test_an_example_is_a_real_address_of_what_is_loaded(service: str, open_page: Open) -> None:
    page = open_page(service).page
    expect(page.locator("#examples button")).to_have_count(2)
    assert (page.locator("#examples button").first.text_content() or "").startswith("Số 1")


def test_without_the_map_the_page_says_so_and_still_answers(
    service: str, open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(FILES, "maplibre/maplibre-gl.mjs", tmp_path / "none.mjs")  # type: ignore[misc]
    page = open_page(service, wait_for="#nomap:not([hidden])").page
    expect(page.locator("#nomap")).to_contain_text("chưa cài phần bản đồ")
    search(page, "Số 12")
    expect(page.locator(".code")).to_have_text(HOUSE)
    expect(page.get_by_role("button", name="Bản đồ Map")).to_have_count(0)


def test_before_the_first_publication_the_page_says_what_to_do(unpublished_service: str, open_page: Open) -> None:
    page = open_page(unpublished_service, wait_for="#unready:not([hidden])").page
    expect(page.locator("#unready")).to_contain_text("vpostcode publish")
    search(page, "Số 12")
    expect(page.locator(".verdict")).to_contain_text("Chưa có dữ liệu được phát hành")


@needs_map
def test_a_code_that_cannot_be_read_is_explained(service: str, open_page: Open) -> None:
    page = open_page(service).page
    wrong = HOUSEHOLDS[0].code[:10] + HOUSEHOLDS[0].code[11] + HOUSEHOLDS[0].code[10]
    search(page, wrong)
    expect(page.locator(".verdict.problem")).to_contain_text("Mã này chưa được cấp")
    page.locator("#answer .examples button").click()
    expect(page.locator(".match h3")).to_contain_text("Số 12")


def suggestions(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def type_text(page: Page, text: str) -> None:
    page.get_by_role("combobox").press_sequentially(text)


@needs_map
def test_suggestions_follow_the_typing_and_are_counted_aloud(service: str, open_page: Open) -> None:
    page = open_page(service).page
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    with page.expect_response(lambda response: "/v1/suggest" in response.url) as answered:
        type_text(page, "phố t")
    assert answered.value.url.endswith("q=ph%E1%BB%91+t")  # one question for five keys
    expect(suggestions(page)).to_have_text(
        ["Phố Thử, Phường Thử đường, phố street", "Số 12, ngõ 5, Phố Thử số nhà number"]
    )
    expect(suggestions(page).first.locator("mark")).to_have_text("Phố T")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#suggested")).to_have_text("2 gợi ý, dùng phím mũi tên để chọn.")


@needs_map
def test_the_keyboard_walks_the_list_while_the_box_keeps_the_focus(service: str, open_page: Open) -> None:
    page = open_page(service).page
    box = page.get_by_role("combobox")
    type_text(page, "thử")
    expect(suggestions(page)).to_have_count(2)
    walked = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
        walked.append(box.get_attribute("aria-activedescendant"))
    assert walked == ["suggestion-0", "suggestion-1", None, "suggestion-1", "suggestion-0", None]
    expect(box).to_be_focused()
    expect(box).to_have_value("thử")
    expect(page.locator('[aria-selected="true"]')).to_have_count(0)


@needs_map
def test_a_complete_suggestion_once_chosen_is_asked_for(service: str, open_page: Open) -> None:
    page = open_page(service).page
    type_text(page, "thử")
    expect(suggestions(page)).to_have_count(2)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox")).to_have_value("Số 12, ngõ 5, Phố Thử")
    expect(page.locator(".code")).to_have_text(HOUSE)
    expect(page.get_by_role("listbox")).to_be_hidden()


@needs_map
def test_an_incomplete_suggestion_once_chosen_is_gone_on_with(service: str, open_page: Open) -> None:
    page = open_page(service).page
    type_text(page, "thử")
    with page.expect_response(lambda response: "Ph%C6%B0%E1%BB%9Dng" in response.url):
        suggestions(page).first.click()
    expect(page.get_by_role("combobox")).to_have_value("Phố Thử, Phường Thử")
    expect(page.get_by_role("combobox")).to_be_focused()
    expect(page.locator(".verdict")).to_have_count(0)


@needs_map
def test_escape_closes_the_list_then_empties_the_box(service: str, open_page: Open) -> None:
    page = open_page(service).page
    box = page.get_by_role("combobox")
    type_text(page, "thử")
    expect(suggestions(page)).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("thử")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")


@needs_map
def test_leaving_the_box_or_asking_closes_the_list(service: str, open_page: Open) -> None:
    page = open_page(service).page
    type_text(page, "thử")
    expect(suggestions(page)).to_have_count(2)
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    search(page, "Số 12")
    expect(page.locator(".code")).to_have_text(HOUSE)
    page.wait_for_timeout(400)
    expect(page.get_by_role("listbox")).to_be_hidden()


@needs_map
def test_a_late_answer_to_an_older_text_is_dropped(service: str, open_page: Open) -> None:
    page = open_page(service).page
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/v1/suggest?q=ph%E1%BB%91", hold)
    with page.expect_request("**/v1/suggest?q=ph%E1%BB%91"):
        type_text(page, "phố")
    type_text(page, " m")
    expect(suggestions(page)).to_have_count(1)
    with suppress(Error):  # the page has given it up
        held[0].continue_()
    page.wait_for_timeout(300)
    expect(suggestions(page)).to_have_text(["Phố Mẫu, Xã Mẫu đường, phố street"])


@needs_map
def test_nothing_is_asked_while_an_input_method_composes_a_word(service: str, open_page: Open) -> None:
    page = open_page(service).page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/v1/suggest" in request.url else None)
    box = page.get_by_role("combobox")
    box.focus()
    box.dispatch_event("compositionstart")
    type_text(page, "thuwr")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(500)
    assert asked == []
    box.fill("thử")
    with page.expect_response(lambda response: "/v1/suggest" in response.url):
        box.dispatch_event("compositionend")
    expect(suggestions(page)).to_have_count(2)


@needs_map
def test_without_suggestions_free_text_still_goes_through(service: str, open_page: Open) -> None:
    page = open_page(service).page
    page.route("**/v1/suggest**", lambda route: route.abort())
    type_text(page, "Số 12")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    expect(page.locator(".code")).to_have_text(HOUSE)


@needs_map
def test_suggestions_fit_a_phone_and_a_thumb(service: str, open_page: Open) -> None:
    page = open_page(service, width=360, height=740).page
    type_text(page, "thử")
    expect(suggestions(page)).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert min(suggestions(page).evaluate_all("all => all.map(one => one.offsetHeight)")) >= 44


def test_an_address_that_leads_nowhere_shows_ways_on_with_room_for_a_thumb(service: str, open_page: Open) -> None:
    page = open_page(f"{service}nowhere", width=360, wait_for="nav a").page
    heights = page.evaluate("[...document.querySelectorAll('a')].map(one => one.getBoundingClientRect().height)")
    assert (len(heights), min(heights) >= 44) == (4, True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.locator("link[rel=icon]")).to_have_attribute("href", "/assets/mark.svg")
    page.get_by_role("link", name="Trang đầu, bản đồ").click()
    expect(page.get_by_role("combobox")).to_be_visible()


@pytest.fixture
def service_with_offices(tmp_path: Path) -> Iterator[str]:
    office = ServicePoint("BC-1", "Bưu cục Thử", ServiceKind.POST_OFFICE, "00001", centre("a"), "1 Phố Thử")
    engine = MemoryEngine(MemorySnapshot(service_points=(published(office, source="test"),)))
    with serving(tmp_path, find_engine=lambda: engine) as url:
        yield url


@needs_map
@pytest.mark.parametrize("width", [1280, 360])
def test_service_points_are_listed_and_found_on_the_map(service_with_offices: str, open_page: Open, width: int) -> None:
    screen = open_page(service_with_offices, width=width)
    page = screen.page
    expect(page.locator("#legend")).to_contain_text("bưu cục")
    page.get_by_text("1 điểm phục vụ bưu chính").click()
    page.get_by_role("button", name="Bưu cục Thử").click()
    expect(page.locator("#answer")).to_contain_text("1 Phố Thử, Phường Thử")
    assert screen.errors == []
