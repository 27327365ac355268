"""Codes written beside addresses: taken out of the text, believed as far as the address allows."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geocoding.match.answer import Answer, Fault, FaultKind, Match, NextAction
from geocoding.model import Accuracy, Address, Household, MatchLevel, ParcelKey, Verdict
from geocoding.snapshot.retired import RetiredCode
from postcode.beside import apart, beside
from postcode.code import parse, read_stored
from postcode.lookup import look_up
from tests.postcode.makers import HOAN_KIEM, edition

CODE, OTHER = "1102422F2345", "1102422F2346"
PRINTED = read_stored(CODE).printed()


def home(number: str, code: str) -> Household:
    address = Address(house_number=number, street="Hàng Quạt")
    return Household(
        number, number, code, address, "00070", HOAN_KIEM, None, Accuracy.DOOR, (ParcelKey("00070", "1", number),)
    )


HOMES = (home("24", CODE), home("26", OTHER))


class Street:
    """A directory of the two."""

    def find(self, stored: str) -> Household | None:
        return next((one for one in HOMES if one.code == stored), None)

    def retired(self, stored: str) -> RetiredCode | None:
        return None

    def with_suffix(self, suffix: str) -> Sequence[Household]:
        return [one for one in HOMES if read_stored(one.code).suffix == suffix]


def match(one: Household) -> Match:
    return Match(
        MatchLevel.HOUSEHOLD, f"Số {one.address.house_number}", HOAN_KIEM, Accuracy.DOOR, "00070", 20.0, 0.99, one
    )


def on_street() -> Answer:
    found = Match(
        MatchLevel.STREET,
        "Hàng Quạt",
        HOAN_KIEM,
        Accuracy.CENTROID,
        "00070",
        200.0,
        1.0,
        place=Address(street="Hàng Quạt"),
    )
    return Answer(Verdict.PARTIAL, NextAction.COMPLETE, (found,), 1)


def matched(number: int) -> Answer:
    return Answer(Verdict.MATCHED, NextAction.ACCEPT, (match(HOMES[number]),), 1)


def judged(answer: Answer, code: str, *, is_alone: bool = False, settles: bool = False) -> Answer:
    found = look_up(code, directory=Street(), editions=(edition(id="2025"),))
    return beside(answer, found, is_alone=is_alone, settles=settles, match_of=match, name_commune=str)


@pytest.mark.parametrize(
    ("text", "address", "code"),
    [
        (f"24 Hàng Quạt, Hà Nội {PRINTED}", "24 Hàng Quạt, Hà Nội", PRINTED),
        (f"24 Hàng Quạt, mã Vpostcode: {CODE}", "24 Hàng Quạt", CODE),
        (f"{CODE.lower()} 24 Hàng Quạt", "24 Hàng Quạt", CODE.lower()),
        ("Vpostcode 11024 22F2345, Hàng Quạt", "Hàng Quạt", "11024 22F2345"),
        ("24 Hàng Quạt 11024-22F2345/2506-T.", "24 Hàng Quạt", "11024-22F2345/2506-T"),
        (PRINTED, "", PRINTED),
        ("24 Hàng Quạt, Hà Nội 11024", "24 Hàng Quạt, Hà Nội 11024", ""),
        ("24 Hàng Quạt 11024 2345678", "24 Hàng Quạt 11024 2345678", ""),
        (f"A{CODE} Hàng Quạt", f"A{CODE} Hàng Quạt", ""),
    ],
)
def test_a_code_is_told_from_the_address_around_it(text: str, address: str, code: str) -> None:
    assert apart(text) == (address, code)


def test_a_code_that_agrees_changes_nothing() -> None:
    assert judged(matched(0), PRINTED) == matched(0)


def test_a_code_of_another_household_leaves_the_address_a_candidate() -> None:
    answer = judged(matched(0), OTHER, settles=True)
    assert (answer.verdict, answer.next_action) == (Verdict.AMBIGUOUS, NextAction.CORRECT)
    assert [one.household for one in answer.matches] == [HOMES[0]]
    assert answer.matches[0].confidence < 0.5
    assert answer.faults == (Fault("code", FaultKind.CONTRADICTED, asked=OTHER, answered="Số 24"),)


def test_a_slip_in_the_code_of_the_address_is_mended() -> None:
    slip = CODE[:-1] + "7"
    answer = judged(matched(0), slip)
    assert (answer.verdict, answer.faults) == (Verdict.MATCHED, (Fault("code", FaultKind.CHANGED, slip, CODE),))


def test_a_code_settles_what_an_address_leaves_open_for_those_who_may_know() -> None:
    assert judged(on_street(), PRINTED) == on_street()
    settled = judged(on_street(), PRINTED, settles=True)
    assert (settled.verdict, [one.household for one in settled.matches]) == (Verdict.MATCHED, [HOMES[0]])


def test_a_code_alone_is_an_address_only_for_those_who_may_know() -> None:
    nothing = Answer(Verdict.NONE, NextAction.CORRECT)
    assert judged(nothing, PRINTED, is_alone=True) == replace(nothing, unmatched=CODE)
    assert judged(nothing, PRINTED, is_alone=True, settles=True).verdict is Verdict.MATCHED


def test_a_code_is_not_believed_against_words_that_nobody_knows() -> None:
    elsewhere = Fault("province", FaultKind.CONTRADICTED, asked="HCM", answered="Hà Nội")
    for unknown in (
        Answer(Verdict.NONE, NextAction.CORRECT),
        Answer(Verdict.NONE, NextAction.CORRECT, faults=(elsewhere,)),
    ):
        assert judged(unknown, PRINTED, settles=True) == replace(unknown, unmatched=CODE)


@given(
    st.from_regex(re.compile(r"(?:Hàng Quạt )?1[0-5]\d\d\d[\s-]?[2-9CFGHJMPQRVWXcfghk]{7}[/\w-]{0,12}"), fullmatch=True)
)
@example("Hàng Quạt 11024-22F2345/12345678T")
@example("10\u0663\u0663\u066322F2345")
def test_what_is_taken_for_a_code_can_be_read_as_one(text: str) -> None:
    code = apart(text).code
    assert not code or parse(code)


def test_a_wrong_check_symbol_is_told_and_settles_nothing() -> None:
    answer = judged(on_street(), f"{CODE}-{'0' if PRINTED[-1] != '0' else '1'}", settles=True)
    assert answer.verdict is Verdict.PARTIAL
    assert [fault.element for fault in answer.faults] == ["check"]
