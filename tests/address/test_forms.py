"""Forms of writing that are put into the usual words; names and numbers stay as they were."""

import pytest

from geocoding.address.forms import rewritten


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("P101-B3 tập thể Kim Liên", "căn hộ 101, tòa B3 tập thể Kim Liên"),
        ("P101-B3 TT Kim Liên", "căn hộ 101, tòa B3, tập thể Kim Liên"),
        ("HH7-0505 KĐT Nam Tây Mỗ", "căn hộ 0505, tòa HH7 KĐT Nam Tây Mỗ"),
        ("số 12 LK1 KĐT Nam Tây Mỗ", "LK1-12 KĐT Nam Tây Mỗ"),
        ("lô 12 liền kề 1", "LK1-12"),
        ("Liền kề 1 - 12", "LK1-12"),
        ("biệt thự 3 số 5 Linh Đàm", "BT3-5 Linh Đàm"),
        ("P304sn71/14 Láng", "P304, số 71/14 Láng"),
        ("18 Hàng Đào, Hà Nội, 100000", "18 Hàng Đào, Hà Nội"),
        ("Cty TNHH ABC, số 5 ngõ 12 Láng", "số 5 ngõ 12 Láng"),
        ("No. 5, Lane 12, Lang Street, Dong Da District, Hanoi", "số 5, ngõ 12, đường Lang, quận Dong Da, Hanoi"),
        ("Room 301, 5 Lane 12 Lang St, Lang Ward", "phòng 301, 5 ngõ 12 đường Lang, phường Lang"),
    ],
)
def test_text_in_a_known_form_comes_in_the_usual_words(text: str, usual: str) -> None:
    assert rewritten(text) == usual


@pytest.mark.parametrize(
    "text",
    [
        "Số 5 ngõ 12 Láng, phường Đống Đa",
        "LK1-12 KĐT Nam Tây Mỗ",
        "số 5, thôn 3, xã Tây Mỗ",
        "Công ty cổ phần May Mặc",
        "căn hộ 0505, tòa HH7",
        "",
    ],
)
def test_usual_words_stay(text: str) -> None:
    assert rewritten(text) == text


@pytest.mark.parametrize("text", ["street " * 160, "LK1 " * 250, "No. 1 " * 160, "cty " * 250, "1234 " * 200])
def test_any_text_is_rewritten_in_bounded_length(text: str) -> None:
    assert len(rewritten(text.strip())) <= 4 * len(text)
