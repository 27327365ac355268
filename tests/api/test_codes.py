import pytest
from starlette.testclient import TestClient

from app.access.principal import Role
from postcode.code import read_stored
from tests.api.callers import caller, calling_as
from tests.api.city import GONE, HOUSEHOLDS

HOUSE, FLAT = HOUSEHOLDS[0], HOUSEHOLDS[1]
PRINTED = read_stored(FLAT.code).printed()


@pytest.mark.parametrize(
    "spelling",
    [
        FLAT.code,
        FLAT.code.lower(),
        PRINTED,
        PRINTED.lower(),
        PRINTED.replace("/", "%2F"),
        PRINTED.replace("-", "%20-%20", 1),
        FLAT.code[:5] + "%20" + FLAT.code[5:],
    ],
)
def test_a_code_in_any_spelling_gives_exactly_its_household(demo: TestClient, spelling: str) -> None:
    answer = demo.get(f"/v1/codes/{spelling}")
    assert answer.status_code == 200
    [feature] = answer.json()["features"]
    assert feature["properties"]["vpostcode"]["external_id"] == FLAT.external_id
    assert answer.json()["vpostcode"]["code"] == PRINTED


def test_the_box_of_a_code_is_its_cell(demo: TestClient) -> None:
    west, south, east, north = demo.get(f"/v1/codes/{HOUSE.code}").json()["bbox"]
    assert west <= HOUSE.point.lon <= east
    assert south <= HOUSE.point.lat <= north
    assert (round((east - west) * 32_000), round((north - south) * 40_000)) == (1, 1)


def test_a_foreign_head_is_corrected_and_said_so(demo: TestClient) -> None:
    answer = demo.get(f"/v1/codes/99999{HOUSE.code[5:]}").json()
    assert answer["vpostcode"]["code"] == read_stored(HOUSE.code).printed()
    [fault] = answer["vpostcode"]["faults"]
    assert (fault["element"], fault["kind"], fault["asked"]) == ("head", "contradicted", "99999")


@pytest.mark.parametrize(("check", "ok"), [("", None), (read_stored(HOUSE.code).check, True)])
def test_a_check_symbol_is_judged_when_given(demo: TestClient, check: str, ok: bool | None) -> None:
    spelling = f"{HOUSE.code}-{check}" if check else HOUSE.code
    assert demo.get(f"/v1/codes/{spelling}").json()["vpostcode"]["check_ok"] is ok


def test_a_wrong_check_symbol_is_a_problem_with_near_misses(demo: TestClient) -> None:
    wrong = next(symbol for symbol in "0123" if symbol != read_stored(HOUSE.code).check)
    response = demo.get(f"/v1/codes/{HOUSE.code}-{wrong}")
    assert (response.status_code, response.json()["type"]) == (422, "/problems/code-check-failed")
    assert read_stored(HOUSE.code).printed() in response.json()["near_misses"]


def test_a_code_nobody_has_is_not_found_with_issued_near_misses(demo: TestClient) -> None:
    swapped = HOUSE.code[:10] + HOUSE.code[11] + HOUSE.code[10]
    response = demo.get(f"/v1/codes/{swapped}")
    assert (response.status_code, response.json()["type"]) == (404, "/problems/code-not-issued")
    assert response.json()["near_misses"] == [read_stored(HOUSE.code).printed()]


@pytest.mark.parametrize("text", ["1102", "ABCDE-2R52CJ2", "11024-2R52CJ2/!!", "%20", "a/b/c/d"])
def test_a_text_that_is_no_code_is_a_problem_that_says_what_is_wrong(demo: TestClient, text: str) -> None:
    response = demo.get(f"/v1/codes/{text}")
    assert (response.status_code, response.json()["type"]) == (422, "/problems/code-malformed")
    assert response.json()["errors"][0]["pointer"] == "#/path/code"


def test_an_empty_code_is_a_problem(demo: TestClient) -> None:
    assert demo.get("/v1/codes/").json()["type"] == "/problems/code-malformed"


@pytest.mark.parametrize(("role", "told"), [(Role.CITIZEN, False), (Role.SHOP, True), (Role.OFFICER, True)])
def test_a_retired_code_is_gone_and_its_successor_told_to_those_who_may_know(
    public: TestClient, role: Role, told: bool
) -> None:
    with calling_as(public, caller(role)):
        answer = public.get(f"/v1/codes/{GONE.code}")
    assert (answer.status_code, answer.json()["type"]) == (410, "/problems/code-retired")
    assert answer.json().get("successors") == ([read_stored(HOUSE.code).printed()] if told else None)
    assert "near_misses" not in answer.json()
