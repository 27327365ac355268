"""Codes and addresses held against each other, on a small street:

ngõ 12, Láng            1102422F2345  số 5       1102422F2346  số 7   (parcel p with số 9)
ngõ 12/5, Láng          1102422F2347  số 5
CT4A, Linh Đàm          1102422F2348/0101, 1102422F2348/0102
ngõ 12, Láng, commune 2 1101822F2349  số 5
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from geocoding.match.answer import Answer, Fault, FaultKind, Match, NextAction
from geocoding.model import Accuracy, Address, Household, MatchLevel, ParcelKey, Point, Verdict
from geocoding.snapshot.retired import RetiredCode
from postcode.agreement import Agreement, Reason, agreement_of
from postcode.code import read_stored
from postcode.errors import CodeMalformed
from postcode.lookup import look_up
from postcode.verify import VerifyAnswer, verify
from tests.postcode.makers import HOAN_KIEM, edition

EDITIONS = (edition(id="2017", heads={"00070": "11017"}), edition(id="2025"))
SHARED = ParcelKey("00070", "1", "p")


def home(
    name: str, code: str, address: Address, *, commune: str = "00070", parcel: ParcelKey | None = None
) -> Household:
    parcels = (parcel or ParcelKey(commune, "1", name),)
    return Household(name, name, code, address, commune, HOAN_KIEM, None, Accuracy.DOOR, parcels)


def lang(number: str, *path: str) -> Address:
    return Address(house_number=number, alley_path=path, street="Láng")


def flat(unit: str) -> Address:
    return Address(building="CT4A", unit=unit, estate="KĐT Linh Đàm")


FIVE = home("five", "1102422F2345", lang("5", "12"))
SEVEN = home("seven", "1102422F2346", lang("7", "12"), parcel=SHARED)
NINE = home("nine", "1102422F234C", Address(house_number="9", street="Chùa Láng"), parcel=SHARED)
DEEP = home("deep", "1102422F2347", lang("5", "12", "5"))
FLAT_1 = home("flat 1", "1102422F2348/0101", flat("0101"))
FLAT_2 = home("flat 2", "1102422F2348/0102", flat("0102"))
FAR = home("far", "1101822F2349", lang("5", "12"), commune="00082")
CITY = (FIVE, SEVEN, NINE, DEEP, FLAT_1, FLAT_2, FAR)


@dataclass(frozen=True)
class Book:
    """A directory of the street."""

    def find(self, stored: str) -> Household | None:
        return next((one for one in CITY if one.code == stored), None)

    def retired(self, stored: str) -> RetiredCode | None:
        return None

    def with_suffix(self, suffix: str) -> Sequence[Household]:
        return [one for one in CITY if read_stored(one.code).suffix == suffix]


def match_of(one: Household) -> Match:
    return Match(MatchLevel.HOUSEHOLD, one.id, one.point, one.accuracy, one.commune_code, 5.0, 1.0, one, one.parcels[0])


def meaning(*households: Household, total: int = 0, faults: tuple[Fault, ...] = ()) -> Answer:
    matches = tuple(map(match_of, households))
    verdict = Verdict.MATCHED if len(households) == 1 else Verdict.AMBIGUOUS
    return Answer(verdict, NextAction.ACCEPT, matches, total or len(matches), faults)


def leading_to(
    place: Address | None, *missing: str, commune: str = "00070", level: MatchLevel = MatchLevel.STREET, rest: str = ""
) -> Answer:
    """A text that leads to a place only; `missing` names what was asked within it and is not there."""
    point = Point(lon=105.8, lat=21.0)
    match = Match(level, "", point, Accuracy.CENTROID, commune, 500.0, 1.0, place=place)
    faults = tuple(Fault(element, FaultKind.NOT_FOUND, asked="99") for element in missing)
    return Answer(Verdict.PARTIAL, NextAction.COMPLETE, (match,), 1, faults, rest)


def on_parcel(key: ParcelKey) -> Answer:
    match = Match(MatchLevel.PARCEL, "", HOAN_KIEM, Accuracy.PARCEL, key.commune_code, 20.0, 1.0, parcel=key)
    return Answer(Verdict.MATCHED, NextAction.ACCEPT, (match,), 1)


NOTHING = Answer(Verdict.NONE, NextAction.CORRECT)


def verified(code: str, answer: Answer) -> VerifyAnswer:
    try:
        found = look_up(code, directory=Book(), editions=EDITIONS)
    except CodeMalformed as error:
        return verify(error, answer, name_commune=str)
    return verify(found, answer, name_commune=str)


def conclusion(code: str, answer: Answer) -> tuple[Agreement, Reason]:
    found = verified(code, answer)
    return found.agreement, found.reason


def against(element: str, asked: str, answered: str) -> Fault:
    return Fault(element, FaultKind.CONTRADICTED, asked=asked, answered=answered)


@pytest.mark.parametrize("code", ["1102422F2345", "11024-22f2345", "1102422F23457"])
def test_code_belongs_to_the_address_of_its_household_in_any_spelling(code: str) -> None:
    assert conclusion(code, meaning(FIVE)) == (Agreement.YES, Reason.SAME_HOUSEHOLD)


def test_old_head_still_belongs_and_is_told() -> None:
    found = verified("11017-22F2345", meaning(FIVE))
    assert found.agreement is Agreement.YES
    assert found.faults == (Fault("head", FaultKind.CHANGED, asked="11017", answered="11024"),)


def test_head_that_never_was_belongs_only_in_part() -> None:
    assert conclusion("99999-22F2345", meaning(FIVE)) == (Agreement.PARTLY, Reason.HEAD_WRONG)


def test_wrong_head_does_not_soften_another_address() -> None:
    assert conclusion("99999-22F2345", meaning(SEVEN)) == (Agreement.NO, Reason.OTHER_NUMBER)


def test_what_was_read_otherwise_in_the_address_is_told() -> None:
    renamed = Fault("commune", FaultKind.CHANGED, asked="Phường Cũ", answered="Phường Mới")
    assert verified(FIVE.code, meaning(FIVE, faults=(renamed,))).faults == (renamed,)


@pytest.mark.parametrize(
    ("asked", "reason", "faults"),
    [
        (SEVEN, Reason.OTHER_NUMBER, (against("house_number", "7", "5"),)),
        (DEEP, Reason.OTHER_ALLEY, (against("alley_path", "12/5", "12"),)),
        (FAR, Reason.OTHER_COMMUNE, (against("commune", "00082", "00070"),)),
        (
            FLAT_1,
            Reason.ELSEWHERE,
            (
                against("alley_path", "", "12"),
                against("unit", "0101", ""),
            ),
        ),
    ],
    ids=lambda value: value.id if isinstance(value, Household) else None,
)
def test_code_of_another_household_does_not_belong_and_the_difference_is_told(
    asked: Household, reason: Reason, faults: tuple[Fault, ...]
) -> None:
    found = verified(FIVE.code, meaning(asked))
    assert (found.agreement, found.reason, found.faults) == (Agreement.NO, reason, faults)


def test_another_flat_of_the_same_house_belongs_in_part() -> None:
    found = verified(FLAT_1.code, meaning(FLAT_2))
    assert (found.agreement, found.reason) == (Agreement.PARTLY, Reason.OTHER_FLAT)
    assert found.faults == (against("unit", "0102", "0101"),)


def test_another_household_of_the_same_parcel_belongs_in_part() -> None:
    assert conclusion(SEVEN.code, meaning(NINE)) == (Agreement.PARTLY, Reason.SAME_PARCEL)


def test_parcel_of_the_household_belongs_in_part_and_another_parcel_does_not() -> None:
    assert conclusion(SEVEN.code, on_parcel(SHARED)) == (Agreement.PARTLY, Reason.SAME_PARCEL)
    assert conclusion(FIVE.code, on_parcel(SHARED)) == (Agreement.NO, Reason.ELSEWHERE)


def test_address_of_several_households_belongs_in_part_to_each_of_their_codes() -> None:
    both = meaning(FIVE, FAR)
    assert [conclusion(one.code, both) for one in (FIVE, FAR)] == [(Agreement.PARTLY, Reason.ADDRESS_AMBIGUOUS)] * 2


def test_address_of_several_households_stands_to_another_code_as_the_nearest_of_them() -> None:
    assert conclusion(SEVEN.code, meaning(FAR, FIVE)) == (Agreement.NO, Reason.OTHER_NUMBER)


def test_tower_with_more_flats_than_candidates_belongs_in_part_to_each_of_its_codes() -> None:
    assert conclusion(FLAT_2.code, meaning(FLAT_1, FIVE, total=400)) == (Agreement.PARTLY, Reason.ADDRESS_AMBIGUOUS)


@pytest.mark.parametrize("place", [Address(street="Đường Láng"), lang("", "12")], ids=["street", "alley"])
def test_place_around_the_household_belongs_in_part(place: Address) -> None:
    assert conclusion(FIVE.code, leading_to(place)) == (Agreement.PARTLY, Reason.ADDRESS_INCOMPLETE)


def test_commune_of_the_household_belongs_in_part() -> None:
    answer = leading_to(None, level=MatchLevel.COMMUNE)
    assert conclusion(FIVE.code, answer) == (Agreement.PARTLY, Reason.ADDRESS_INCOMPLETE)


def test_commune_beside_an_unknown_street_proves_nothing() -> None:
    answer = leading_to(None, level=MatchLevel.COMMUNE, rest="Phố Không Có")
    assert conclusion(FIVE.code, answer) == (Agreement.NO, Reason.ADDRESS_UNKNOWN)


@pytest.mark.parametrize(
    ("place", "missing", "reason", "fault"),
    [
        (lang("", "12"), ("house_number",), Reason.OTHER_NUMBER, against("house_number", "99", "5")),
        (lang(""), ("alley_path", "house_number"), Reason.OTHER_ALLEY, against("alley_path", "99", "12")),
        (lang(""), ("house_number",), Reason.OTHER_ALLEY, against("alley_path", "", "12")),
    ],
    ids=["number", "alley", "number on the street itself"],
)
def test_number_or_alley_that_is_not_on_file_is_not_that_of_the_household(
    place: Address, missing: tuple[str, ...], reason: Reason, fault: Fault
) -> None:
    found = verified(FIVE.code, leading_to(place, *missing))
    assert (found.agreement, found.reason, found.faults[0]) == (Agreement.NO, reason, fault)


@pytest.mark.parametrize(
    "answer",
    [
        leading_to(Address(street="Chùa Láng")),
        leading_to(lang("", "12", "5")),
        leading_to(lang("", "12"), commune="00082"),
        leading_to(None, level=MatchLevel.COMMUNE, commune="00082"),
    ],
    ids=["street", "deeper alley", "commune of the street", "commune"],
)
def test_place_that_does_not_hold_the_household_is_elsewhere(answer: Answer) -> None:
    assert conclusion(FIVE.code, answer) == (Agreement.NO, Reason.ELSEWHERE)


def test_another_commune_is_told_by_name() -> None:
    found = verified(FIVE.code, leading_to(None, level=MatchLevel.COMMUNE, commune="00082"))
    assert found.faults == (against("commune", "00082", "00070"),)


def test_unknown_address_belongs_to_no_code() -> None:
    assert conclusion(FIVE.code, NOTHING) == (Agreement.NO, Reason.ADDRESS_UNKNOWN)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("162 Láng", Reason.CODE_MALFORMED),
        ("11024XXXXXXX", Reason.CODE_NOT_ISSUED),
        ("1102422F2345-8", Reason.CHECK_WRONG),
    ],
)
def test_refused_code_belongs_to_no_address(code: str, reason: Reason) -> None:
    assert conclusion(code, meaning(FLAT_1)) == (Agreement.NO, reason)
    assert conclusion(code, NOTHING) == (Agreement.NO, reason)


@pytest.mark.parametrize(
    "code",
    ["1102422F2345-8", "1102422F2354", "1102422F234T", "110242ZF234E"],
    ids=["check symbol", "swapped", "foreign symbol", "two foreign symbols"],
)
def test_slip_in_the_code_of_the_address_belongs_in_part_with_the_right_code_first(code: str) -> None:
    meant = {"1102422F234T": DEEP, "110242ZF234E": replace(FIVE, code="1102422F2343")}.get(code, FIVE)
    found = verified(code, meaning(meant))
    assert (found.agreement, found.reason) == (Agreement.PARTLY, Reason.CODE_SLIP)
    assert found.near_misses[0] == meant.code


def test_near_misses_of_a_refused_code_are_told_whatever_the_address() -> None:
    assert verified("1102422F2345-8", NOTHING).near_misses[0] == FIVE.code


def test_every_reason_but_the_same_household_leaves_something_open() -> None:
    assert [reason for reason in Reason if agreement_of(reason) is Agreement.YES] == [Reason.SAME_HOUSEHOLD]


@pytest.mark.parametrize("asked", CITY, ids=lambda one: one.id)
@pytest.mark.parametrize("held", CITY, ids=lambda one: one.id)
def test_a_code_belongs_to_no_address_but_its_own(asked: Household, held: Household) -> None:
    code = read_stored(held.code).printed()
    assert (verified(code, meaning(asked)).agreement is Agreement.YES) == (asked is held)
