from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geocoding.address.keys import household_keys
from geocoding.address.parse import MAX_READINGS, parse
from geocoding.address.query import AddressQuery
from geocoding.address.write import address_line
from geocoding.model import Address, UnitKind


def said(query: AddressQuery) -> dict[str, object]:
    """What a reading says, without what it leaves empty."""
    values = {name: value for name, value in query._asdict().items() if name not in ("address", "is_street")}
    values |= {field.name: getattr(query.address, field.name) for field in fields(query.address)}
    return {name: value for name, value in values.items() if value}


FIRST_READINGS: list[tuple[str, dict[str, object]]] = [
    ("218 Đội Cấn", {"house_number": "218", "street": "Đội Cấn"}),
    ("Số 3-5 Phố Hà Cầu", {"house_number": "3-5", "street": "Hà Cầu"}),
    ("Số nhà 36A ngõ 647 Lạc Long Quân", {"house_number": "36A", "alley_path": ("647",), "street": "Lạc Long Quân"}),
    ("Số 6 hẻm 5/4/3 ngõ 12 Láng", {"house_number": "6", "alley_path": ("12", "5", "4", "3"), "street": "Láng"}),
    (
        "Số nhà 33, ngách 595/7, ngõ 595, Lĩnh Nam",  # the ngách repeats its ngõ
        {"house_number": "33", "alley_path": ("595", "7"), "street": "Lĩnh Nam"},
    ),
    ("Ngách 59 ngõ 20, đường Mỹ Đình", {"alley_path": ("20", "59"), "street": "Mỹ Đình"}),
    ("Ngõ 32 Đỗ Đức Dục", {"alley_path": ("32",), "street": "Đỗ Đức Dục"}),
    ("Ngõ Trạm", {"street": "Ngõ Trạm"}),
    ("12 Quán Thánh, Ba Đình", {"house_number": "12", "street": "Quán Thánh", "names": ("Ba Đình",)}),
    ("CT4-5 ngõ 6 Dương Đình Nghệ", {"house_number": "CT4-5", "alley_path": ("6",), "street": "Dương Đình Nghệ"}),
    ("Nhà B15 khu tập thể Kim Liên", {"building": "B15", "estate": "Kim Liên"}),
    ("12D18 Khu Đô Thị Định Công", {"house_number": "12D18", "estate": "Định Công"}),
    ("A312-BT1B, khu đô thị Mễ Trì Thượng", {"house_number": "A312-BT1B", "estate": "Mễ Trì Thượng"}),
    ("Lô 49, KCN Quang Minh", {"house_number": "49", "estate": "Quang Minh"}),
    (
        "P.2506 tòa CT4A KĐT Linh Đàm, phường Hoàng Liệt",
        {
            "unit": "2506",
            "building": "CT4A",
            "estate": "Linh Đàm",
            "commune": "Hoàng Liệt",
            "commune_kind": UnitKind.PHUONG,
        },
    ),
    ("Thôn Đại Bái, Xã Đại Thịnh", {"hamlet": "Đại Bái", "commune": "Đại Thịnh", "commune_kind": UnitKind.XA}),
    (
        "162 Đường Trường Chinh, P. Kim Liên, Q. Đống Đa, Hà Nội",
        {
            "house_number": "162",
            "street": "Trường Chinh",
            "commune": "Kim Liên",
            "district": "Đống Đa",
            "district_kind": UnitKind.QUAN,
        },
    ),
    (
        "thửa 12 tờ bản đồ 34 phường Láng Hạ",
        {"parcel": "12", "sheet": "34", "commune": "Láng Hạ", "commune_kind": UnitKind.PHUONG},
    ),
    (
        "so 5 ngo 12 duong lang, phuong dong da, ha noi",
        {
            "house_number": "5",
            "alley_path": ("12",),
            "street": "lang",
            "commune": "dong da",
            "commune_kind": UnitKind.PHUONG,
        },
    ),
]


@pytest.mark.parametrize(("text", "expected"), FIRST_READINGS, ids=[text for text, _ in FIRST_READINGS])
def test_first_reading(text: str, expected: dict[str, object]) -> None:
    assert said(parse(text)[0]) == expected


def test_bare_slash_chain_is_read_in_both_orders() -> None:
    readings = [(r.address.house_number, r.address.alley_path) for r in parse("32/133/5 Nguyễn Xiển")]
    assert readings == [("5", ("32", "133")), ("32", ("5", "133")), ("32/133/5", ())]


@pytest.mark.parametrize("text", ["", " , ;", "\u200b"])
def test_text_without_word_or_number_has_no_reading(text: str) -> None:
    assert parse(text) == ()


@pytest.mark.parametrize("text", [text for text, _ in FIRST_READINGS])
def test_a_reading_is_the_same_with_its_names_and_numbers_apart(text: str) -> None:
    assert [query.reading.query for query in parse(text)] == list(parse(text))


@given(st.text(max_size=1_200))
def test_any_text_has_few_readings(text: str) -> None:
    assert len(parse(text)) <= MAX_READINGS


NAMES = st.sampled_from(["Láng", "Phố Huế", "Đội Cấn", "Lĩnh Nam", "Lạc Long Quân"])
NUMBERS = st.integers(1, 999).map(str) | st.sampled_from(["12A", "7B", "36 bis"])


@given(number=NUMBERS, path=st.lists(st.integers(1, 999).map(str), max_size=5), street=NAMES)
def test_a_written_street_address_is_read_back_whole(number: str, path: list[str], street: str) -> None:
    written = Address(house_number=number, alley_path=tuple(path), street=street)
    assert set(household_keys(parse(address_line(written))[0].address, commune_code="")) == set(
        household_keys(written, commune_code="")
    )


@given(flat=st.integers(101, 4599).map(str), building=st.sampled_from(["CT4A", "HH3C", "B15", "25T2"]))
def test_a_written_flat_is_read_back_whole(flat: str, building: str) -> None:
    written = Address(building=building, unit=flat.zfill(4), estate="khu đô thị Linh Đàm")
    assert set(household_keys(parse(address_line(written))[0].address, commune_code="")) == set(
        household_keys(written, commune_code="")
    )


@pytest.mark.parametrize("quarter", ["Tiểu khu", "khối phố", "Khu phố"])
def test_a_quarter_is_the_commune_only_where_none_is_marked(quarter: str) -> None:
    (alone, *_), (beside, *_) = parse(f"số 5, {quarter} Láng Hạ"), parse(f"số 5, {quarter} Thao Chính, xã Phú Xuyên")
    assert alone.commune == "Láng Hạ"
    assert (beside.commune, beside.also) == ("Phú Xuyên", ())
    assert "Thao Chính" in (beside.address.street, *beside.names)
