"""`/v1/batches` from sending a file to its result, and what is refused on the way."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import orjson
import pytest
from fastapi.testclient import TestClient

from app.access.principal import Role
from app.batches.processes import make_worker
from app.batches.worker import Rules, Worker
from app.main import create_app
from app.settings import Settings
from tests.api.callers import caller, calling_as
from tests.conftest import SampleCity

CONTENT = 'mã;dia_chi\r\n007;"số 35 ngõ 19 Xã Đàn; phường Kim Liên"\r\n008;\r\n009;Tây Mỗ\r\n'.encode()


@pytest.fixture
def settings(sample_city: SampleCity) -> Settings:
    return sample_city.settings.model_copy(update={"demo": True})


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as client:
        yield client
        for one in client.get("/v1/batches", params={"limit": 100}).json()["batches"]:
            client.delete(one["links"]["self"])


@pytest.fixture
def worker(settings: Settings) -> Worker:
    return make_worker(settings, rules=Rules(rows_per_chunk=2))


def send(client: TestClient, content: bytes = CONTENT, *, key: str = "", join: str = "", **options: object) -> dict:
    files = {"file": ("khach.csv", content), **({"join": ("tuyen.csv", join)} if join else {})}
    headers = {"Idempotency-Key": key} if key else {}
    data = {"options": orjson.dumps(options).decode()} if options else {}
    answer = client.post("/v1/batches", files=files, data=data, headers=headers)
    assert answer.status_code in (200, 201), answer.text
    assert answer.headers["Location"] == answer.json()["links"]["self"]
    return answer.json()


def work(worker: Worker) -> None:
    while worker.work_once():
        pass


def problem(answer) -> tuple[int, str]:  # type: ignore[no-untyped-def]
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


def test_a_file_is_sent_followed_and_fetched_in_every_format(client: TestClient, worker: Worker) -> None:
    sent = send(client, prefix="kq_")
    assert (sent["state"], sent["seen"], sent["rows"]) == ("queued", None, None)
    work(worker)
    done = client.get(sent["links"]["self"]).json()
    assert (done["state"], done["rows"], done["rows_done"]) == ("done", 3, 3)
    assert done["outcomes"]["matched"] == 1
    assert done["outcomes"]["error"] == 1
    seen = done["seen"]
    assert (seen["encoding"], seen["delimiter"], seen["asked"], seen["roles"]) == (
        "utf-8",
        "semicolon",
        "resolve",
        {"query": ["dia_chi"]},
    )
    result = client.get(sent["links"]["result"])
    assert result.headers["content-type"] == "text/csv; charset=utf-8"
    for was, now in zip(CONTENT.splitlines(), result.content.splitlines(), strict=True):
        assert now.startswith(was + b";")
    lines = client.get(sent["links"]["result"], params={"format": "jsonl"}).content.splitlines()
    assert [orjson.loads(line)["mã"] for line in lines] == ["007", "008", "009"]
    assert len(client.get(sent["links"]["result"], params={"format": "geojson"}).json()["features"]) == 3
    book = client.get(sent["links"]["result"], params={"format": "xlsx"})
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(BytesIO(book.content)).namelist()
    summary = client.get(sent["links"]["summary"]).json()
    assert sum(one["rows"] for one in summary["communes"]) == 3
    assert {one["commune"] for one in summary["communes"]} >= {"Phường Kim Liên", ""}


def test_the_events_end_with_the_batch(client: TestClient, worker: Worker) -> None:
    sent = send(client)
    work(worker)
    events = client.get(sent["links"]["events"])
    assert events.headers["content-type"].startswith("text/event-stream")
    assert "event: done" in events.text
    assert '"rows_done":3' in events.text.replace(" ", "")


def test_lines_of_json_are_a_body_of_their_own(client: TestClient, worker: Worker) -> None:
    body = '{"noi_nhan": "số 35 ngõ 19 Xã Đàn, phường Kim Liên"}\n'.encode()
    answer = client.post(
        "/v1/batches",
        content=body,
        params={"options": '{"columns": {"query": "noi_nhan"}}'},
        headers={"Content-Type": "application/jsonl"},
    )
    assert answer.status_code == 201
    work(worker)
    result = client.get(answer.json()["links"]["result"]).content
    assert orjson.loads(result)["result_verdict"] == "matched"


def test_a_join_table_comes_with_the_file(client: TestClient, worker: Worker) -> None:
    sent = send(client, join="buu,tuyen\n11520,07\n", join_on={"postcode": "buu"})
    work(worker)
    assert b";07\r\n" in client.get(sent["links"]["result"]).content


def test_the_same_key_finds_the_same_batch(client: TestClient) -> None:
    first = send(client, key="đêm 22".encode().hex())
    assert send(client, key="đêm 22".encode().hex())["id"] == first["id"]
    other = client.post(
        "/v1/batches", files={"file": ("x", b"dia_chi\nx\n")}, headers={"Idempotency-Key": "đêm 22".encode().hex()}
    )
    assert problem(other) == (422, "idempotency-key-reused")


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({"options": '{"delimitter": "comma"}'}, "#/options/delimitter"),
        ({"options": '{"columns": {"query": "thiếu"}}'}, "#/options/columns/query"),
        ({"options": "[]"}, "#/options/options"),
        ({"delimiter": "comma"}, "#/options/delimiter"),
        ({"options": '{"join_on": {"postcode": "x"}}'}, "#/options/join_on"),
    ],
)
def test_an_option_that_cannot_be_followed_is_never_ignored(
    client: TestClient, data: dict[str, str], pointer: str
) -> None:
    answer = client.post("/v1/batches", files={"file": ("x.csv", CONTENT)}, data=data)
    assert problem(answer) == (422, "batch-option-refused")
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_request_that_is_refused_leaves_no_files(client: TestClient, settings: Settings) -> None:
    before = set(settings.batches.iterdir()) if settings.batches.exists() else set()
    assert problem(client.post("/v1/batches", files={"file": ("x", b"")})) == (422, "batch-unreadable")
    assert problem(client.post("/v1/batches", content=b"x")) == (415, "upload-unfit")
    assert problem(client.post("/v1/batches", files={"join": ("x", b"a")})) == (415, "upload-unfit")
    wrong = client.post("/v1/batches", params={"delimiter": "comma"}, files={"file": ("x", CONTENT)})
    assert problem(wrong) == (400, "unknown-parameter")
    assert set(settings.batches.iterdir()) == before


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    def blocks() -> Iterator[bytes]:
        for _ in range(257):
            yield b"{}\n" * 349_526

    answer = client.post("/v1/batches", content=blocks(), headers={"Content-Type": "application/jsonl"})
    assert problem(answer) == (413, "upload-too-large")


def test_a_batch_is_cancelled_and_then_has_no_result(client: TestClient, worker: Worker) -> None:
    sent = send(client)
    assert problem(client.get(sent["links"]["result"])) == (409, "batch-unfinished")
    assert client.delete(sent["links"]["self"]).status_code == 204
    assert client.get(sent["links"]["self"]).json()["state"] == "cancelled"
    work(worker)
    assert problem(client.get(sent["links"]["result"])) == (410, "batch-gone")


@pytest.mark.parametrize("path", ["", "/events", "/result", "/summary"])
def test_the_batch_of_another_is_unknown(client: TestClient, path: str) -> None:
    sent = send(client)
    with calling_as(client, caller(Role.OPERATOR, name="khác")):
        assert problem(client.get(sent["links"]["self"] + path)) == (404, "batch-unknown")
        assert problem(client.delete(sent["links"]["self"])) == (404, "batch-unknown")
        assert client.get("/v1/batches").json()["batches"] == []
    assert problem(client.get("/v1/batches/../secret" + path)) == (404, "not-found")
    assert problem(client.get("/v1/batches/secret" + path)) == (404, "batch-unknown")


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.SHOP])
def test_who_has_no_contract_sends_no_batches(client: TestClient, role: Role) -> None:
    with calling_as(client, caller(role)):
        assert problem(client.post("/v1/batches", files={"file": ("x", CONTENT)})) == (403, "forbidden")


def test_an_official_sees_addresses_of_the_own_commune_only(client: TestClient, worker: Worker, tmp_path: Path) -> None:
    with calling_as(client, caller(Role.OFFICIAL, "00229")) as asked:
        matched = asked.get("/v1/resolve", params={"q": "số 35 ngõ 19 Xã Đàn, phường Kim Liên"}).json()
        code = matched["features"][0]["properties"]["vpostcode"]["code"]
        elsewhere = asked.get("/v1/resolve", params={"q": "Tây Mỗ"}).json()["features"][0]
        lon, lat = elsewhere["geometry"]["coordinates"]
        codes = send(asked, f"code,x\n{code},1\n".encode())
        points = send(asked, f"lon,lat\n{lon},{lat}\n".encode())
        work(worker)
        own = orjson.loads(asked.get(codes["links"]["result"], params={"format": "jsonl"}).content)
        other = orjson.loads(asked.get(points["links"]["result"], params={"format": "jsonl"}).content)
        for one in (codes, points):
            asked.delete(one["links"]["self"])
    assert "Xã Đàn" in own["result_label"]
    assert other["result_level"] == "commune"
