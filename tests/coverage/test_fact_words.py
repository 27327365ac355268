"""The facts of a finding, said as people say them."""

import pytest

from app.coverage_facts import facts_in_words
from postcode.coverage.finding import Fact


@pytest.mark.parametrize(
    ("facts", "vi", "en"),
    [
        ({"households": 2, "number": "2"}, "2 hộ; số 2", "2 households; number 2"),
        ({"households": 1}, "1 hộ", "1 household"),
        ({"parcels": 3, "levels": 5}, "3 thửa; 5 tầng", "3 parcels; 5 levels"),
        ({"distance_m": 12.5}, "cách 12,5 m", "12.5 m away"),
        ({"parcels": "12/34"}, "số thửa 12/34", "parcels 12/34"),
        ({"street": "Láng", "alley": ""}, "đường Láng", "street Láng"),
    ],
)
def test_facts_are_said_in_both_languages(facts: dict[str, Fact], vi: str, en: str) -> None:
    words = facts_in_words(facts)
    assert (words.vi, words.en) == (vi, en)
