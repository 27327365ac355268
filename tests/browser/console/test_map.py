"""The map of the console: what it draws, what is picked on it, and the same in words."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.console.conftest import DESKTOP, PHONE, Desk, Seat, needs_axe, needs_map, overflow, violations
from tests.browser.console.small_city import KIM_LIEN

pytestmark = [pytest.mark.browser, needs_map]


def worst_place(desk: Desk) -> tuple[float, float]:
    """Where a finding of the own commune lies."""
    answer = desk.page.context.request.get(f"{desk.base}/v1/findings?commune={KIM_LIEN}&limit=200").json()
    found = next(one for one in answer["findings"] if one["lon"] is not None and one["household_id"])
    return found["lon"], found["lat"]


def near_the_ground(desk: Desk) -> Page:
    """The map opened where a finding lies, with everything drawn."""
    lon, lat = worst_place(desk)
    desk.open(f"/console/map?lon={lon}&lat={lat}")
    expect(in_view(desk.page)).to_contain_text("Phát hiện")
    return desk.page


def in_view(page: Page):
    return page.get_by_role("region", name="Trong khung nhìn")


def picked(page: Page):
    return page.get_by_role("region", name="Tại điểm đã chọn")


def test_enter_picks_the_middle_of_the_map_and_the_finding_there_leads_to_its_household(seat: Seat) -> None:
    page = near_the_ground(seat("kimlien.a"))
    page.locator(".maplibregl-canvas").focus()
    page.keyboard.press("Enter")
    expect(picked(page)).to_contain_text("Phát hiện")
    picked(page).locator("a[href*='finding=']").first.click()
    expect(page).to_have_url(re.compile(r"/console/households/[0-9a-f-]+\?finding="))


def test_a_click_picks_the_commune_under_it(seat: Seat) -> None:
    page = near_the_ground(seat("kimlien.a"))
    box = page.locator(".maplibregl-canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, delay=60)
    expect(picked(page)).to_contain_text("Phường Kim Liên")


def test_a_layer_switched_off_is_neither_drawn_nor_told(seat: Seat) -> None:
    page = near_the_ground(seat("kimlien.a"))
    page.get_by_label("Phát hiện").focus()
    page.keyboard.press("Space")
    expect(in_view(page)).not_to_contain_text("Phát hiện")
    expect(in_view(page)).to_contain_text("Phường Kim Liên")


def test_a_service_point_is_picked_told_and_switched_off(seat: Seat) -> None:
    desk = seat("kimlien.a")
    found = desk.page.context.request.get(f"{desk.base}/ogc/collections/service-points/items").json()["features"]
    (lon, lat), name = found[0]["geometry"]["coordinates"], found[0]["properties"]["name"]
    desk.open(f"/console/map?lon={lon}&lat={lat}")
    page = desk.page
    expect(in_view(page)).to_contain_text(name)
    page.locator(".maplibregl-canvas").focus()
    page.keyboard.press("Enter")
    expect(picked(page)).to_contain_text(name)
    page.get_by_label("Điểm phục vụ").focus()
    page.keyboard.press("Space")
    expect(in_view(page)).not_to_contain_text(name)


def test_everything_that_is_drawn_comes_from_us(seat: Seat) -> None:
    desk = seat("kimlien.a")
    near_the_ground(desk)
    assert desk.screen.foreign == []
    assert desk.screen.errors == []


@needs_axe
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_map_with_a_picked_place_is_open_to_everybody(seat: Seat, size: tuple[int, int]) -> None:
    page = near_the_ground(seat("kimlien.a", size=size))
    page.locator(".maplibregl-canvas").focus()
    page.keyboard.press("Enter")
    expect(picked(page)).to_be_visible()
    assert violations(page) == []
    assert overflow(page) <= 0
