import unicodedata
from dataclasses import replace
from functools import partial
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.paper.certificate import draw_certificate
from app.paper.model import Visited
from app.paper.plates import FORMS, PlateSize, draw_plates
from app.paper.qr import qr_text
from app.paper.sheet import Sheet, Weight
from app.paper.walk_sheets import draw_walk
from app.paper.wording import day_words
from geocoding.gazetteer.facts import REFORM, read_admin_units
from geocoding.model import Address
from tests.paper.making import BASE_URL, HOUSE, ORIGIN, coded, codes_read, drawn, text_of

LETTERS = "".join(
    unicodedata.normalize("NFC", letter + tone)
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
) + "đĐ"  # fmt: skip


def written(*lines: str, weight: Weight = Weight.REGULAR) -> str:
    """What software reads of lines drawn on a page."""

    def draw(out: BytesIO) -> None:
        paper = Sheet(out, title="", subject="")
        paper.next_page()
        for place, line in enumerate(lines):
            paper.text(10, 10 + place * 2, line, size=5, weight=weight)
        paper.finish()

    return text_of(drawn(draw)).rstrip()  # type: ignore[arg-type]


def test_the_names_of_all_126_communes_are_read_right() -> None:
    names = [unit.full_name for unit in read_admin_units() if unit.is_valid_on(REFORM)]
    assert len(names) == 126
    assert written(*names).split("\n") == [unicodedata.normalize("NFC", name) for name in names]


@pytest.mark.parametrize("weight", Weight)
def test_every_vietnamese_letter_is_read_right(weight: Weight) -> None:
    assert written(LETTERS, weight=weight) == LETTERS


def test_letters_written_in_pieces_are_put_together_before_they_are_drawn() -> None:
    in_pieces = unicodedata.normalize("NFD", "Phường Nghĩa Đô, ngách Ộ")
    assert written(in_pieces) == "Phường Nghĩa Đô, ngách Ộ"


def test_fonts_are_embedded_as_subsets() -> None:
    page = PdfReader(BytesIO(drawn(partial(draw_certificate, household=coded(), origin=ORIGIN)))).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    embedded = [font for font in fonts if "/FontDescriptor" in font]
    assert {font["/BaseFont"][8:] for font in embedded} == {f"BeVietnamPro-{weight}" for weight in Weight}
    assert all(font["/FontDescriptor"]["/FontFile2"].get_object() for font in embedded)


def test_the_same_paper_has_the_same_bytes() -> None:
    draw = partial(draw_certificate, household=coded(), origin=ORIGIN)
    assert drawn(draw) == drawn(draw)


def test_a_certificate_says_what_is_known_and_names_no_person() -> None:
    origin = replace(ORIGIN, former_commune="Phường Phương Liên, Quận Đống Đa")
    text = text_of(drawn(partial(draw_certificate, household=coded(), origin=origin)))
    for words in (
        *(coded().code.printed(), "Số 35, ngách 19/7, Xã Đàn, Phường Kim Liên, Hà Nội", "tờ 12, thửa 345"),
        *("Phường Phương Liên, Quận Đống Đa", "2026-11-22-ab12", "03/02/2026", "Xã, phường đã xác nhận"),
        *("Hà Nội, ngày 03 tháng 02 năm 2026", f"{BASE_URL}/c/{coded().code.printed()}"),
    ):
        assert words in text


def test_a_certificate_says_what_is_not_known() -> None:
    unknown = replace(coded(), parcels=())
    draw = partial(draw_certificate, household=unknown, origin=replace(ORIGIN, dataset_version=""))
    text = text_of(drawn(draw))
    assert text.count("chưa xác định / not known") == 2
    assert "sẽ có ở lần phát hành tới" in text


def test_the_qr_code_of_a_certificate_leads_to_its_page() -> None:
    pdf = drawn(partial(draw_certificate, household=coded(), origin=ORIGIN))
    assert codes_read(pdf, dots_per_inch=150) == [[qr_text(coded().code, base_url=BASE_URL)]]


@pytest.mark.parametrize("size", PlateSize)
def test_every_plate_of_every_size_is_read_back(size: PlateSize) -> None:
    households = [coded(place, unit="2506" if place % 5 == 0 else "") for place in range(30)]
    pdf = drawn(partial(draw_plates, households=households, size=size, base_url=BASE_URL))
    read = [text for page in codes_read(pdf) for text in page]
    assert sorted(read) == sorted(qr_text(one.code, base_url=BASE_URL) for one in households)


def test_the_smallest_plate_has_a_qr_code_of_20_mm() -> None:
    assert min(form.qr for form in FORMS.values()) == 20


@pytest.mark.parametrize("form", FORMS.values())
def test_the_plates_and_their_marks_fit_the_page(form: object) -> None:
    assert form.columns * form.width + 2 * 5.5 <= 210  # type: ignore[attr-defined]
    assert form.rows * form.height + 2 * 5.5 <= 297  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (HOUSE, ["35", "ngách 19/7", "Xã Đàn"]),
        (Address(floor="25", unit="6", building="CT4A", estate="khu đô thị Linh Đàm"), ["2506", "tòa CT4A"]),
        (Address(house_number="LK3-12", estate="khu đô thị An Hưng"), ["LK3-12", "khu đô thị An Hưng"]),
        (Address(hamlet="Thôn Đại Bái"), ["Thôn Đại Bái"]),
    ],
)
def test_a_plate_shows_number_way_code_and_commune(address: Address, words: list[str]) -> None:
    one = coded(0, address)
    text = text_of(drawn(partial(draw_plates, households=[one], size=PlateSize.TAG, base_url=BASE_URL)))
    lines = {line.strip() for line in text.split("\n")}
    assert {*words, one.code.printed(), "Phường Kim Liên"} <= lines


def test_a_full_page_is_followed_by_the_next() -> None:
    households = [coded(place) for place in range(FORMS[PlateSize.SMALL].columns * FORMS[PlateSize.SMALL].rows + 1)]
    pdf = drawn(partial(draw_plates, households=households, size=PlateSize.SMALL, base_url=BASE_URL))
    assert len(PdfReader(BytesIO(pdf)).pages) == 2


def test_a_walking_list_goes_on_over_pages_and_says_so() -> None:
    along = [Visited(str(n), Address(house_number=str(n), street="Xã Đàn"), None) for n in range(1, 140)]
    pdf = drawn(partial(draw_walk, households=along, commune="Phường Kim Liên", origin=ORIGIN))
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert len(pages) == 3
    assert "Xã Đàn (tiếp)" in pages[1]
    assert "139 hộ" in pages[0]
    assert "chưa có mã / none yet" in pages[2]


def test_a_walking_list_of_nobody_says_so() -> None:
    text = text_of(drawn(partial(draw_walk, households=[], commune="Phường Kim Liên", origin=ORIGIN)))
    assert "Không có hộ nào ở đây" in text


def test_days_are_written_as_the_decree_has_it() -> None:
    assert day_words(ORIGIN.printed_on) == "ngày 03 tháng 02 năm 2026"
    assert day_words(ORIGIN.printed_on.replace(month=11, day=22)) == "ngày 22 tháng 11 năm 2026"
