"""Addresses that somebody passed on, and such that are only a landmark: what is read, and that nothing is guessed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geocoding.match.answer import Answer
from geocoding.model import Verdict
from tests.factories import KIM_LIEN, address, commune, household, resolver_of, snapshot_of

HOAN_KIEM = "00070"
HOUSEHOLDS = [
    household("dan-12", address("12", "Xã Đàn"), commune_code=KIM_LIEN),
    household("dan-14", address("14", "Xã Đàn"), commune_code=KIM_LIEN),
    household("dan-5-12", address("12", "Xã Đàn", path="5"), commune_code=KIM_LIEN),
    household("dan-5-6-6-6", address("6", "Xã Đàn", path="5/6/6"), commune_code=KIM_LIEN),
    household("quat-24", address("24", "Hàng Quạt")),
    household("ma-78-1", address("1", "Hàng Mã", path="78")),
    household("ma-1", address("1", "Hàng Mã")),
    household("ngang-78-3", address("3", "Hàng Ngang", path="78")),
    household("non-16-11", address("11", "Hàng Nón", path="16"), commune_code=HOAN_KIEM),
    household("bong-2", address("2", "Hàng Bông"), commune_code=HOAN_KIEM),
    household("cach-7", address("7", "Phượng Cách")),
    household("nham-8", address("8", "Ngô Thì Nhậm")),
    household("nha-15", address("15", "Miêu Nha")),
    household("nha-53-24", address("24", "Miêu Nha", path="53")),
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Answer]:
    communes = [commune(), commune(KIM_LIEN, "Phường Kim Liên", postcode="11517")]
    communes.append(commune(HOAN_KIEM, "Phường Hoàn Kiếm", postcode="11017"))
    folder: Path = tmp_path_factory.mktemp("snapshots")
    return resolver_of(snapshot_of(folder, HOUSEHOLDS, communes=communes)).resolve


def found(answer: Answer) -> list[str]:
    return [match.household.external_id for match in answer.matches if match.household is not None]


@pytest.mark.parametrize(
    "text",
    [
        "S%E1%BB%91%2012%2C%20ng%C3%B5%205%2C%20X%C3%A3%20%C4%90%C3%A0n",
        "https://www.google.com/maps/search/12+ng%C3%B5+5+X%C3%A3+%C4%90%C3%A0n,+Kim+Li%C3%AAn",
        "12+ngõ+5+Xã+Đàn,+Phường+Kim+Liên",
        "<p>12 ngõ 5 X&#227; &#272;&#224;n, Kim Liên</p>",
        '{"address": "12 ng\\u00f5 5 X\\u00e3 \\u0110\\u00e0n", "ward": "Phường Kim Liên"}',
        "Số-12.ngõ-5.Xã-Đàn.Phường-Kim-Liên",
        "số mười hai ngõ năm phố xã đàn phường kim liên",
        "sô 12 ngỏ 5 đuờng Xã Đàn, phuờng Kim Liên",
        "Số 12, ngõ 5, Xã Đàn, Số 12, ngõ 5, Xã Đàn, Kim Liên",
        "12 số 12 ngõ 5 Xã Đàn",
        "so 12 ngo 5 xa dan nhe shop",
        "ship cho mình tới 12 ngõ 5 Xã Đàn",
        "HKTT: 12 ngõ 5 Xã Đàn, Phường Kim Liên",
        "12 ngo 5 xa dan, goi chu tuan truoc khi den",
        "Thửa đất tại số 12, ngõ 5, Xã Đàn, phường Kim Liên",
        "2R8V+XF 12 ngõ 5 Xã Đàn, Kim Liên",
        "12 ngõ 5 Xã Đàn, Kim Liên (21.007344, 105.832880)",
        "12 ngõ 5 Xã Đàn thuộc phường Kim Liên",
        "No. 12 Ngo 5 Xa Dan, Kim Lien, Hanoi",
        "12 ngõ 5 Xã Đàn - chéo số 10, Kim Liên",
        "12 ngõ 5 Xã Đàn, đối diện số 14, Kim Liên",
        "3F, số 12 ngõ 5 Xã Đàn",
        "Cafe Trung Nguyên, số 12 ngõ 5 Xã Đàn",
        "số 5\\12 Xã Đàn",
        "Số 12 ngõ 5 Xã Đàn Anh Tuấn 0912345678",
    ],
)
def test_address_that_was_passed_on_is_read(ask: Callable[[str], Answer], text: str) -> None:
    answer = ask(text)
    assert (answer.verdict, found(answer)) == (Verdict.MATCHED, ["dan-5-12"])


@pytest.mark.parametrize(
    "text",
    [
        "đối diện với số 12 ngõ 5 Xã Đàn, Kim Liên",
        "sát số 12 Xã Đàn",
        "qua số 12 Xã Đàn, Kim Liên",
        "canh so nha 12 xa dan kim lien",
        "Quán cafe chéo số 12 Xã Đàn, Kim Liên",
        "cách nhà số 12 Xã Đàn 14 nhà, Kim Liên",
        "đ/d số 12 Xã Đàn",
        "Opposite No. 12, Lane 5, Xa Dan Street, Kim Lien Ward, Hanoi",
        "Next to 12 Xa Dan, Hanoi",
        "Phố Xã Đàn, sát vách số 12, Phường Kim Liên",
        "khoảng giữa số nhà 12 và số nhà 14 phố Xã Đàn",
        "khoảng số 12, phố Xã Đàn",
        "không phải số 12 Xã Đàn",
        "1? Hàng Mã",
        "12? Xã Đàn",
        "số 12_ Xã Đàn",
        "số 12 & số 14 Xã Đàn",
        "số 12 Xã Đàn hoặc 24 Hàng Quạt",
        "Số 24 Hàng Quạt => số 12, ngõ 5, Xã Đàn",
        "số 12 Xã Đàn, Huế",
        "12 ter Xã Đàn, Kim Liên",
        "12 kiện hàng, phố Xã Đàn, Kim Liên",
        "xe buýt số 12 đường Xã Đàn",
        "14 tầng phố Xã Đàn",
        "số 1 Hàng Mã, ngõ 78 Hàng Ngang",
        "số 6, H.6 ngõ 5 Xã Đàn",
        "số 11 Hàng Nón, ngõ 16 Hàng Bông",
        "số 11 phố Hàng Nón, ngõ 16 Hàng Bông",
    ],
)
def test_house_that_is_not_surely_meant_is_not_returned(ask: Callable[[str], Answer], text: str) -> None:
    assert ask(text).verdict is not Verdict.MATCHED


@pytest.mark.parametrize(
    ("text", "external_id"),
    [
        ("15 Miêu Nha", "nha-15"),
        ("số 11 ngõ 16 Hàng Nón, Hàng Bông", "non-16-11"),
        ("Phượng Cách số 7", "cach-7"),
        ("8 Ngo Thi Nham", "nham-8"),
        ("số 24 ngõ 53 Miêu Nha nhé", "nha-53-24"),
        ("24 P. Hàng Quạt, Hà Nội 100000, Việt Nam", "quat-24"),
        ("số 6, hẻm 6, ngách 6, ngõ 5, Xã Đàn", "dan-5-6-6-6"),
    ],
)
def test_words_of_names_stay_in_names(ask: Callable[[str], Answer], text: str, external_id: str) -> None:
    answer = ask(text)
    assert external_id in found(answer)
