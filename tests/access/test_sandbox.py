"""A sandbox key gets canned answers for every verdict and refusal, and nobody's data."""

import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from app.access.principal import Role
from app.db.register import LazyRegister
from app.issue_keys import KeyRefused, issue_key
from geocoding.model import Verdict
from tests.access.conftest import NOW
from tests.access.test_keys import WANTED, bearer
from tests.api.city import HOUSEHOLDS
from tests.conftest import ROOT


@pytest.fixture
def shop(public: TestClient, register: LazyRegister) -> TestClient:
    """A client with a sandbox key."""
    key = issue_key(register, replace(WANTED, role=Role.SHOP, sandbox=True), at=NOW)
    public.headers.update(bearer(key.written()))
    return public


@pytest.mark.parametrize(
    ("text", "verdict", "matches", "faults"),
    [
        ("1 Phố Mẫu", Verdict.MATCHED, 1, 0),
        ("Số 1, Phố Mẫu", Verdict.NONE, 0, 0),
        ("số 1 phố mẫu, Phường Thử Nghiệm", Verdict.MATCHED, 1, 0),
        ("1A Phố Mẫu", Verdict.MATCHED, 1, 1),
        ("2 PHO MAU", Verdict.AMBIGUOUS, 2, 0),
        ("Phố Mẫu", Verdict.PARTIAL, 1, 0),
        ("99 Phố Mẫu", Verdict.PARTIAL, 1, 1),
        ("Phường Thử Nghiệm", Verdict.PARTIAL, 1, 0),
        ("36A ngõ 647", Verdict.NONE, 0, 0),
    ],
)
def test_every_verdict_can_be_tried(shop: TestClient, text: str, verdict: Verdict, matches: int, faults: int) -> None:
    answer = shop.get("/v1/resolve", params={"q": text}).json()
    ours = answer["vpostcode"]
    assert (ours["verdict"], len(answer["features"]), len(ours["faults"])) == (verdict, matches, faults)
    assert ours["dataset_version"] == "sandbox"


@pytest.mark.parametrize(("text", "status"), [("lỗi 429", 429), ("lỗi 503", 503)])
def test_refusals_can_be_tried(shop: TestClient, text: str, status: int) -> None:
    answer = shop.get("/v1/resolve", params={"q": text})
    assert answer.status_code == status
    assert int(answer.headers["Retry-After"]) > 0


def test_the_documented_codes_do_what_is_said(shop: TestClient) -> None:
    page = (ROOT / "docs" / "reference" / "sandbox.md").read_text(encoding="utf-8")
    issued, wrong, flat, free = re.findall(r"`(00000-[^`]+)`", page)
    statuses = [shop.get(f"/v1/codes/{code}").status_code for code in (issued, wrong, flat, free, "123")]
    assert statuses == [200, 422, 200, 404, 422]
    agreed = shop.get("/v1/verify", params={"code": issued, "q": "1 Phố Mẫu"}).json()
    assert agreed["verdict"] == "yes"
    assert shop.get("/v1/verify", params={"code": issued, "q": "2 Phố Mẫu"}).json()["verdict"] == "no"


def test_suggestions_and_points_can_be_tried(shop: TestClient) -> None:
    assert shop.get("/v1/suggest?q=phố").json()["suggestions"][0]["text"] == "Phố Mẫu"
    assert shop.get("/v1/suggest?q=láng").json()["suggestions"] == []
    assert shop.get("/v1/reverse?lat=21.055&lon=105.825").json()["vpostcode"]["verdict"] == "partial"


def test_nothing_of_the_real_city_comes_through(shop: TestClient) -> None:
    assert shop.get(f"/v1/codes/{HOUSEHOLDS[0].code}").status_code == 404
    assert "Phường Thử " not in shop.get("/v1/communes").text.replace("Phường Thử Nghiệm", "")


def test_a_sandbox_key_is_a_shop_key(register: LazyRegister) -> None:
    with pytest.raises(KeyRefused):
        issue_key(register, replace(WANTED, role=Role.OPERATOR, sandbox=True), at=NOW)
