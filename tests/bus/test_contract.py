"""What has to survive the bus: who asks, what for, which question it was, and how much may be asked."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.bus.agreement import AgreementInvalid, read_agreement
from app.db.bookkeeping import Read, reads_since
from app.db.trail import trail
from app.issue_keys import issue_key, revoke_key
from tests.access.test_keys import WANTED
from tests.api.city import household
from tests.bus.conftest import BUS, OUTSIDE, Connected
from tests.conftest import ROOT
from tests.editing.town import ABROAD, HOME, MORNING, household_id


def reads(connected: Connected) -> list[Read]:
    connected.app.state.books.write()
    with connected.register.reading() as session:
        return [read for read, _ in reads_since(session, datetime.now(UTC) - timedelta(minutes=5))]


def lines(answer: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.text.splitlines()]


def test_question_and_answer(connected: Connected) -> None:
    """The first kind: one question on line, resolved and verified."""
    code = household("a").code
    resolved = connected.gateway.ask("t-mot-cua", "/v1/resolve?q=Phố Thử", purpose="thu-tuc")
    verified = connected.gateway.ask("t-mot-cua", f"/v1/verify?code={code}&q=Phố Thử", purpose="thu-tuc")
    assert (resolved.status_code, verified.status_code) == (200, 200)
    assert {(one.caller_id, one.role, one.purpose) for one in reads(connected)} == {
        ("bus:mot-cua", "operator", "thu-tuc")
    }


def test_periodic_sync(connected: Connected) -> None:
    """The second kind: the whole once, then what changes, each system in its own area."""
    for token, expected in (("t-mot-cua", range(1, 8)), ("t-phuong", range(1, 7))):
        *households, end = lines(connected.gateway.ask(token, "/v1/changes/full", purpose="dong-bo"))
        assert {one["household_id"] for one in households} == set(map(household_id, expected))
        after = lines(connected.gateway.ask(token, f"/v1/changes?after={end['sequence']}", purpose="dong-bo"))
        assert [one["kind"] for one in after] == ["end"]
    refused = connected.gateway.ask("t-phuong", f"/v1/changes/full?commune={ABROAD}", purpose="dong-bo")
    assert refused.json()["type"] == "/problems/outside-commune"


def test_aggregate_batch(connected: Connected) -> None:
    """The third kind: figures of communes, and a file of questions that only the system that sent it sees."""
    assert connected.gateway.ask("t-phuong", f"/v1/coverage/{HOME}", purpose="dong-bo").status_code == 200
    sent = connected.gateway.ask(
        "t-mot-cua",
        "/v1/batches",
        purpose="thu-tuc",
        method="POST",
        content=b'{"address": "Pho Thu"}\n',
        headers={"Content-Type": "application/jsonl", "Idempotency-Key": "b1"},
    )
    assert sent.status_code == 201, sent.text
    path = sent.headers["location"]
    assert connected.gateway.ask("t-mot-cua", path, purpose="thu-tuc").status_code == 200
    assert connected.gateway.ask("t-it-hoi", path, purpose="thu-tuc").status_code == 404


def test_what_a_system_changes_stands_on_the_trail_under_its_own_id(connected: Connected) -> None:
    body = {"kind": "certify", "household_ids": [household_id(1)], "reason": "đồng bộ"}
    done = connected.gateway.ask("t-phuong", "/v1/register/edits", purpose="dong-bo", method="POST", json=body)
    assert done.status_code == 201, done.text
    with connected.register.reading() as session:
        assert {one.entry.actor_id for one in trail(session)} == {"bus:phuong"}


def test_the_session_tells_the_system_who_it_is(connected: Connected) -> None:
    told = connected.gateway.ask("t-phuong", "/v1/session", purpose="dong-bo").json()
    assert (told["account"], told["communes"]) == ("bus:phuong", [HOME])


def test_the_quota_is_that_of_the_system_and_not_of_the_bus(connected: Connected) -> None:
    asked = [connected.gateway.ask("t-it-hoi", "/v1/resolve?q=x", purpose="thu-tuc").status_code for _ in range(3)]
    assert asked == [200, 200, 429]
    assert connected.gateway.ask("t-mot-cua", "/v1/resolve?q=x", purpose="thu-tuc").status_code == 200


def test_the_correlation_id_is_in_the_log_beside_ours(connected: Connected) -> None:
    connected.gateway.ask("t-mot-cua", "/v1/resolve?q=x", purpose="thu-tuc")
    (line,) = (json.loads(one) for one in connected.log.getvalue().splitlines() if '"request"' in one)
    assert line["correlation_id"] == "01a202b5-0000-7000-8000-000000000001"
    assert line["request_id"] != line["correlation_id"]


def test_a_correlation_id_that_could_carry_an_address_is_left_out(connected: Connected) -> None:
    client = connected.from_address(BUS)
    client.get("/v1/resolve?q=x", headers=claim(connected) | {"X-Correlation-ID": "So 12 Hang Trong"})
    assert "Hang Trong" not in connected.log.getvalue()
    assert "correlation_id" not in connected.log.getvalue()


def claim(connected: Connected, system: str = "mot-cua", purpose: str = "thu-tuc") -> dict[str, str]:
    key = connected.bus_key
    return {"AccessKey": key.prefix, "SecretKey": key.secret, "AppName": system, "Purpose": purpose}


def test_what_a_system_says_of_itself_does_not_get_through_the_bus(connected: Connected) -> None:
    forged = {"AppName": "mot-cua", "Purpose": "thu-tuc", "AccessKey": "x"}
    told = connected.gateway.ask("t-phuong", "/v1/session", purpose="dong-bo", headers=forged).json()
    assert told["account"] == "bus:phuong"


def test_the_same_words_from_elsewhere_open_nothing(connected: Connected) -> None:
    outside = connected.from_address(OUTSIDE)
    refused = outside.get("/v1/changes/full", headers=claim(connected))
    assert (refused.status_code, refused.json()["type"]) == (401, "/problems/key-invalid")
    through = outside.get("/v1/changes/full", headers=claim(connected) | {"X-Forwarded-For": BUS})
    assert through.status_code == 401


def test_the_name_of_a_system_alone_is_nobody(connected: Connected) -> None:
    for host in (BUS, OUTSIDE):
        named = {"AppName": "mot-cua", "Purpose": "thu-tuc"}
        assert connected.from_address(host).get("/v1/changes/full", headers=named).status_code == 401


def test_another_key_is_not_the_bus(connected: Connected) -> None:
    other = issue_key(connected.register, replace(WANTED, name="khác"), at=MORNING)
    headers = claim(connected) | {"AccessKey": other.prefix, "SecretKey": other.secret}
    assert connected.from_address(BUS).get("/v1/changes/full", headers=headers).status_code == 401
    headers = claim(connected) | {"SecretKey": "a" * 52}
    assert connected.from_address(BUS).get("/v1/changes/full", headers=headers).status_code == 401


@pytest.mark.parametrize(("system", "purpose"), [("la", "thu-tuc"), ("mot-cua", "quang-cao"), ("mot-cua", "")])
def test_a_system_or_purpose_that_was_not_agreed_is_refused(connected: Connected, system: str, purpose: str) -> None:
    refused = connected.from_address(BUS).get("/v1/resolve?q=x", headers=claim(connected, system, purpose))
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/system-not-agreed")


def test_a_system_whose_key_is_revoked_is_refused_and_the_others_are_not(connected: Connected, tmp_path: Path) -> None:
    agreed = read_agreement(tmp_path / "bus.json")
    revoke_key(connected.register, agreed.systems["mot-cua"].key, at=datetime.now(UTC))
    assert connected.gateway.ask("t-mot-cua", "/v1/resolve?q=x", purpose="thu-tuc").status_code == 403
    assert connected.gateway.ask("t-phuong", "/v1/resolve?q=x", purpose="dong-bo").status_code == 200


def test_webhooks_are_not_for_systems_behind_the_bus(connected: Connected) -> None:
    body = {"url": "https://hook.example/"}
    answer = connected.gateway.ask("t-mot-cua", "/v1/webhooks", purpose="dong-bo", method="POST", json=body)
    assert answer.status_code == 403


AGREED: dict[str, Any] = {
    "networks": ["10.0.0.0/8"],
    "key": "abcdefgh",
    "systems": {"a": {"key": "bcdefghi", "purposes": ["p"]}},
}


@pytest.mark.parametrize(
    "changed",
    [
        {"networks": []},
        {"networks": ["everywhere"]},
        {"key": ""},
        {"systems": {"a": {"key": "bcdefghi", "purposes": []}}},
        {"systems": {"a": {"key": "bcdefghi"}}},
        {"headers": {"sistem": "X"}},
        {"more": 1},
    ],
)
def test_an_agreement_that_leaves_something_open_is_refused(tmp_path: Path, changed: dict[str, Any]) -> None:
    file = tmp_path / "bus.json"
    file.write_text(json.dumps(AGREED | changed), encoding="utf-8")
    with pytest.raises(AgreementInvalid):
        read_agreement(file)


def test_the_names_of_headers_are_agreed_too(tmp_path: Path) -> None:
    file = tmp_path / "bus.json"
    file.write_text(json.dumps(AGREED | {"headers": {"system": "X-Lgsp-System"}}), encoding="utf-8")
    agreed = read_agreement(file)
    assert (agreed.headers["system"], agreed.headers["access_key"]) == ("X-Lgsp-System", "AccessKey")


def test_the_agreement_of_the_reference_page_can_be_read(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "reference" / "lgsp.md").read_text(encoding="utf-8")
    file = tmp_path / "bus.json"
    file.write_text(page.split("```json\n")[1].split("```")[0], encoding="utf-8")
    assert set(read_agreement(file).systems) == {"mot-cua", "buu-chinh"}
