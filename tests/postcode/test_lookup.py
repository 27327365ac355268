from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from geocoding.match.answer import Fault, FaultKind
from geocoding.model import Household
from geocoding.snapshot.retired import RetiredCode
from postcode.code import Vpostcode, cell, read_stored
from postcode.errors import CodeMalformed
from postcode.lookup import CITY, CodeAnswer, look_up
from tests.postcode.makers import edition, household

EDITIONS = (edition(id="2017", heads={"00070": "11017"}), edition(id="2025"))


@dataclass(frozen=True)
class Book:
    """A directory of a few households."""

    households: tuple[Household, ...]
    retired_codes: tuple[RetiredCode, ...] = ()

    def find(self, stored: str) -> Household | None:
        return next((one for one in self.households if one.code == stored), None)

    def retired(self, stored: str) -> RetiredCode | None:
        return next((one for one in self.retired_codes if one.code == stored), None)

    def with_suffix(self, suffix: str) -> Sequence[Household]:
        return [one for one in self.households if read_stored(one.code).suffix == suffix]


def asked(text: str, *codes: str) -> CodeAnswer:
    book = Book(tuple(household(code, name=code) for code in codes or ("1102422F2345",)))
    return look_up(text, directory=book, editions=EDITIONS)


def found(answer: CodeAnswer) -> str | None:
    return answer.household.code if answer.household is not None else None


@pytest.mark.parametrize("text", ["1102422F2345", "11024-22f2345", "11024 22F2 345 - 7", "1102422F23457"])
def test_issued_code_is_found_in_any_spelling(text: str) -> None:
    answer = asked(text)
    assert (found(answer), answer.faults, answer.near_misses) == ("1102422F2345", (), ())


def test_answer_has_the_cell_of_the_code() -> None:
    answer = asked("1102422F2345")
    assert answer.box == cell(Vpostcode("11024", "22F2345"), reference=CITY)


def test_repaired_symbols_are_told() -> None:
    assert asked("11O24-22F234S").faults == (
        Fault("code", FaultKind.CHANGED, asked="11O24-22F234S", answered="1102422F2345"),
    )


def test_head_of_an_old_edition_is_translated_and_said_so() -> None:
    answer = asked("11017-22F2345")
    assert (found(answer), str(answer.code)) == ("1102422F2345", "1102422F2345")
    assert answer.faults == (Fault("head", FaultKind.CHANGED, asked="11017", answered="11024"),)


def test_check_symbol_of_an_old_code_is_judged_under_its_old_head() -> None:
    old = Vpostcode("11017", "22F2345").printed()
    assert found(asked(old)) == "1102422F2345"


@pytest.mark.parametrize("head", ["99999", "11018"], ids=["never was", "of another commune today"])
def test_head_that_no_old_edition_knows_is_corrected_and_contradicted(head: str) -> None:
    answer = asked(f"{head}22F2345")
    assert found(answer) == "1102422F2345"
    assert answer.faults == (Fault("head", FaultKind.CONTRADICTED, asked=head, answered="11024"),)


def test_exact_code_comes_before_a_namesake_in_another_commune() -> None:
    answer = asked("1101822F2345", "1102422F2345", "1101822F2345")
    assert (found(answer), answer.faults) == ("1101822F2345", ())


def test_old_head_with_two_namesakes_is_left_open() -> None:
    answer = asked("1101722F2345", "1102422F2345", "1101822F2345")
    assert found(answer) is None
    assert set(answer.near_misses) == {"1102422F2345", "1101822F2345"}


def test_unit_takes_part_in_the_translation() -> None:
    answer = asked("1101722F2345/2506", "1102422F2345/2506", "1102422F2345/2507")
    assert found(answer) == "1102422F2345/2506"


def test_bare_code_of_a_tower_names_the_nearest_of_its_flats() -> None:
    answer = asked("1102422F2345/2505", "1102422F2345/0101", "1102422F2345/2506", "1102422F2345")
    assert found(answer) is None
    assert answer.near_misses == ("1102422F2345/2506", "1102422F2345/0101", "1102422F2345")
    assert answer.faults == (Fault("code", FaultKind.NOT_FOUND, asked="1102422F2345/2505"),)


@pytest.mark.parametrize("slip", ["1102422F2346", "1102422F3245", "110242F22345", "1102432F2345"])
def test_one_slip_in_the_suffix_names_the_issued_code(slip: str) -> None:
    answer = asked(slip)
    assert (found(answer), answer.near_misses) == (None, ("1102422F2345",))


def test_wrong_check_symbol_withholds_the_household() -> None:
    answer = asked("1102422F2345-8")
    assert found(answer) is None
    assert answer.near_misses == ("1102422F2345",)
    assert answer.faults == (Fault("check", FaultKind.CONTRADICTED, asked="8", answered="7"),)


def test_check_symbol_chooses_among_the_near_misses() -> None:
    meant, other = "1102422F2345", "1102422F2347"
    symbol = read_stored(meant).check
    answer = asked(f"1102422F2346{symbol}", meant, other)
    assert answer.near_misses == (meant,)


def test_unknown_code_has_no_near_misses() -> None:
    answer = asked("11024XXXXXXX")
    assert (found(answer), answer.near_misses) == (None, ())
    assert answer.faults == (Fault("code", FaultKind.NOT_FOUND, asked="11024XXXXXXX"),)


def test_near_misses_are_few() -> None:
    flats = [f"1102422F2345/{number:04d}" for number in range(50)]
    assert len(asked("1102422F2345", *flats).near_misses) == 5


def test_what_is_no_code_is_refused() -> None:
    with pytest.raises(CodeMalformed):
        asked("162 Đường Láng")


def gone(kind: str, *successors: str, has_moved_on: bool = False) -> RetiredCode:
    return RetiredCode("1102422F2346", kind, date(2026, 3, 1), "00070", successors, has_moved_on)


def asked_of_retired(retired: RetiredCode, *codes: str) -> CodeAnswer:
    book = Book(tuple(household(code, name=code) for code in codes), retired_codes=(retired,))
    return look_up(retired.code, directory=book, editions=EDITIONS)


def test_code_that_its_household_changed_leads_to_the_household_and_is_said_so() -> None:
    answer = asked_of_retired(gone("replaced", "1102422F2345", has_moved_on=True), "1102422F2345")
    assert found(answer) == "1102422F2345"
    assert answer.faults == (Fault("code", FaultKind.CHANGED, asked="1102422F2346", answered="1102422F2345"),)


def test_code_of_a_household_that_is_no_more_names_no_household_but_its_successors() -> None:
    answer = asked_of_retired(gone("merged", "1102422F2345"), "1102422F2345")
    assert (found(answer), answer.near_misses) == (None, ())
    assert answer.retired is not None
    assert answer.retired.successors == ("1102422F2345",)


def test_retired_code_is_not_taken_for_a_namesake_under_another_head() -> None:
    assert found(asked_of_retired(gone("ended"), "1101822F2346")) is None
