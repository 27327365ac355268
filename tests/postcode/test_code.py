import string

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geocoding.model import HANOI, Point
from postcode import check, olc
from postcode.code import (
    ParsedCode,
    Vpostcode,
    cell,
    encode,
    grid_cell,
    parse,
    read_stored,
    suffix_of,
    suffixes_of,
)
from postcode.errors import CodeMalformed, Flaw, PostcodeError
from postcode.spelling import MAX_NEAR_MISSES, MAX_TEXT, Repair

CITY = Point(lon=105.65, lat=20.975)
hanoi_points = st.builds(Point, lon=st.floats(105.285, 106.020), lat=st.floats(20.564, 21.385))
heads = st.text(string.digits, min_size=5, max_size=5)
units = st.text(check.ALPHABET, max_size=check.MAX_UNIT)
codes = st.builds(Vpostcode, heads, st.text(olc.ALPHABET, min_size=7, max_size=7), units)


def code(head: str = "11024", suffix: str = "22F2345", unit: str = "") -> Vpostcode:
    return Vpostcode(head, suffix, unit)


def test_base_is_head_and_the_last_seven_digits_of_the_plus_code() -> None:
    point = Point(lon=105.8523, lat=21.0287)
    assert olc.encode(point, length=11) == "7PH72VH2+FWM"
    assert encode(point, head="11024") == code(suffix="2VH2FWM")


@given(hanoi_points, heads)
def test_cell_of_a_code_holds_its_point_whatever_the_reference_in_the_city(point: Point, head: str) -> None:
    made = encode(point, head=head)
    assert grid_cell(made, reference=CITY) == olc.cell_of(point)
    box = cell(made, reference=CITY)
    assert encode(Point(lon=(box.west + box.east) / 2, lat=(box.south + box.north) / 2), head=head) == made


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(105.8, 21.0), (105.8, 20.9999875), (106.0, 20.9), (105.9999844, 20.9), (HANOI.west, HANOI.south)],
    ids=["on 21° N", "just south of 21° N", "on 106° E", "just west of 106° E", "corner of the city"],
)
def test_codes_on_both_sides_of_a_degree_line_decode_to_their_own_side(lon: float, lat: float) -> None:
    point = Point(lon=lon, lat=lat)
    assert cell(encode(point, head="11024"), reference=CITY).contains(point)


def test_a_cell_in_hanoi_measures_three_metres() -> None:
    box = cell(code(), reference=CITY)
    assert (box.north - box.south) * 110_690 == pytest.approx(2.77, abs=0.01)
    assert (box.east - box.west) * 103_950 == pytest.approx(3.25, abs=0.01)


@given(codes)
def test_printed_and_stored_spellings_read_back(made: Vpostcode) -> None:
    assert read_stored(str(made)) == made
    assert parse(str(made)) == ParsedCode(made)
    assert parse(made.printed()) == ParsedCode(made, check=made.check, check_ok=True)


@given(codes, st.data())
def test_case_and_separators_within_the_twelve_are_free(made: Vpostcode, data: st.DataObject) -> None:
    gaps = st.text(" -+._\u00a0\u2013", max_size=2)
    text = "".join(data.draw(gaps) + symbol for symbol in made.base)
    tail = f" / {made.unit.lower()} \u2013 {made.check}" if made.unit else f"-{made.check.lower()}"
    assert parse(text.lower() + tail).code == made


SPELLINGS = [
    ("1102422F2345", "1102422F2345", None),
    ("11024-22F2345", "1102422F2345", None),
    ("  11024 22F2+345 ", "1102422F2345", None),
    ("11024-22f2345-7", "1102422F2345", True),
    ("1102422F23457", "1102422F2345", True),
    ("1102422F23458", "1102422F2345", False),
    ("11024-22F2345/2506", "1102422F2345/2506", None),
    ("11024-22F2345/2506-T", "1102422F2345/2506", True),
    ("11024-22F2345/2506-S", "1102422F2345/2506", False),
    ("11024-22F2345 / 2", "1102422F2345/2", None),
    ("１１０２４２２Ｆ２３４５", "1102422F2345", None),
]


@pytest.mark.parametrize(("text", "stored", "check_ok"), SPELLINGS)
def test_spellings_that_are_read(text: str, stored: str, check_ok: bool | None) -> None:
    parsed = parse(text)
    assert (str(parsed.code), parsed.check_ok, parsed.repairs) == (stored, check_ok, ())


REPAIRS = [
    ("1lO24-22F2345", "1102422F2345", (Repair(2, "L", "1"), Repair(3, "O", "0"))),
    ("11OZ4-2ZF2345", "1102422F2345", (Repair(3, "O", "0"), Repair(4, "Z", "2"), Repair(7, "Z", "2"))),
    ("11024-22F234S", "1102422F2345", (Repair(12, "S", "5"),)),
    ("11024-B2F2345", "1102482F2345", (Repair(6, "B", "8"),)),
    ("11024-22F2345/25O6", "1102422F2345/2506", (Repair(15, "O", "0"),)),
    ("11024-22F2345/I2O6-l", "1102422F2345/1206", (Repair(13, "I", "1"), Repair(15, "O", "0"), Repair(17, "L", "1"))),
]


@pytest.mark.parametrize(("text", "stored", "repairs"), REPAIRS)
def test_look_alikes_are_read_as_the_symbol_of_their_place(text: str, stored: str, repairs: tuple[Repair, ...]) -> None:
    parsed = parse(text)
    assert (str(parsed.code), parsed.repairs) == (stored, repairs)


MALFORMED = [
    ("", Flaw.EMPTY, ()),
    (" - ", Flaw.EMPTY, ()),
    ("/2506", Flaw.EMPTY, ()),
    ("1102422F234", Flaw.LENGTH, ()),
    ("11024-22F2345-2506", Flaw.LENGTH, ("1102422F2345/2506",)),
    ("11024-22F2345-2506-T", Flaw.LENGTH, ("1102422F2345/2506",)),
    ("1102422F23457/2506", Flaw.LENGTH, ("1102422F2345/2506",)),
    ("11024-22F2345/", Flaw.UNIT, ("1102422F2345",)),
    ("11024-22F2345/25-06", Flaw.UNIT, ("1102422F2345/2506",)),
    ("11024-22F2345/25/06", Flaw.UNIT, ("1102422F2345/2506",)),
    ("11024-22F2345/25 06", Flaw.UNIT, ("1102422F2345/2506",)),
    ("11024-22F2345/123456789", Flaw.UNIT, ("1102422F2345",)),
    ("11024-22F2345/25U6", Flaw.UNIT, ("1102422F2345",)),
    ("11024-22F2345-U", Flaw.CHECK, ("1102422F2345",)),
    ("11024-2YF2345", Flaw.SUFFIX, ("110242VF2345",)),
    ("11024-20F2345", Flaw.SUFFIX, ("110242QF2345", "110242CF2345", "110242GF2345")),
    ("11024-2ĐF2345", Flaw.SUFFIX, ()),
    ("1102A-22F2345", Flaw.HEAD, ("1102422F2345",)),
    ("11F24-22F2345", Flaw.HEAD, ()),
    ("162 Đường Láng", Flaw.HEAD, ()),
    ("x" * 1_000, Flaw.LENGTH, ()),
    ("1102422F2345" + " " * 60, Flaw.LENGTH, ()),
]


@pytest.mark.parametrize(("text", "flaw", "near_misses"), MALFORMED)
def test_what_is_no_code_is_refused_with_the_codes_it_may_mean(
    text: str, flaw: Flaw, near_misses: tuple[str, ...]
) -> None:
    with pytest.raises(CodeMalformed) as refusal:
        parse(text)
    assert (refusal.value.reason, refusal.value.near_misses) == (flaw, near_misses)
    assert isinstance(refusal.value, PostcodeError)
    assert isinstance(refusal.value, ValueError)


@given(st.text(max_size=MAX_TEXT + 5) | st.text("0O1IL2ZF/- ABS+٣ßﬁ", min_size=9, max_size=20))
@example("\ufdfa" * MAX_TEXT)
def test_any_text_is_read_or_refused_and_every_code_told_is_sound(text: str) -> None:
    near_misses: tuple[str, ...] = ()
    try:
        near_misses = (str(parse(text).code),)
    except CodeMalformed as refusal:
        near_misses = refusal.near_misses
    assert len(near_misses) <= MAX_NEAR_MISSES
    assert [str(read_stored(near)) for near in near_misses] == list(near_misses)


@pytest.mark.parametrize(
    ("head", "suffix", "unit", "flaw"),
    [
        ("1102", "422F2345", "", Flaw.LENGTH),
        ("11024", "22F234", "", Flaw.LENGTH),
        ("1102A", "22F2345", "", Flaw.HEAD),
        ("1102٣", "22F2345", "", Flaw.HEAD),
        ("11024", "22F234A", "", Flaw.SUFFIX),
        ("11024", "22f2345", "", Flaw.SUFFIX),
        ("11024", "22F2345", "123456789", Flaw.UNIT),
        ("11024", "22F2345", "2/3", Flaw.UNIT),
    ],
)
def test_code_with_foreign_parts_cannot_be_made(head: str, suffix: str, unit: str, flaw: Flaw) -> None:
    with pytest.raises(CodeMalformed) as refusal:
        Vpostcode(head, suffix, unit)
    assert refusal.value.reason == flaw


@pytest.mark.parametrize("text", ["", "11024-22F2345", "1102422f2345", "1102422F2345/", "1102422F2345\n"])
def test_stored_spelling_is_read_strictly(text: str) -> None:
    with pytest.raises(CodeMalformed):
        read_stored(text)


def test_codes_sort_like_their_stored_spellings() -> None:
    made = [code(unit="2506"), code(unit="2"), code(), code(head="10000", suffix="XXXXXXX", unit="Z")]
    assert [str(one) for one in sorted(made)] == sorted(str(one) for one in made)


def test_suffixes_of_many_points_are_those_of_each() -> None:
    points = [Point(lon, lat) for lon in (105.85, 105.2000001, -179.99, 0.0) for lat in (21.03, 20.9999999, -33.4)]
    degrees = np.array([(point.lon, point.lat) for point in points])
    assert suffixes_of(degrees) == [suffix_of(olc.cell_of(point)) for point in points]
