import re
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geocoding.gazetteer.facts import read_admin_units
from geocoding.text.clean import is_clean
from geocoding.text.fold import fold, tidy
from geocoding.text.noise import clear_contacts, clear_remarks
from geocoding.text.normalise import MAX_TEXT, normalise
from geocoding.text.spacing import may_lack_spaces, punctuate, space
from geocoding.text.telex import decode, may_be_typed

UNITS = sorted({f"{unit.kind} {unit.name}" for unit in read_admin_units()})
STREETS = (
    "Trần Hưng Đạo, Nguyễn Trãi, Láng, Láng Hạ, Phố Huế, Bà Triệu, Hàng Bông, Hàng Mã, Hàng Hành, Hàng Đường, Đội "
    "Cấn, Kim Mã, Giảng Võ, Xã Đàn, Ô Chợ Dừa, Đê La Thành, Giải Phóng, Lê Duẩn, Trường Chinh, Tôn Thất Tùng, "
    "Chùa Bộc, Tây Sơn, Thái Hà, Khâm Thiên, Bạch Mai, Minh Khai, Đại La, Trương Định, Điện Biên Phủ, Hoàng Hoa "
    "Thám, Thụy Khuê, Quán Thánh, Phan Kế Bính, Doãn Kế Thiện, Nguyễn Cảnh Dị, Nguyễn Đổng Chi, Chu Văn An, Cô "
    "Tiên, Anh Đào, Giao Quang, Quan Nhân, Nhân Hòa, Võ Thị Sáu, Tô Vĩnh Diện, Cầu Giấy, Xuân Thủy, Hồ Tùng Mậu, "
    "Dương Nội, Tố Hữu, Lê Văn Lương, Vũ Trọng Phụng, Khuất Duy Tiến, Nguyễn Xiển, Ngọc Hồi, Ỷ Lan, Yên Lãng, Lạc "
    "Long Quân, Âu Cơ, Phú Xá, Trung Yên 10A, Cổ Linh, Ngô Gia Tự, Đường 19/5, Phố Canh"
).split(", ")
FORMS = (str, str.lower, str.upper, fold)


def full_addresses(name: str) -> list[str]:
    return [
        name,
        f"Số 12A, ngách 34/5, ngõ 34, phố {name}, Hà Nội",
        f"12 ngõ 5 {name}, Đống Đa",
        f"6/12/5 {name} - Hà Nội",
        f"căn hộ 2506, tòa CT4A, khu đô thị {name}, TP. Hà Nội",
        f"Nhà B15 tập thể {name}, P. Kim Liên, Q.Đống Đa",
        f"lô LK3-12, {name}, TT Quốc Oai, H. Quốc Oai, HN",
        f"thửa 12 tờ bản đồ 34, {name}",
    ]


@pytest.mark.parametrize("form", FORMS)
def test_clean_addresses_of_every_unit_and_street_come_out_unchanged(form: Callable[[str], str]) -> None:
    texts = [form(text) for name in (*UNITS, *STREETS) for text in full_addresses(name)]
    touched = {text: normalise(text) for text in texts if normalise(text).text != tidy(text)}
    assert touched == {}


@pytest.mark.parametrize("form", FORMS)
def test_the_quick_look_and_the_long_way_agree_on_units_and_streets(form: Callable[[str], str]) -> None:
    texts = [form(text) for name in (*UNITS[::5], *STREETS) for text in full_addresses(name)[::3]]
    clean = [text for text in texts if is_clean(text)]
    assert len(clean) > len(texts) / 2
    assert [punctuate(space(decode(text)[0])) for text in clean] == clean
    assert not any(clear_contacts(text).removed or clear_remarks(text).removed for text in clean)


@given(st.sampled_from([*UNITS, *STREETS]))
def test_a_text_in_decomposed_form_becomes_the_composed_one(name: str) -> None:
    assert normalise(unicodedata.normalize("NFD", f"12 {name}")).text == f"12 {name}"


@pytest.mark.parametrize(
    ("text", "left", "repairs"),
    [
        ("Goij truwowcs khi giao, soos 6 ngox 12 dduwowngf Lasng", "số 6 ngõ 12 đường Láng", ("telex",)),
        ("soos6ngox12,Lasng", "số 6 ngõ 12, Láng", ("telex", "spacing")),
        ("12 Xuaan La", "12 Xuân La", ("telex",)),
        ("so5ngo12 La1ng Ha5, D9o61ng D9a", "so 5 ngo 12 Láng Hạ, Đống Đa", ("vni", "spacing")),
        ("Số 6\r\nngõ 12\n\nLáng", "Số 6, ngõ 12, Láng", ()),
        ("１２ Lá\u200bng", "12 Láng", ()),
        ("", "", ()),
        ("Láng " * 1_000, ("Láng " * 200).strip(), ("cut",)),
    ],
)
def test_a_text_is_mended_and_says_how(text: str, left: str, repairs: tuple[str, ...]) -> None:
    normalised = normalise(text)
    assert (normalised.text, normalised.repairs) == (left, repairs)


PIECES = (
    "số so5 ngõ ngõ12 Láng LángHạ Nguyeenx Traix Nguye6n4 D9o61ng D9a Moon 12 12A 12/5 ( ) [ ] , ; - . : "
    "0912345678 0912 345 678 +84 chị anh a c. Hoa Nam gần cạnh đối diện gan gọi trước khi giao hàng dễ vỡ ship "
    "cod giờ hành chính người nhận: địa chỉ đ/c: P12Q3 ng.5ngh.12 phường quận Hà Nội ,, -- CT4A B15 LK3-12 36bis "
    "a@b.cc nhé để bảo vệ gặp giúp em w aw dd x ½ İ ß P.12Q.3 khuđô thị 17KĐT"
).split(" ")
SLIPS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", " ", ", "])), max_size=14).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)


@example("P.12Q.3P.12Q.3 gần 0912345678")
@example("gọi trước khi giao: P.12Q.3P.12Q.3")
@given(SLIPS | st.text(max_size=60))
def test_normalising_again_changes_and_finds_nothing(text: str) -> None:
    once = normalise(text)
    again = normalise(once.text)
    assert (again.text, again.removed) == (once.text, ())


@given(SLIPS)
def test_what_the_quick_look_lets_pass_the_long_way_would_not_touch(text: str) -> None:
    clean = tidy(text)
    if is_clean(clean):
        assert (decode(clean)[0], space(clean), punctuate(clean)) == (clean, clean, clean)
        assert clear_contacts(clean).removed + clear_remarks(clean).removed == ()


@given(SLIPS)
def test_what_no_word_calls_for_would_change_nothing(text: str) -> None:
    clean = tidy(text)
    words = re.findall(r"[^\W_]+", clean)
    if not any(map(may_be_typed, words)):
        assert decode(clean)[0] == clean
    if not any(map(may_lack_spaces, words)):
        assert space(clean) == clean


@given(SLIPS)
def test_no_digit_is_changed_or_moved(text: str) -> None:
    """House numbers are never repaired: digits only go when the piece around them goes or is VNI typing."""
    normalised = normalise(text)
    if not normalised.removed and "vni" not in normalised.repairs:
        assert digits(normalised.text) == digits(tidy(text))


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ 0123456789/,", max_size=80))
def test_the_text_is_tidy_and_short(text: str) -> None:
    left = normalise(text).text
    assert left == tidy(left)
    assert len(left) <= MAX_TEXT


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "ngõ ",
            "a",
            "0",
            "09 ",
            "84 9",
            "(",
            ", ",
            "gần ",
            ", anh Nam",
            "a@",
            "a.b@c.",
            "\u200b",
            " ",
            "\n",
            "\u0301",
        ),
        *("aB", "1a", "ngoof", "- ", "...., ", "giao ", "người nhận: ", "w1", "aas ", "P1Q2", "[,", "x.", "anh a c "),
    ],
)
def test_a_million_characters_of_anything_end_in_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    started = time.process_time()
    normalised = normalise(text)
    assert time.process_time() - started < 0.2
    assert len(normalised.text) <= MAX_TEXT
    assert "cut" in normalised.repairs


def digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
