"""Outside demo mode a caller without a key is a citizen: the table "Who sees what" of the architecture."""

from dataclasses import replace

from starlette.testclient import TestClient

from app.access.principal import Role
from app.api.disclosure import View, visible_matches
from geocoding.match.answer import Answer, Extent, NextAction
from geocoding.model import Accuracy, MatchLevel, Verdict
from tests.api.callers import caller, calling_as
from tests.api.city import HOUSEHOLDS, centre, match


def test_a_citizen_gets_the_one_match_of_a_unique_text(public: TestClient) -> None:
    answer = public.get("/v1/resolve", params={"q": "Số 12"}).json()
    assert answer["features"][0]["properties"]["vpostcode"]["code"] == "11024-2R52CJ2-7"


def test_a_code_in_an_address_leads_only_those_to_its_household_who_may_know(public: TestClient) -> None:
    asked = {"q": HOUSEHOLDS[1].code}
    verdicts = {}
    for role in (Role.SHOP, Role.OPERATOR):
        with calling_as(public, caller(role)):
            verdicts[role] = public.get("/v1/resolve", params=asked).json()["vpostcode"]["verdict"]
    assert verdicts == {Role.SHOP: "none", Role.OPERATOR: "matched"}
    assert public.get("/v1/resolve", params=asked).json()["vpostcode"]["verdict"] == "none"


def test_a_citizen_gets_no_candidates_of_an_ambiguous_text(public: TestClient) -> None:
    answer = public.get("/v1/resolve", params={"q": "Số 14"}).json()
    assert answer["features"] == []
    assert answer["vpostcode"]["verdict"] == "ambiguous"
    assert answer["vpostcode"]["withheld"] == 2


def test_a_citizen_learns_of_a_point_only_its_commune(public: TestClient) -> None:
    point = centre("b")
    answer = public.get("/v1/reverse", params={"lat": point.lat, "lon": point.lon}).json()
    [feature] = answer["features"]
    assert feature["properties"]["vpostcode"]["level"] == "commune"
    assert answer["vpostcode"]["total"] == 1
    assert "ho-b" not in str(answer)


def test_a_citizen_learns_of_a_code_that_it_is_issued_and_its_cell_only(public: TestClient) -> None:
    answer = public.get(f"/v1/codes/{HOUSEHOLDS[1].code}").json()
    ours = answer["features"][0]["properties"]["vpostcode"]
    for hidden in ("external_id", "household_id", "parcel", "address", "access_point"):
        assert ours[hidden] is None
    assert "Phố Thử" not in str(answer)
    west, south, east, north = answer["bbox"]
    assert answer["features"][0]["geometry"]["coordinates"] == [
        round((west + east) / 2, 7),
        round((south + north) / 2, 7),
    ]


def test_a_citizen_is_not_told_which_other_codes_are_issued(public: TestClient) -> None:
    code = HOUSEHOLDS[0].code
    response = public.get(f"/v1/codes/{code[:10]}{code[11]}{code[10]}")
    assert response.status_code == 404
    assert "near_misses" not in response.json()


def test_a_citizen_gets_the_middle_of_a_street_where_others_get_a_place_between_houses() -> None:
    street = replace(match(HOUSEHOLDS[0]), level=MatchLevel.STREET, household=None, parcel=None)
    between = replace(street, accuracy=Accuracy.INTERPOLATED, extent=Extent(centre("d"), 400.0))
    answer = Answer(Verdict.PARTIAL, NextAction.COMPLETE, (between,), 1)
    assert visible_matches(answer, view=View.SHOP) == (between,)
    [told] = visible_matches(answer, view=View.CITIZEN)
    assert (told.point, told.accuracy, told.uncertainty_m) == (centre("d"), Accuracy.CENTROID, 400.0)
    assert told.extent is None
