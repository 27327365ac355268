"""Laws of the resolver on dense data: the sample city, where many addresses differ by one number."""

import gc
import random
import re
import time
import unicodedata
from itertools import permutations

import pytest

from app.answering import Answering, open_answering
from geocoding.address.write import full_line
from geocoding.model import Household, Verdict
from tests.conftest import SampleCity

SAMPLED = 400


@pytest.fixture(scope="module")
def answering(sample_city: SampleCity) -> Answering:
    return open_answering(sample_city.settings.snapshots)


@pytest.fixture(scope="module")
def households(answering: Answering) -> list[Household]:
    every = answering.snapshot.households
    return [every[position] for position in random.Random(7).sample(range(len(every)), SAMPLED)]


def line(answering: Answering, household: Household) -> str:
    commune = answering.snapshot.commune(household.commune_code)
    return full_line(household.address, commune=commune.full_name if commune is not None else "")


def found(answering: Answering, text: str) -> tuple[Verdict, str]:
    answer = answering.resolve(text)
    household = answer.matches[0].household if answer.verdict is Verdict.MATCHED else None
    return answer.verdict, household.id if household is not None else ""


def without_diacritics(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c))


CHANGES = {
    "diacritics": without_diacritics,
    "case": str.upper,
    "commas": lambda text: text.replace(",", ""),
    "số": lambda text: re.sub(r"\bSố ", "", text),
    "street word": lambda text: re.sub(r"\b(?:Đường|Phố) (?=\w)", "", text),
    "composition": lambda text: unicodedata.normalize("NFD", text),
}


@pytest.mark.parametrize("change", CHANGES)
def test_writing_it_otherwise_never_names_another_household(
    answering: Answering, households: list[Household], change: str
) -> None:
    for household in households:
        text = CHANGES[change](line(answering, household))
        verdict, got = found(answering, text)
        assert verdict is not Verdict.NONE, text
        assert got in ("", household.id) or verdict is Verdict.AMBIGUOUS, text


def test_many_at_once_are_answered_as_one_by_one_and_again_the_same(
    sample_city: SampleCity, answering: Answering, households: list[Household]
) -> None:
    """What is remembered from text to text, and going step by step, changes no answer."""
    lines = [line(answering, household) for household in households[::2]]
    texts = [change(text) for text in lines for change in (str, *CHANGES.values())]
    fresh = open_answering(sample_city.settings.snapshots)  # it remembers nothing yet
    at_once = answering.resolve_many(texts)
    assert at_once == [fresh.resolve(text) for text in reversed(texts)][::-1]
    assert at_once == answering.resolve_many(texts)


def test_no_other_order_of_a_worded_chain_keeps_the_household(
    answering: Answering, households: list[Household]
) -> None:
    for household in households:
        address = household.address
        numbers = (*address.alley_path, address.house_number)
        for order in set(permutations(numbers)) - {numbers} if 1 < len(numbers) < 5 else ():
            text = f"số {order[-1]} hẻm {'/'.join(order[:-1])} {address.street or address.hamlet}"
            assert found(answering, text)[1] != household.id, text


def test_a_number_that_is_not_on_file_names_no_household(answering: Answering, households: list[Household]) -> None:
    for household in households:
        address = household.address
        if address.house_number and not address.building and not address.unit:
            text = line(answering, household).replace(f"Số {address.house_number},", "Số 8888,", 1)
            assert "8888" not in text or found(answering, text)[1] == "", text


def test_a_text_has_the_same_answer_every_time(answering: Answering, households: list[Household]) -> None:
    texts = [line(answering, household) for household in households[:50]]
    assert [answering.resolve(text) for text in texts] == [answering.resolve(text) for text in reversed(texts)][::-1]


def test_a_limit_shortens_the_list_and_changes_nothing_else(answering: Answering, households: list[Household]) -> None:
    for household in households[:100]:
        text = line(answering, household)
        five, two = answering.resolve(text, limit=5), answering.resolve(text, limit=2)
        assert (two.verdict, two.total, two.matches) == (five.verdict, five.total, five.matches[:2])


@pytest.mark.parametrize(
    "text",
    [
        "ngõ " * 250_000,
        "1/" * 500_000,
        "phường " * 140_000,
        "Số 1 " * 200_000,
        "a" * 1_000_000,
        "đường xã phố quận " * 50_000,
        "\u0301" * 1_000_000,
        "(" * 1_000_000,
        "12A-" * 250_000,
        "Ba Đình " * 120,
        "Hàng " * 200,
        "o, " * 330,
        "- " * 500,
        "a. " * 330,
    ],
    ids=range(14),
)
def test_work_on_any_text_is_bounded(answering: Answering, text: str) -> None:
    gc.collect()  # what other tests left behind is not this text's work
    began = time.process_time()
    answering.resolve(text)
    assert time.process_time() - began < 0.2
