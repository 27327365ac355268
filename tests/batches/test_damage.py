"""Cells that a spreadsheet or a program has changed are never taken for what they look like."""

import pytest

from app.batches.damage import CELL_IS_DATE, CELL_IS_ERROR, damage_of, damaged, whole
from app.batches.options import Role


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-12T00:00:00",
        "2026-05-12",
        "12-May",
        "May-12",
        "12-Thg5",
        "12 May 2026",
        "12/05/2026",
        "05:12:00",
        "5-dec-26",
    ],
)
def test_a_day_or_time_is_seen(text: str) -> None:
    assert damage_of(text) == CELL_IS_DATE


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "########", "#DIV/0!"])
def test_an_error_of_a_spreadsheet_is_seen(text: str) -> None:
    assert damage_of(text) == CELL_IS_ERROR


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12/5",
        "12-5",
        "12/5/7",
        "19-8",
        "19 tháng 8",
        "30/4",
        "12B",
        "May 10",
        "12 Mayer",
        "ngõ 12-May",
        "#12",
        "12.5",
    ],
)
def test_an_address_is_left_alone(text: str) -> None:
    assert damage_of(text) == ""


@pytest.mark.parametrize(("text", "read"), [("12.0", "12"), ("12.50", "12.50"), ("12.00", "12"), ("A.0", "A.0")])
def test_a_whole_number_loses_the_part_that_a_program_gave_it(text: str, read: str) -> None:
    assert whole(text) == read


def test_the_first_damaged_cell_is_named_and_points_and_codes_are_left_to_their_own_rules() -> None:
    day = "2026-05-12"
    assert damaged({Role.STREET: ["Huế"], Role.HOUSE_NUMBER: [day]}) == (Role.HOUSE_NUMBER, day, CELL_IS_DATE)
    assert damaged({Role.QUERY: ["12", day]}) == (Role.QUERY, day, CELL_IS_DATE)
    assert damaged({Role.LON: [day], Role.CODE: ["#N/A"]}) is None
