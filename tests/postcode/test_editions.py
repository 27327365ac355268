"""The postcode heads add up to the published lists."""

from collections import Counter
from datetime import date

import pytest

from geocoding.gazetteer.facts import read_admin_units
from postcode.editions import Edition, current_edition, read_editions

EDITIONS = {edition.id: edition for edition in read_editions()}


def test_editions_come_oldest_first_and_the_newest_is_current() -> None:
    assert [edition.valid_from for edition in read_editions()] == [date(2018, 1, 1), date(2025, 8, 24)]
    assert current_edition() == read_editions()[-1]


@pytest.mark.parametrize(
    ("name", "communes", "decision"), [("2017", 579, "2475/QĐ-BTTTT"), ("2025", 126, "2334/QĐ-BKHCN")]
)
def test_an_edition_has_every_commune_of_its_decision(name: str, communes: int, decision: str) -> None:
    assert len(EDITIONS[name].heads) == communes
    assert decision in EDITIONS[name].source


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_no_two_communes_share_a_head(edition: Edition) -> None:
    assert len(set(edition.heads.values())) == len(edition.heads)


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_heads_are_five_digits_of_hanoi(edition: Edition) -> None:
    for head in edition.heads.values():
        assert len(head) == 5
        assert head.isdecimal()
        assert 10 <= int(head[:2]) <= 14


@pytest.mark.parametrize(
    ("edition", "code", "head"),
    [
        ("2025", "00070", "11024"),
        ("2025", "00082", "11018"),
        ("2025", "00004", "11120"),
        ("2017", "00001", "11116"),
        ("2017", "00004", "11117"),
        ("2017", "00154", "11815"),
        ("2017", "10354", "13806"),
    ],
)
def test_heads_are_those_of_the_list(edition: str, code: str, head: str) -> None:
    assert EDITIONS[edition].heads[code] == head


@pytest.mark.parametrize(("edition", "day"), [("2017", date(2021, 2, 1)), ("2025", date(2025, 8, 24))])
def test_heads_belong_to_the_communes_of_that_time(edition: str, day: date) -> None:
    communes = {unit.code for unit in read_admin_units() if unit.is_valid_on(day) and len(unit.code) == 5}
    assert set(EDITIONS[edition].heads) == communes


def test_serials_of_one_old_district_share_three_digits() -> None:
    units = [unit for unit in read_admin_units() if unit.district_code and unit.valid_from <= date(2021, 2, 1)]
    prefixes = {(unit.district_code, EDITIONS["2017"].heads[unit.code][:3]) for unit in units}
    assert Counter(district for district, _ in prefixes) == Counter({district: 1 for district, _ in prefixes})
    assert len(prefixes) == 30


def test_heads_on_which_public_copies_disagree_say_so() -> None:
    assert set(EDITIONS["2017"].doubts) == {"00154", "10354", "09772", "09778"}
    assert not EDITIONS["2025"].doubts


def test_heads_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        EDITIONS["2025"].heads["00070"] = "99999"  # type: ignore[index]
