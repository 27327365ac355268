"""Codes in address texts, through the whole of what answers."""

import pytest

from app.answering import Answering, answering
from geocoding.model import Verdict
from postcode.code import read_stored
from tests.factories import address, drawn_parcels, household, snapshot_of

HOME = household("quat-24", address("24", "Hàng Quạt"), code="1150622F2345")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Answering:
    return answering(snapshot_of(tmp_path_factory.mktemp("snapshots"), [HOME], parcels=drawn_parcels("AB")))


@pytest.mark.parametrize(
    ("address_text", "verdict"),
    [
        ("", Verdict.MATCHED),
        ("24 Hàng Quạt", Verdict.MATCHED),
        ("Hàng Quạt", Verdict.MATCHED),
        ("qwerty zxcv", Verdict.NONE),
        ("123 Nguyễn Huệ, Quận 1, TP HCM", Verdict.NONE),
    ],
)
def test_a_code_settles_what_an_address_leaves_open_and_nothing_that_it_does_not_say(
    engine: Answering, address_text: str, verdict: Verdict
) -> None:
    printed = read_stored(HOME.code).printed()
    assert engine.resolve(f"{address_text} {printed}", settles=True).verdict is verdict
