"""The shipped facts add up to the figures of the official lists."""

import unicodedata
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from geocoding.gazetteer.facts import (
    REFORM,
    LinkKind,
    read_admin_units,
    read_sources,
    read_unit_extents,
    read_unit_links,
)
from geocoding.model import HANOI, AdminUnit, UnitKind

DISTRICTS = {UnitKind.QUAN, UnitKind.HUYEN, UnitKind.THI_XA}
UNITS = read_admin_units()
LINKS = read_unit_links()


def communes_on(day: date) -> dict[str, AdminUnit]:
    return {unit.code: unit for unit in UNITS if unit.kind not in DISTRICTS and unit.is_valid_on(day)}


OLD, NEW = communes_on(REFORM - timedelta(days=1)), communes_on(REFORM)


@pytest.mark.parametrize(
    ("day", "phuong", "xa", "thi_tran"),
    [
        (date(2026, 11, 22), 51, 75, 0),
        (date(2025, 7, 1), 51, 75, 0),
        (date(2025, 6, 30), 160, 345, 21),
        (date(2025, 1, 1), 160, 345, 21),
        (date(2024, 12, 31), 175, 383, 21),
        (date(2021, 2, 1), 175, 383, 21),
        (date(2021, 1, 31), 0, 0, 0),
    ],
)
def test_communes_of_a_day_are_as_many_as_the_lists_say(day: date, phuong: int, xa: int, thi_tran: int) -> None:
    kinds = Counter(unit.kind for unit in communes_on(day).values())
    assert (kinds[UnitKind.PHUONG], kinds[UnitKind.XA], kinds[UnitKind.THI_TRAN]) == (phuong, xa, thi_tran)


def test_thirty_districts_end_with_the_reform() -> None:
    districts = [unit for unit in UNITS if unit.kind in DISTRICTS]
    assert Counter(unit.kind for unit in districts) == {UnitKind.QUAN: 12, UnitKind.HUYEN: 17, UnitKind.THI_XA: 1}
    assert {unit.valid_to for unit in districts} == {REFORM - timedelta(days=1)}


def test_a_code_names_one_unit_on_any_day() -> None:
    for earlier, later in pairwise(UNITS):
        if earlier.code == later.code:
            assert earlier.valid_to is not None
            assert earlier.valid_to < later.valid_from


def test_units_come_by_code_and_first_day() -> None:
    assert list(UNITS) == sorted(UNITS, key=lambda unit: (unit.code, unit.valid_from))


def test_every_new_code_is_an_old_one_that_mostly_changed_its_name() -> None:
    assert set(NEW) <= set(OLD)
    assert sum(NEW[code].name != OLD[code].name for code in NEW) == 96


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("00070", date(2025, 6, 30), "Phường Hàng Trống"),
        ("00070", date(2025, 7, 1), "Phường Hoàn Kiếm"),
        ("00004", date(2025, 7, 1), "Phường Ba Đình"),
        ("00235", date(2024, 12, 31), "Phường Ngã Tư Sở"),
        ("00235", date(2025, 1, 1), "Phường Thịnh Quang"),
        ("10435", date(2025, 6, 30), "Xã Bình Lưu Quang"),
    ],
)
def test_code_and_day_name_a_unit(code: str, day: date, name: str) -> None:
    assert communes_on(day)[code].full_name == name


def test_old_communes_lie_in_a_district_and_new_ones_in_none() -> None:
    districts = {unit.code for unit in UNITS if unit.kind in DISTRICTS}
    assert {unit.district_code for unit in OLD.values()} == districts
    assert {unit.district_code for unit in NEW.values()} == {""}


def test_names_are_tidy_and_without_their_kind() -> None:
    for unit in UNITS:
        assert unit.name == unicodedata.normalize("NFC", " ".join(unit.name.split()))
        assert not unit.name.lower().startswith(tuple(f"{kind} " for kind in UnitKind))


def test_tone_marks_stand_in_one_place() -> None:
    open_syllables = ("oà", "oá", "oả", "oã", "oạ", "uỳ", "uý", "uỷ", "uỹ", "uỵ", "oè", "oé", "oẻ", "oẽ", "oẹ")
    words = [word.lower() for unit in UNITS for word in unit.name.split()]
    assert [word for word in words if word.endswith(open_syllables) and not word.startswith("qu")] == []


def test_names_of_today_never_collide_even_without_marks() -> None:
    bare = Counter(_bare(unit.name) for unit in NEW.values())
    assert max(bare.values()) == 1


def test_links_are_those_of_the_conversion_table() -> None:
    assert len(LINKS) == len({(link.old_code, link.new_code) for link in LINKS}) == 795
    assert Counter(link.kind for link in LINKS) == {
        LinkKind.WHOLE: 327,
        LinkKind.PART: 368,
        LinkKind.AREA_ONLY: 60,
        LinkKind.PART_WITH_ALL_PEOPLE: 40,
    }


def test_every_old_commune_went_somewhere_and_every_new_one_came_from_somewhere() -> None:
    assert {link.old_code for link in LINKS} == set(OLD)
    assert {link.new_code for link in LINKS} == set(NEW)


def test_old_communes_have_the_published_numbers_of_successors() -> None:
    successors = Counter(link.old_code for link in LINKS)
    assert Counter(successors.values()) == {1: 328, 2: 146, 3: 34, 4: 17, 5: 1}
    assert [OLD[code].name for code, number in successors.items() if number == 5] == ["Đại Mỗ"]


def test_an_old_commune_that_went_whole_went_to_one_new_one() -> None:
    whole = [link.old_code for link in LINKS if link.kind is LinkKind.WHOLE]
    assert Counter(link.old_code for link in LINKS if link.old_code in set(whole)) == dict.fromkeys(whole, 1)


def test_extents_cover_the_communes_of_before_and_after_the_reform() -> None:
    extents = read_unit_extents()
    assert {extent.code for extent in extents if extent.valid_on == REFORM} == set(NEW)
    assert {extent.code for extent in extents if extent.valid_on < REFORM} == set(OLD)
    assert len(extents) == 126 + 526


def test_extents_lie_in_the_city_around_their_centre() -> None:
    for extent in read_unit_extents():
        assert extent.box.contains(extent.centre)
        assert HANOI.west < extent.box.west < extent.box.east < HANOI.east
        assert HANOI.south < extent.box.south < extent.box.north < HANOI.north


def test_every_fact_names_a_known_source() -> None:
    known = {source.id for source in read_sources()}
    named = {fact.source for fact in (*UNITS, *LINKS, *read_unit_extents())}
    assert named == known


def _bare(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
