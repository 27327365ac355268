from itertools import pairwise
from random import Random

import pytest

from app.errors import ReceiptMalformed
from app.reports.receipt import new_receipt, printed_receipt, read_receipt
from app.reports.wording import kept_text


def test_a_receipt_is_read_in_any_spelling() -> None:
    receipt = new_receipt(Random(1).randrange)
    assert len(receipt) == 9
    printed = printed_receipt(receipt)
    for written in (
        printed,
        printed.lower(),
        receipt,
        printed.replace("-", " "),
        f" {printed} ",
        printed.replace("0", "O"),
    ):
        assert read_receipt(written) == receipt


def test_every_wrong_symbol_and_every_exchange_of_neighbours_is_noticed() -> None:
    receipt = new_receipt(Random(2).randrange)
    for place, symbol in enumerate(receipt):
        other = "Z" if symbol != "Z" else "Y"
        with pytest.raises(ReceiptMalformed):
            read_receipt(receipt[:place] + other + receipt[place + 1 :])
    for place, (a, b) in enumerate(pairwise(receipt)):
        if a != b:
            with pytest.raises(ReceiptMalformed):
                read_receipt(receipt[:place] + b + a + receipt[place + 2 :])


@pytest.mark.parametrize("text", ["", "K7QM", "K7QM-2D9F-XX", "U" * 9, "'; drop table", "K" * 10_000])
def test_what_is_no_receipt_is_refused(text: str) -> None:
    with pytest.raises(ReceiptMalformed):
        read_receipt(text)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Nhà ở cuối ngõ, gọi 0912 345 678", False),
        ("Liên hệ chị Hoa 0912.345.678 nhé", False),
        ("thư: ai.do@example.com", False),
        ("CCCD 001 099 012 345", False),
        ("(+84) 24 3825 1234", False),
        ("Cổng sắt xanh, ngõ 19 rẽ trái", True),
        ("Mã 11520-2R5M27P-3 chỉ sang nhà bên", True),
    ],
)
def test_telephones_and_long_numbers_are_taken_out(written: str, kept: bool) -> None:
    found = kept_text(written)
    assert found.stripped is not kept
    assert (found.text == written) is kept
    assert not any(part in found.text for part in ("345", "example", "1234")) or kept


def test_control_characters_do_not_survive_and_length_is_bounded() -> None:
    assert kept_text("a\u202eb\x00c\u200d").text == "abc"
    assert len(kept_text("ngõ " * 1000).text) <= 500
