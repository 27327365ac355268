import unicodedata

import pytest

from geocoding.address.cadastral import SheetAndNumber, read_parcel


@pytest.mark.parametrize(
    "text",
    [
        "tờ 12 thửa 34",
        "thửa 34, tờ bản đồ 12",
        "Thửa đất số 34, tờ bản đồ số 12, phường Láng",
        "Tờ bản đồ: 12; thửa: 34",
        "TỜ BĐ 12 - THỬA 34",
        "to 12 thua 34",
        "thua dat so 034 to ban do so 012",
        "tờ số 12 thửa số 34",
        "tbđ 12 thửa 34",
        "12/34",
        " 12 / 34 ",
    ],
)
def test_sheet_and_parcel_are_read_in_every_way_of_writing(text: str) -> None:
    for form in ("NFC", "NFD"):  # as keyboards write and as phones do
        assert read_parcel(unicodedata.normalize(form, text)) == SheetAndNumber("12", "34")


@pytest.mark.parametrize(
    "text", ["", "12", "tờ 12", "thửa 34", "12-34", "1/2/3", "tổ 12 thửa 34", "số 12 phố Láng", "tờ thửa"]
)
def test_what_names_not_both_is_no_parcel(text: str) -> None:
    assert read_parcel(text) is None


def test_numbers_keep_their_letters() -> None:
    assert read_parcel("tờ 7a thửa 120b") == SheetAndNumber("7a", "120b")
