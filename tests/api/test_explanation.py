"""`explain=true` tells how a text was read, and what is on file only to those who may know it."""

from starlette.testclient import TestClient


def test_a_question_tells_its_story_when_asked_to(demo: TestClient) -> None:
    told = demo.get("/v1/resolve", params={"q": "Số 12", "explain": "true"}).json()["explanation"]
    assert told["text"] == "Số 12"
    assert told["readings"] == [{"parts": {"house_number": "5", "street": "Láng", "names": "Đống Đa"}}]
    assert told["look_ups"][0]["households"] == 1


def test_an_answer_has_no_story_unless_asked(demo: TestClient) -> None:
    assert "explanation" not in demo.get("/v1/resolve", params={"q": "Số 12"}).json()


def test_citizens_are_not_told_what_is_on_file(public: TestClient) -> None:
    told = public.get("/v1/resolve", params={"q": "Số 12", "explain": "true"}).json()["explanation"]
    assert told["look_ups"] == []
    assert told["readings"]
