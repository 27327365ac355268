from starlette.testclient import TestClient


def test_all_communes_are_listed_by_code_as_their_centres(demo: TestClient) -> None:
    listed = demo.get("/v1/communes").json()
    assert listed["vpostcode"] == {"dataset_version": "2026-11-22-test", "approximate": True, "total": 2}
    assert [f["properties"]["vpostcode"]["code"] for f in listed["features"]] == ["00001", "00002"]
    assert {f["geometry"]["type"] for f in listed["features"]} == {"Point"}


def test_one_commune_comes_with_its_outline_and_figures(demo: TestClient) -> None:
    [feature] = demo.get("/v1/communes/00001").json()["features"]
    assert feature["geometry"]["type"] == "Polygon"
    assert len(feature["geometry"]["coordinates"][0]) == 5
    assert feature["properties"]["vpostcode"] == {
        "code": "00001",
        "name": "Phường Thử",
        "postcode": "11024",
        "former": ["Phường Cũ"],
        "households": 12,
        "codes": 12,
        "centre": [105.805, 21.005],
    }


def test_a_commune_that_does_not_exist_is_a_problem(demo: TestClient) -> None:
    response = demo.get("/v1/communes/99999")
    assert (response.status_code, response.json()["type"]) == (404, "/problems/commune-unknown")


def test_a_small_count_is_not_shown_to_a_citizen(public: TestClient) -> None:
    counts = [f["properties"]["vpostcode"]["households"] for f in public.get("/v1/communes").json()["features"]]
    assert counts == [12, None]
