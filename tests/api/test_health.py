from starlette.testclient import TestClient


def test_a_process_is_alive_before_anything_is_published(unpublished: TestClient) -> None:
    response = unpublished.get("/livez")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_nothing_published_means_not_ready_and_says_when_to_come_back(unpublished: TestClient) -> None:
    response = unpublished.get("/readyz")
    assert (response.status_code, response.json()["type"]) == (503, "/problems/not-published")
    assert int(response.headers["Retry-After"]) > 0


def test_a_question_before_the_first_publication_is_a_problem(unpublished: TestClient) -> None:
    assert unpublished.get("/v1/resolve?q=a").status_code == 503


def test_readiness_tells_the_dataset_and_what_it_holds(demo: TestClient) -> None:
    assert demo.get("/readyz").json() == {
        "status": "ready",
        "dataset_version": "2026-11-22-test",
        "approximate": True,
        "demo": True,
        "counts": {"households": 4, "codes": 4, "parcels": 4, "communes": 2},
        "workers": None,
    }


def test_a_service_for_the_public_says_that_it_is_no_demo(public: TestClient) -> None:
    assert public.get("/readyz").json()["demo"] is False
