"""Ways of writing that strangers use and that once led to nothing, or to another house."""

import pytest

from geocoding.address.forms import rewritten
from geocoding.address.numbers import number_key
from geocoding.address.parse import parse
from geocoding.gazetteer.provinces import other_province
from geocoding.snapshot.names import sound_of
from geocoding.text.normalise import normalise
from geocoding.text.telex import decode


@pytest.mark.parametrize(
    ("text", "house", "path"),
    [
        ("Nhà 64/33/12, Đường Lê Duẩn", "12", ("64", "33")),
        ("nha 64/33/12 le duan", "12", ("64", "33")),
        ("nhà 3-5 Hàng Đào", "3-5", ()),
    ],
)
def test_a_number_behind_nha_is_read_whole(text: str, house: str, path: tuple[str, ...]) -> None:
    first, *_ = parse(text)
    assert (first.address.house_number, first.address.alley_path, first.address.building) == (house, path, "")


def test_floors_of_a_house_are_no_building_in_place_of_its_number() -> None:
    assert all(
        (reading.address.house_number, reading.address.building, reading.rest) == ("13", "", "3")
        for reading in parse("Số 13 ngõ 101 Lê Duẩn, nhà 3 tầng")
    )


@pytest.mark.parametrize("name", ["TP.HCM", "Ho Chi Minh City", "Tp. HCM", "HCMC", "Da Nang City"])
def test_other_cities_are_known_in_their_english_and_short_names(name: str) -> None:
    assert other_province(name)


@pytest.mark.parametrize("street", ["Quốc lộ 32", "Tỉnh lộ 417", "QL 32"])
def test_numbered_roads_keep_their_number(street: str) -> None:
    first, *_ = parse(f"12 {street}, xã Hoài Đức")
    assert first.address.street.endswith(street.rpartition(" ")[2])
    assert first.address.house_number == "12"


def test_full_width_digits_beside_others_are_digits() -> None:
    assert normalise("số 1０ ngõ ４0 Láng").text == "số 10 ngõ 40 Láng"


@pytest.mark.parametrize(
    "phone", ["đt0380 858 362", "(LH (+84) 743224647)", "tel (+84) 841710402", "081 537 55 36", "đt+84311505560"]
)
def test_telephones_are_taken_out_however_they_are_grouped(phone: str) -> None:
    assert normalise(f"5 Hàng Đào {phone}").text.rstrip(" ()") == "5 Hàng Đào"


def test_bis_is_no_typing() -> None:
    assert decode("7 bis dduwowngf Lieen Xax")[0] == "7 bis đường Liên Xã"


def test_digits_behind_an_alley_word_are_not_typed_away() -> None:
    assert "Hem36" in decode("N.51 D9u7o7ng2 Xa4 D9an2, Hem36")[0]


def test_a_number_with_bis_stays_whole_behind_nha() -> None:
    assert {reading.address.house_number for reading in parse("nhà 21 bis đường Xuân Thủy")} == {"21 bis"}


@pytest.mark.parametrize(
    ("said", "written"),
    [("chường chinh", "trường chinh"), ("dải phóng", "giải phóng"), ("lê giuẩn", "lê duẩn"), ("xa đôi", "sa đôi")],
)
def test_names_that_are_said_alike_sound_alike(said: str, written: str) -> None:
    assert sound_of(said) == sound_of(written)


def test_names_that_are_said_otherwise_sound_otherwise() -> None:
    assert sound_of("hàng bài") != sound_of("hàng gai")


def test_rows_are_the_same_with_and_without_a_zero() -> None:
    assert number_key("LK05-09") == number_key("LK5-9")
    assert number_key("LK5-9") != number_key("LK50-9")


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("Số 55, Đg. Hàng Thiếc, Phg Hoàn Kiếm", "Số 55, đường Hàng Thiếc, phường Hoàn Kiếm"),
        ("S.7 H.8 Ngh.12 N.64 Láng", "số 7 hẻm 8 Ngh.12 ngõ 64 Láng"),
        ("SN 2 ngx 11 ng 56 Láng", "SN 2 ngách 11 ng 56 Láng"),
        ("sn 3, T.Đa Phúc, làng Ngọc", "sn 3, thôn Đa Phúc, thôn Ngọc"),
        ("5 Láng, T.T Quốc Oai", "5 Láng, thị trấn Quốc Oai"),
        ("12, Láng Hạ", "12, Láng Hạ"),
        ("LK 5 - 23, khu ĐT Văn Phú", "LK5-23, khu đô thị Văn Phú"),
        ("R1/204, KTT Kim Liên", "căn hộ 204, tòa R1, KTT Kim Liên"),
        ("ngõ 304/B3 Kim Liên", "ngõ 304/B3 Kim Liên"),
        ("số 4 Đê La Thành - Kim Liên - HN", "số 4 Đê La Thành, Kim Liên, HN"),
        ("thửa 165, tờ 3, Hoàn Kiếm", "thửa 165, tờ bản đồ 3, Hoàn Kiếm"),
        ("Thửa đất số: 29; tờ bản đồ số: 5", "Thửa đất số: 29; tờ bản đồ số: 5"),
        ("Cô Mai, số 5 Láng, thu hộ 250k", "số 5 Láng"),
        ("Shop Hoa - ngách 9 ngõ 52, nhà số 9 B6", "ngách 9 ngõ 52, nhà số 9 B6"),
        ("Shop Hoa ngách 9 ngõ 52, nhà số 9 B6", "Shop Hoa ngách 9 ngõ 52, nhà số 9 B6"),
        ("Unit 302, Vinhomes Smart City Township", "căn hộ 302, khu đô thị Vinhomes Smart City"),
        ("No. 6, Alley 4, Alley 12, Lang St", "số 6, ngách 4, ngõ 12, đường Lang"),
    ],
)
def test_what_strangers_write_comes_in_the_usual_words(text: str, usual: str) -> None:
    assert rewritten(text) == usual
