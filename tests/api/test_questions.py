import pytest
from starlette.testclient import TestClient

from tests.api.city import centre


def test_a_text_that_is_unique_is_matched_with_its_printed_code(demo: TestClient) -> None:
    answer = demo.get("/v1/resolve", params={"q": "Số 12"}).json()
    assert answer["vpostcode"]["verdict"] == "matched"
    assert answer["vpostcode"]["next_action"] == "accept"
    [feature] = answer["features"]
    assert feature["properties"]["vpostcode"]["code"] == "11024-2R52CJ2-7"


def test_an_answer_is_a_feature_collection_with_geocodejson_members(demo: TestClient) -> None:
    answer = demo.get("/v1/resolve", params={"q": "Số 12"}).json()
    assert answer["type"] == "FeatureCollection"
    assert answer["geocoding"] == {"version": "0.1.0", "attribution": "Vpostcode", "query": "Số 12"}
    assert answer["features"][0]["properties"]["geocoding"] == {
        "type": "house",
        "accuracy": 20,
        "label": "Số 12, ngõ 5, Phố Thử",
        "housenumber": "12",
        "street": "Phố Thử",
        "postcode": "11024",
        "district": "Phường Thử",
        "city": "Hà Nội",
        "country": "Việt Nam",
    }


def test_our_members_stand_beside_the_geocodejson_ones(demo: TestClient) -> None:
    ours = demo.get("/v1/resolve", params={"q": "Số 12"}).json()["features"][0]["properties"]["vpostcode"]
    assert ours["level"] == "household"
    assert (ours["accuracy"], ours["uncertainty_m"], ours["confidence"]) == ("parcel", 20.0, 1.0)
    commune = ours["commune"]
    assert (commune["code"], commune["name"], commune["postcode"]) == ("00001", "Phường Thử", "11024")
    assert ours["parcel"] == {"commune_code": "00001", "sheet": "7", "number": "1"}
    assert ours["address"]["alley_path"] == ["5"]
    assert ours["external_id"] == "ho-a"
    assert ours["distance_m"] is None


def test_an_ambiguous_text_comes_with_the_total_and_its_candidates(demo: TestClient) -> None:
    answer = demo.get("/v1/resolve", params={"q": "Số 14"}).json()
    assert answer["vpostcode"]["verdict"] == "ambiguous"
    assert answer["vpostcode"]["total"] == 2
    assert [f["properties"]["vpostcode"]["external_id"] for f in answer["features"]] == ["ho-b0101", "ho-b0102"]


def test_the_limit_cuts_the_candidates_but_not_the_total(demo: TestClient) -> None:
    answer = demo.get("/v1/resolve", params={"q": "Số 14", "limit": 1}).json()
    assert (len(answer["features"]), answer["vpostcode"]["total"]) == (1, 2)


def test_a_text_that_means_nothing_is_answered_with_the_verdict_none(demo: TestClient) -> None:
    response = demo.get("/v1/resolve", params={"q": "nowhere"})
    assert response.status_code == 200
    assert response.json()["vpostcode"]["verdict"] == "none"
    assert response.json()["vpostcode"]["unmatched"] == "nowhere"


def test_a_fault_is_told_in_both_languages(demo: TestClient) -> None:
    [fault] = demo.get("/v1/resolve", params={"q": "Số 12"}).json()["vpostcode"]["faults"]
    assert fault["message"] == {
        "vi": "Đã hiểu quận, huyện cũ “Quận Cũ” là “Phường Thử”.",
        "en": "Read the former district “Quận Cũ” as “Phường Thử”.",
    }


def test_a_point_on_a_parcel_gives_its_households_with_their_distance(demo: TestClient) -> None:
    point = centre("b")
    answer = demo.get("/v1/reverse", params={"lat": point.lat, "lon": point.lon}).json()
    assert [f["properties"]["vpostcode"]["external_id"] for f in answer["features"]] == ["ho-b0101", "ho-b0102"]
    assert answer["features"][0]["properties"]["vpostcode"]["distance_m"] == 0.0


def test_every_position_is_sent_as_longitude_then_latitude(demo: TestClient) -> None:
    point = centre("a")
    answer = demo.get("/v1/reverse", params={"lat": point.lat, "lon": point.lon}).json()
    assert answer["features"][0]["geometry"] == {"type": "Point", "coordinates": [105.8015, 21.0085]}


@pytest.mark.parametrize(
    ("path", "status", "name"),
    [
        ("/v1/resolve", 422, "invalid-parameter"),
        ("/v1/resolve?q=", 422, "invalid-parameter"),
        (f"/v1/resolve?q={'a' * 1001}", 422, "invalid-parameter"),
        ("/v1/resolve?q=a&limit=0", 422, "invalid-parameter"),
        ("/v1/resolve?q=a&limit=6", 422, "invalid-parameter"),
        ("/v1/resolve?q=a&limit=two", 422, "invalid-parameter"),
        ("/v1/resolve?q=a&country=vn", 400, "unknown-parameter"),
        ("/v1/reverse?lat=21.0", 422, "invalid-parameter"),
        ("/v1/reverse?lat=nan&lon=105.8", 422, "invalid-parameter"),
        ("/v1/reverse?lat=inf&lon=105.8", 422, "invalid-parameter"),
        ("/v1/reverse?lat=1e400&lon=105.8", 422, "invalid-parameter"),
        ("/v1/reverse?lat=90.5&lon=105.8", 422, "position-invalid"),
        ("/v1/reverse?lat=21.0&lon=180.5", 422, "position-invalid"),
        ("/v1/reverse?lat=105.8&lon=21.0", 422, "position-swapped"),
        ("/v1/reverse?lat=21.0&lon=105.8&zoom=3", 400, "unknown-parameter"),
    ],
)
def test_a_question_that_cannot_be_understood_is_refused_as_a_problem(
    demo: TestClient, path: str, status: int, name: str
) -> None:
    response = demo.get(path)
    assert (response.status_code, response.json()["type"]) == (status, f"/problems/{name}")


def test_a_text_of_the_longest_allowed_length_is_answered(demo: TestClient) -> None:
    assert demo.get("/v1/resolve", params={"q": "ă" * 1000}).status_code == 200


def test_unknown_parameters_are_named(demo: TestClient) -> None:
    problem = demo.get("/v1/resolve?q=a&country=vn&lang=en").json()
    assert [error["pointer"] for error in problem["errors"]] == ["#/query/country", "#/query/lang"]
