from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geocoding.gazetteer.epochs import ATTESTED_SINCE, EVE, Epochs, UnitThen, label_then, shared_name
from geocoding.gazetteer.facts import (
    REFORM,
    LinkKind,
    UnitExtent,
    UnitLink,
    read_admin_units,
    read_unit_extents,
    read_unit_links,
)
from geocoding.model import AdminUnit, Box, Point, UnitKind

HANOI = Epochs(read_admin_units(), read_unit_links(), read_unit_extents())
COMMUNES = sorted({unit.code for unit in read_admin_units() if unit.is_valid_on(REFORM)})


def unit(
    code: str, name: str, *, first: date = ATTESTED_SINCE, last: date | None = EVE, district: str = "1"
) -> AdminUnit:
    return AdminUnit(code, UnitKind.PHUONG, name, first, last, district, "test")


def district(code: str = "1", name: str = "Cũ") -> AdminUnit:
    return AdminUnit(code, UnitKind.QUAN, name, ATTESTED_SINCE, EVE, "", "test")


def link(old: str, kind: LinkKind = LinkKind.PART) -> UnitLink:
    return UnitLink(old, "N", REFORM, kind, "test")


def extent(code: str, *, west: float, east: float, on: date = EVE) -> UnitExtent:
    box = Box(west=west, south=21.0, east=east, north=21.1)
    return UnitExtent(code, on, Point(lon=(west + east) / 2, lat=21.05), box, "test")


def names(found: tuple[UnitThen, ...]) -> list[tuple[str, bool]]:
    return [(one.full_name, one.certain) for one in found]


def on(day: str, *, code: str = "00235", former: str = "") -> list[tuple[str, bool]]:
    return names(HANOI.communes_on(date.fromisoformat(day), commune_code=code, former_code=former))


@pytest.mark.parametrize("day", ["2025-07-01", "2026-11-22"])
def test_from_the_reform_on_a_place_has_the_commune_of_today_and_no_district(day: str) -> None:
    assert on(day, former="00217") == [("Phường Đống Đa", True)]


def test_on_the_eve_of_the_reform_the_known_old_commune_is_sure() -> None:
    assert on("2025-06-30", former="00217") == [("Phường Trung Liệt, Quận Đống Đa", True)]


def test_without_an_outline_every_old_commune_of_the_links_is_a_candidate() -> None:
    found = on("2025-06-30")
    assert len(found) == sum(one.new_code == "00235" for one in read_unit_links())
    assert all(not certain for _, certain in found)


def test_candidates_come_by_kind_of_link_then_by_shared_area_then_by_code() -> None:
    kinds = [LinkKind.AREA_ONLY, LinkKind.PART, LinkKind.PART, LinkKind.PART_WITH_ALL_PEOPLE, LinkKind.WHOLE]
    codes = ["A", "B", "C", "D", "E"]
    extents = [
        extent("N", west=105.0, east=105.2, on=REFORM),
        extent("B", west=105.1, east=105.12),
        extent("C", west=105.0, east=105.1),
    ]
    epochs = Epochs([unit(code, code) for code in codes], list(map(link, codes, kinds)), extents)
    assert [one.unit.code for one in epochs.communes_on(EVE, commune_code="N")] == ["E", "D", "C", "B", "A"]


def test_the_only_old_commune_of_the_links_is_sure() -> None:
    epochs = Epochs([unit("A", "Xưa"), district()], [link("A", LinkKind.WHOLE)], ())
    assert names(epochs.communes_on(EVE, commune_code="N")) == [("Phường Xưa, Quận Cũ", True)]


def test_where_the_round_of_2024_closed_no_commune_of_the_district_the_name_was_the_same_before() -> None:
    assert on("2024-06-01", code="00070", former="00049") == [("Phường Hàng Đào, Quận Hoàn Kiếm", True)]


def test_where_the_round_of_2024_closed_communes_each_of_them_is_a_candidate_after_the_commune_itself() -> None:
    round_of_2024 = date(2025, 1, 1)
    gone = unit("B", "Mất", last=round_of_2024 - timedelta(days=1))
    elsewhere = unit("C", "Xa", last=round_of_2024 - timedelta(days=1), district="2")
    epochs = Epochs([unit("A", "Còn"), gone, elsewhere, district()], [link("A")], ())
    day = round_of_2024 - timedelta(days=1)
    assert [one.unit.name for one in epochs.communes_on(day, commune_code="N", former_code="A")] == ["Còn", "Mất"]
    assert names(epochs.communes_on(round_of_2024, commune_code="N", former_code="A")) == [
        ("Phường Còn, Quận Cũ", True)
    ]


def test_a_commune_that_got_its_name_in_2024_comes_first_under_the_name_its_code_had_before() -> None:
    assert on("2025-01-01", former="00181") == [("Phường Văn Miếu - Quốc Tử Giám, Quận Đống Đa", True)]
    assert on("2024-12-31", former="00181")[0] == ("Phường Văn Miếu, Quận Đống Đa", False)


@pytest.mark.parametrize(("day", "code"), [("2021-01-31", "00235"), ("2025-06-30", "99999"), ("2026-01-01", "99999")])
def test_an_unknown_commune_or_day_has_no_names(day: str, code: str) -> None:
    assert on(day, code=code) == []


def test_an_unknown_old_commune_leaves_the_candidates_of_the_links() -> None:
    assert on("2025-06-30", former="99999") == on("2025-06-30")


@given(st.sampled_from(COMMUNES), st.dates(ATTESTED_SINCE, date(2030, 1, 1)))
def test_every_commune_has_a_name_on_every_attested_day_and_is_sure_exactly_when_it_is_alone(
    code: str, day: date
) -> None:
    found = HANOI.communes_on(day, commune_code=code)
    assert found
    assert all(one.certain == (len(found) == 1) for one in found)
    assert all(one.unit.is_valid_on(day) and (one.district is None) == (day >= REFORM) for one in found)
    assert len({one.unit.code for one in found}) == len(found)


def test_several_candidates_of_one_district_share_its_name() -> None:
    assert shared_name(HANOI.communes_on(EVE, commune_code="00235")) == "Quận Đống Đa"


def test_candidates_of_several_districts_share_no_name() -> None:
    found = HANOI.communes_on(EVE, commune_code="00070")
    assert len({one.district for one in found}) > 1
    assert shared_name(found) == ""


@pytest.mark.parametrize(
    ("label", "former", "then"),
    [
        ("Số 6, Láng, Phường Đống Đa, Hà Nội", "00217", "Số 6, Láng, Phường Trung Liệt, Quận Đống Đa, Hà Nội"),
        ("Số 6, Láng, Phường Đống Đa, Hà Nội", "", "Số 6, Láng, Quận Đống Đa, Hà Nội"),
        ("Phường Đống Đa, Hà Nội", "00217", "Phường Trung Liệt, Quận Đống Đa, Hà Nội"),
        ("Phố Phường Đống Đa, Hà Nội", "00217", "Phố Phường Đống Đa, Hà Nội"),
        ("Số 6, Láng, Hà Nội", "00217", "Số 6, Láng, Hà Nội"),
    ],
)
def test_a_label_takes_the_names_of_the_day_as_far_as_they_are_sure(label: str, former: str, then: str) -> None:
    found = HANOI.communes_on(EVE, commune_code="00235", former_code=former)
    assert label_then(label, today="Phường Đống Đa", then=found) == then


def test_a_label_without_a_known_commune_stays_as_it_is() -> None:
    assert label_then("Số 6, Láng, Hà Nội", today="", then=()) == "Số 6, Láng, Hà Nội"
