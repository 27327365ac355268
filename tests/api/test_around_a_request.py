"""What surrounds every request: its log line, the safety headers, conditional answers."""

import json
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.logs import FIELDS, make_logger
from app.main import create_app
from app.settings import Settings
from tests.api.city import HOUSEHOLDS, MemoryEngine, MemorySnapshot, centre

SECRETS = ("Số 12", "105.80", "2R52CJ2", "Phố Thử")


def lines(log: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_request_is_logged_by_template_and_never_by_its_question(demo: TestClient, log: StringIO) -> None:
    point = centre("a")
    demo.get("/v1/resolve", params={"q": "Số 12, ngõ 5, Phố Thử"}, headers={"X-Request-ID": "Phố Thử".encode()})
    demo.get("/v1/reverse", params={"lat": point.lat, "lon": point.lon})
    demo.get(f"/v1/codes/{HOUSEHOLDS[0].code}")
    demo.get("/v1/codes/wrong-2R52CJ2")
    assert [line["route"] for line in lines(log)] == [
        "/v1/resolve",
        "/v1/reverse",
        "/v1/codes/{code:path}",
        "/v1/codes/{code:path}",
    ]
    assert not any(secret in log.getvalue() for secret in SECRETS)


def test_a_log_line_has_allowed_fields_only(demo: TestClient, log: StringIO) -> None:
    demo.get("/livez")
    assert set(lines(log)[0]) <= FIELDS


def test_a_field_that_is_not_allowed_is_dropped_before_it_is_written() -> None:
    stream = StringIO()
    make_logger(stream).info("request", status=200, address="36A ngõ 647", lat=21.0)
    assert set(json.loads(stream.getvalue())) == {"event", "level", "timestamp", "status"}


def test_the_number_in_the_log_is_the_one_sent_to_the_caller(demo: TestClient, log: StringIO) -> None:
    response = demo.get("/livez")
    assert lines(log)[0]["request_id"] == response.headers["X-Request-ID"]


@pytest.mark.parametrize(
    "path", ["/", "/livez", "/v1/resolve?q=a", "/nothing", "/assets/page.css", "/problems/not-found"]
)
def test_every_answer_carries_the_safety_headers(demo: TestClient, path: str) -> None:
    headers = demo.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_the_policy_lets_nothing_in_from_elsewhere(demo: TestClient) -> None:
    policy = demo.get("/").headers["Content-Security-Policy"]
    sources = {source for rule in policy.split(";") for source in rule.split()[1:]}
    assert sources == {"'self'", "'none'", "data:"}


@pytest.mark.parametrize(
    "path", ["/v1/resolve?q=12", "/v1/reverse?lat=21.0085&lon=105.8015", "/map/households.geojson?bbox=105,20,107,22"]
)
def test_what_links_codes_and_addresses_is_never_stored_on_the_way(demo: TestClient, path: str) -> None:
    assert demo.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/v1/resolve?q=12", "/v1/communes", "/map/communes.geojson", "/readyz"])
def test_a_caller_who_has_the_answer_already_gets_a_bare_304(demo: TestClient, path: str) -> None:
    first = demo.get(path)
    again = demo.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("sent", ["W/{tag}", '"other", {tag}', "*"])
def test_a_tag_is_recognised_in_every_form_of_the_header(demo: TestClient, sent: str) -> None:
    tag = demo.get("/v1/communes").headers["ETag"]
    assert demo.get("/v1/communes", headers={"If-None-Match": sent.format(tag=tag)}).status_code == 304


def test_a_tag_begins_with_the_version_of_the_dataset(demo: TestClient) -> None:
    assert re.fullmatch(r'"2026-11-22-test\.[0-9a-f]{24}"', demo.get("/v1/communes").headers["ETag"])


def test_another_answer_has_another_tag(demo: TestClient) -> None:
    tags = {demo.get("/v1/resolve", params={"q": q}).headers["ETag"] for q in ("Số 12", "Số 14")}
    assert len(tags) == 2


def test_a_new_publication_is_answered_from_at_once_and_changes_the_tag(tmp_path: Path, log: StringIO) -> None:
    engines = [MemoryEngine(), MemoryEngine(replace(MemorySnapshot(), version="2026-11-23-test"))]
    app = create_app(Settings(home=tmp_path), find_engine=lambda: engines[0], logger=make_logger(log))
    with TestClient(app) as client:
        before = client.get("/v1/communes")
        engines.pop(0)
        after = client.get("/v1/communes", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.json()["vpostcode"]["dataset_version"] == "2026-11-23-test"


def test_a_problem_has_no_tag(demo: TestClient) -> None:
    assert "ETag" not in demo.get("/v1/communes/99999").headers
