"""`/v1/suggest`: ways to go on, and who is told numbers."""

from io import StringIO

import pytest
from starlette.testclient import TestClient


def texts(client: TestClient, **parameters: str | int) -> list[str]:
    response = client.get("/v1/suggest", params=parameters)
    assert response.status_code == 200
    return [one["text"] for one in response.json()["suggestions"]]


def test_a_suggestion_has_its_text_its_label_its_kind_and_its_commune(public: TestClient) -> None:
    answer = public.get("/v1/suggest", params={"q": "phố m"}).json()
    assert answer == {
        "query": "phố m",
        "suggestions": [
            {
                "text": "Phố Mẫu, Xã Mẫu",
                "label": [{"text": "Phố M", "matched": True}, {"text": "ẫu, Xã Mẫu", "matched": False}],
                "kind": "street",
                "commune": {"code": "00002", "name": "Xã Mẫu"},
                "complete": False,
            }
        ],
        "dataset_version": "2026-11-22-test",
    }


def test_a_citizen_is_told_no_numbers_the_demo_is(public: TestClient, demo: TestClient) -> None:
    assert texts(public, q="thử") == ["Phố Thử, Phường Thử"]
    assert texts(demo, q="thử") == ["Phố Thử, Phường Thử", "Số 12, ngõ 5, Phố Thử"]


def test_nothing_known_is_an_empty_list(public: TestClient) -> None:
    assert texts(public, q="xyz") == []


def test_a_commune_narrows_the_suggestions(public: TestClient) -> None:
    assert texts(public, q="phố", commune="00002") == ["Phố Mẫu, Xã Mẫu"]
    assert texts(public, q="phố", limit=1) == ["Phố Thử, Phường Thử"]


def test_a_commune_that_does_not_exist_is_a_problem(public: TestClient) -> None:
    response = public.get("/v1/suggest", params={"q": "phố", "commune": "99999"})
    assert (response.status_code, response.json()["type"]) == (404, "/problems/commune-unknown")


@pytest.mark.parametrize(
    "parameters", [{}, {"q": ""}, {"q": "a", "limit": 0}, {"q": "a", "limit": 11}, {"q": "a" * 1001}]
)
def test_a_parameter_out_of_range_is_a_problem(public: TestClient, parameters: dict[str, str | int]) -> None:
    response = public.get("/v1/suggest", params=parameters)
    assert (response.status_code, response.json()["type"]) == (422, "/problems/invalid-parameter")


def test_what_was_typed_is_not_logged(public: TestClient, log: StringIO) -> None:
    texts(public, q="thử")
    written = log.getvalue()
    assert "/v1/suggest" in written
    assert "thử" not in written


def test_a_caller_who_has_the_answer_is_told_so(public: TestClient) -> None:
    first = public.get("/v1/suggest", params={"q": "phố"})
    again = public.get("/v1/suggest", params={"q": "phố"}, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
