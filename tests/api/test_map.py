import pytest
from starlette.testclient import TestClient

from tests.api.callers import calling_as, official

EVERYWHERE = "105,20,107,22"


def test_commune_outlines_carry_name_centre_and_count(demo: TestClient) -> None:
    layer = demo.get("/map/communes.geojson")
    assert layer.headers["Content-Type"] == "application/geo+json"
    assert layer.json()["complete"] is True
    assert layer.json()["features"][0]["properties"] == {
        "code": "00001",
        "name": "Phường Thử",
        "postcode": "11024",
        "centre": [105.805, 21.005],
        "households": 12,
        "codes": 12,
    }


def test_a_window_shows_the_parcels_in_it(demo: TestClient) -> None:
    layer = demo.get("/map/parcels.geojson?bbox=105.80,21.0,105.804,21.01").json()
    assert [f["properties"] for f in layer["features"]] == [
        {"sheet": "7", "number": "1"},
        {"sheet": "7", "number": "2"},
    ]


def test_a_window_shows_the_households_in_demo_mode(demo: TestClient) -> None:
    layer = demo.get(f"/map/households.geojson?bbox={EVERYWHERE}").json()
    assert len(layer["features"]) == 4
    assert layer["features"][0]["properties"]["code"] == "11024-2R52CJ2-7"


def test_a_list_of_households_is_not_for_everybody(public: TestClient) -> None:
    response = public.get(f"/map/households.geojson?bbox={EVERYWHERE}")
    assert (response.status_code, response.json()["type"]) == (401, "/problems/unauthenticated")


def test_an_official_sees_the_households_of_the_own_commune_in_a_window(public: TestClient) -> None:
    with calling_as(public, official("00002")):
        layer = public.get(f"/map/households.geojson?bbox={EVERYWHERE}").json()
    assert [f["properties"]["code"][:5] for f in layer["features"]] == ["12345"]


def test_a_window_with_more_than_can_be_drawn_says_that_it_is_cut(
    demo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.api.maps.map_window.MAX_FEATURES", 3)
    layer = demo.get(f"/map/parcels.geojson?bbox={EVERYWHERE}").json()
    assert (len(layer["features"]), layer["complete"]) == (3, False)


@pytest.mark.parametrize(
    "box", ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "nan,20,107,22", "105,20,inf,22", "107,20,105,22", "105,22,107,20"]
)
def test_a_window_that_is_none_is_a_problem(demo: TestClient, box: str) -> None:
    response = demo.get("/map/parcels.geojson", params={"bbox": box})
    assert (response.status_code, response.json()["type"]) == (422, "/problems/box-invalid")
