from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from app.api.disclosure import View, visible_verification
from app.api.questions.verification_words import REASONS, next_action
from app.verifying import verify_written
from geocoding.match.answer import NextAction
from postcode.agreement import Agreement, Reason
from postcode.code import read_stored
from postcode.verify import VerifyAnswer
from tests.api.city import HOUSEHOLDS, MemoryEngine

A, FLAT_1, FLAT_2, D = (read_stored(one.code).printed() for one in HOUSEHOLDS)
SLIPPED = A[:9] + A[10] + A[9] + A[11:-2]
"""The code of household a with two neighbours swapped, without its check symbol."""


def asked(client: TestClient, code: str, text: str) -> dict[str, object]:
    response = client.get("/v1/verify", params={"code": code, "q": text})
    assert response.status_code == 200
    answer: dict[str, object] = response.json()
    return answer


def test_the_code_of_an_address_is_confirmed(demo: TestClient) -> None:
    answer = asked(demo, A, "Số 12")
    assert (answer["verdict"], answer["reason"], answer["next_action"]) == ("yes", "same_household", "accept")
    assert (answer["code"], answer["check_ok"]) == (A, True)
    assert answer["message"] == {"vi": "Mã này là của địa chỉ này.", "en": "The code belongs to this address."}


@pytest.mark.parametrize(
    ("code", "text", "verdict", "reason"),
    [
        (A, "Số 14", "no", "other_number"),
        (D, "Số 12", "no", "elsewhere"),
        (FLAT_1, "0102", "partly", "other_flat"),
        (FLAT_1, "Số 14", "partly", "address_ambiguous"),
        (A, "nowhere", "no", "address_unknown"),
        ("Số 12", "Số 12", "no", "code_malformed"),
        ("11024-XXXXXXX", "Số 12", "no", "code_not_issued"),
        (A[:-1] + "8", "0102", "no", "check_wrong"),
        (A[:-1] + "8", "Số 12", "partly", "code_slip"),
        (SLIPPED, "Số 12", "partly", "code_slip"),
        ("99999" + A[5:-2], "Số 12", "partly", "head_wrong"),
    ],
)
def test_what_speaks_against_a_code_is_named(demo: TestClient, code: str, text: str, verdict: str, reason: str) -> None:
    answer = asked(demo, code, text)
    assert (answer["verdict"], answer["reason"]) == (verdict, reason)


def test_the_demo_shows_both_addresses_and_where_they_differ(demo: TestClient) -> None:
    answer = asked(demo, A, "0102")
    assert answer["code_label"] == "Số 12, ngõ 5, Phố Thử, Phường Thử, Hà Nội"
    assert answer["address"] == {"verdict": "matched", "label": "Số 14, ngõ 5, Phố Thử, căn hộ 0102"}
    number = next(fault for fault in answer["faults"] if fault["element"] == "house_number")  # type: ignore[attr-defined]
    assert (number["asked"], number["answered"]) == ("14", "12")


def test_the_right_code_is_the_first_near_miss_of_a_slip(demo: TestClient) -> None:
    assert asked(demo, SLIPPED, "Số 12")["near_misses"][0] == A  # type: ignore[index]


@pytest.mark.parametrize("path", ["/v1/verify", f"/v1/verify?code={A}", "/v1/verify?q=a", "/v1/verify?code=&q=a"])
def test_both_a_code_and_an_address_are_needed(demo: TestClient, path: str) -> None:
    response = demo.get(path)
    assert (response.status_code, response.json()["type"]) == (422, "/problems/invalid-parameter")


def test_other_parameters_are_refused(demo: TestClient) -> None:
    assert demo.get(f"/v1/verify?code={A}&q=a&lang=en").status_code == 400


@pytest.mark.parametrize(
    ("code", "text", "verdict", "reason"),
    [
        (A, "Số 12", "yes", "same_household"),
        ("99999" + A[5:-2], "Số 12", "partly", "head_wrong"),
        (SLIPPED, "Số 12", "no", "code_not_issued"),
        (A[:-1] + "8", "Số 12", "no", "check_wrong"),
        (A, "nowhere", "no", "address_unknown"),
    ],
)
def test_a_citizen_learns_whether_code_and_address_are_the_same_household(
    public: TestClient, code: str, text: str, verdict: str, reason: str
) -> None:
    answer = asked(public, code, text)
    assert (answer["verdict"], answer["reason"]) == (verdict, reason)


@pytest.mark.parametrize("code", [FLAT_1, FLAT_2, A, D])
def test_a_citizen_is_told_the_same_of_an_ambiguous_address_whatever_the_code(public: TestClient, code: str) -> None:
    answer = asked(public, code, "Số 14")
    assert (answer["verdict"], answer["reason"]) == ("partly", "address_ambiguous")


@pytest.mark.parametrize("code", [FLAT_1, A, D])
def test_a_citizen_is_not_told_how_far_another_household_is(public: TestClient, code: str) -> None:
    answer = asked(public, code, "0102")
    assert (answer["verdict"], answer["reason"], answer["faults"]) == ("no", "elsewhere", [])


@pytest.mark.parametrize(("code", "text"), [(A, "Số 12"), (A, "0102"), (SLIPPED, "Số 12"), (FLAT_1, "Số 14")])
def test_a_citizen_sees_neither_addresses_nor_other_codes(public: TestClient, code: str, text: str) -> None:
    answer = asked(public, code, text)
    assert (answer["code_label"], answer["near_misses"]) == (None, [])
    assert answer["address"]["label"] is None  # type: ignore[index]
    assert "Phố Thử" not in str(answer)


def test_a_citizen_is_told_what_is_wrong_with_the_spelling_of_the_code(public: TestClient) -> None:
    [fault] = asked(public, A[:-1] + "8", "Số 12")["faults"]  # type: ignore[misc]
    assert (fault["element"], fault["kind"]) == ("check", "contradicted")


@pytest.mark.parametrize(
    ("code", "text", "agreement"),
    [
        (A, "Số 12", Agreement.YES),
        (A, "0102", Agreement.NO),
        (FLAT_1, "0102", Agreement.NO),
        (FLAT_1, "Số 14", Agreement.NO),
        ("99999" + A[5:-2], "Số 12", Agreement.NO),
    ],
)
def test_a_shop_gets_yes_or_no(code: str, text: str, agreement: Agreement) -> None:
    found = verify_written(MemoryEngine(), code=code, text=text)
    assert visible_verification(found, view=View.SHOP).agreement is agreement


def test_nothing_is_withheld_in_the_demo(engine: MemoryEngine) -> None:
    found: VerifyAnswer = replace(verify_written(engine, code=A, text="Số 14"))
    assert visible_verification(found, view=View.EVERYTHING) is found


def test_every_reason_has_words_and_only_the_same_household_is_accepted() -> None:
    assert set(REASONS) == set(Reason)
    assert [reason for reason in Reason if next_action(reason) is NextAction.ACCEPT] == [Reason.SAME_HOUSEHOLD]


def test_the_log_has_the_verdict_and_neither_code_nor_address(public: TestClient, log: object) -> None:
    asked(public, A, "Số 12")
    text = str(log.getvalue())  # type: ignore[attr-defined]
    assert '"verdict":"yes"' in text
    assert A not in text
