import unicodedata
from random import Random

import pytest

from app.questions.pieces import Part, Piece, laid_out, ordered
from app.questions.style import Commas, Order, Script
from app.questions.surface import in_script, moved_tones, without_diacritics

PIECES = (
    Piece(Part.NUMBER, "6", "số"),
    Piece(Part.ALLEY, "12", "ngõ"),
    Piece(Part.STREET, "Láng"),
    Piece(Part.COMMUNE, "Láng", "Phường"),
    Piece(Part.CITY, "Hà Nội"),
)


@pytest.mark.parametrize(
    ("order", "commas", "text"),
    [
        (Order.INSIDE_OUT, Commas.USUAL, "số 6 ngõ 12 Láng, Phường Láng, Hà Nội"),
        (Order.INSIDE_OUT, Commas.ALL, "số 6, ngõ 12, Láng, Phường Láng, Hà Nội"),
        (Order.INSIDE_OUT, Commas.NONE, "số 6 ngõ 12 Láng Phường Láng Hà Nội"),
        (Order.INSIDE_OUT, Commas.TIGHT, "số 6,ngõ 12,Láng,Phường Láng,Hà Nội"),
        (Order.REVERSED, Commas.USUAL, "Hà Nội, Phường Láng, Láng ngõ 12 số 6"),
        (Order.STREET_FIRST, Commas.USUAL, "Láng số 6 ngõ 12, Phường Láng, Hà Nội"),
    ],
)
def test_pieces_are_laid_out_in_order(order: Order, commas: Commas, text: str) -> None:
    assert laid_out(ordered(PIECES, order), commas) == text


def test_joined_writing_drops_only_spaces_that_nobody_needs() -> None:
    tight = (Piece(Part.NUMBER, "6", "số", ""), Piece(Part.ALLEY, "12A", "ngõ", ""), Piece(Part.STREET, "Láng", "Đ."))
    assert laid_out(tight, Commas.USUAL, joined=True) == "số6ngõ12A Đ. Láng"


@pytest.mark.parametrize(
    ("text", "moved"), [("Hòa", "Hoà"), ("Hoà", "Hòa"), ("Thụy Khuê", "Thuỵ Khuê"), ("Quý", "Quý"), ("Hoàn", "Hoàn")]
)
def test_tones_move_only_where_two_places_are_in_use(text: str, moved: str) -> None:
    assert moved_tones(text) == moved


def test_scripts_change_letters_and_nothing_else() -> None:
    text = "Số 12A/5 Đống Đa"
    assert without_diacritics(text) == "So 12A/5 Dong Da"
    assert in_script(text, Script.NFD, Random(1)) == unicodedata.normalize("NFD", text)
    assert in_script(text, Script.USUAL, Random(1)) == text
    assert "12A/5" in in_script(text, Script.TELEX, Random(1))
