"""Words glued to a name without a comma: what they may be, and that a name among them is never taken for sure."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geocoding.match.answer import Answer, FaultKind, NextAction
from geocoding.model import MatchLevel, Verdict
from tests.factories import KIM_LIEN, address, commune, drawn_parcels, household, resolver_of, snapshot_of

HOUSEHOLDS = [
    household("quat-24", address("24", "Hàng Quạt")),
    household("dai-12", address("12", "Lê Đại")),
    household("bong-42-7", address("7", "Hàng Bông", path="42")),
    household("dan-3", address("3", "Xã Đàn"), commune_code=KIM_LIEN),
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Answer]:
    communes = [commune(), commune(KIM_LIEN, "Phường Kim Liên", postcode="11517")]
    folder: Path = tmp_path_factory.mktemp("snapshots")
    return resolver_of(snapshot_of(folder, HOUSEHOLDS, parcels=drawn_parcels("AB"), communes=communes)).resolve


def found(answer: Answer) -> list[str]:
    return [match.household.external_id for match in answer.matches if match.household is not None]


@pytest.mark.parametrize(
    ("text", "external_id"),
    [
        ("24 hàng quạt đđ", "quat-24"),
        ("24 hang quat dd hn", "quat-24"),
        ("24 Hàng Quạt, Q. ĐĐ", "quat-24"),
        ("24.hàng quạt.đống đa.hà nội", "quat-24"),
        ("24_hàng_quạt_đống_đa", "quat-24"),
        ("24hangquat", "quat-24"),
        ("24 hàng quạt nhà chị Mai", "quat-24"),
        ("24 hàng quạt shop Hoa Mai", "quat-24"),
        ("cửa hàng hoa tươi 24 hàng quạt", "quat-24"),
        ("ngõ 42 hàng bông 7 số nhà", "bong-42-7"),
        ("3 Duong Xa Dan Phuong Kim Lien", "dan-3"),
    ],
)
def test_what_the_words_say_is_known(ask: Callable[[str], Answer], text: str, external_id: str) -> None:
    answer = ask(text)
    assert (answer.verdict, found(answer)) == (Verdict.MATCHED, [external_id])


@pytest.mark.parametrize(
    ("text", "external_id"),
    [
        ("24 hàng quạt abc xyz", "quat-24"),
        ("quán ngon 24 Hàng Quạt", "quat-24"),
        ("12 Lê Đại Hành", "dai-12"),
    ],
)
def test_a_house_at_a_name_among_unknown_words_is_a_candidate_only(
    ask: Callable[[str], Answer], text: str, external_id: str
) -> None:
    answer = ask(text)
    assert (answer.verdict, answer.next_action, found(answer)) == (
        Verdict.AMBIGUOUS,
        NextAction.CORRECT,
        [external_id],
    )
    assert answer.matches[0].confidence <= 0.5
    assert [(fault.element, fault.kind) for fault in answer.faults] == [("street", FaultKind.NOT_FOUND)]


def test_a_street_among_unknown_words_is_as_likely_meant_as_not(ask: Callable[[str], Answer]) -> None:
    (match,) = ask("99 hàng quạt abc xyz").matches
    assert (match.level, match.confidence) == (MatchLevel.STREET, 0.5)


@pytest.mark.parametrize(
    "text",
    [
        "24 hàng quạt Nam Định",
        "24 hàng quạt TP Vinh Nghệ An",
        "24 hàng quạt hk",
        "so nha 3 pho Xa Dan phuong Duong Noi",
    ],
)
def test_words_that_say_another_place_are_believed(ask: Callable[[str], Answer], text: str) -> None:
    assert found(ask(text)) == []
