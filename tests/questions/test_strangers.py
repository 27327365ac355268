"""What strangers ask: every question has one right household, or none, and comes again from the same seed."""

from random import Random

import pytest
from rapidfuzz.distance import OSA

from app.evaluate.cases import NO_HOUSEHOLD
from app.questions.generate import Mix, questions
from app.questions.homes import Family
from app.questions.keyboard import with_typo
from app.questions.spelling import plain
from app.questions.strangers.asking import slipped
from app.questions.strangers.ear import by_ear
from app.questions.strangers.local import local_part
from geocoding.model import Address
from tests.factories import address
from tests.questions.city import REGISTER, households

ANSWERABLE = [Mix.STRANGERS_ONE, Mix.STRANGERS_SEVERAL, Mix.STRANGERS_TYPO, Mix.STRANGERS_EAR]


@pytest.mark.parametrize("mix", ANSWERABLE)
def test_strangers_expect_a_household_that_exists_and_is_alone(mix: Mix) -> None:
    known = {one.external_id: one for one in households()}
    for case in questions(REGISTER, n=150, seed=1, mix=mix):
        expected = known[case.expect_household]
        assert case.expect_household not in {"twin-1", "twin-2"}
        assert case.expect_commune == expected.commune_code
        assert case.place == expected.point


def test_strangers_questions_come_again_from_the_same_seed() -> None:
    once, again = (list(questions(REGISTER, n=20, seed=5, mix=Mix.STRANGERS_SEVERAL)) for _ in range(2))
    assert once == again


def test_house_that_is_not_there_is_expected_nowhere() -> None:
    cases = list(questions(REGISTER, n=150, seed=2, mix=Mix.STRANGERS_NONE))
    assert {case.expect_household for case in cases} == {NO_HOUSEHOLD}
    kinds = {"absent-number", "swapped", "dropped-alley", "wrong-commune", "other-city"}
    assert kinds <= {tag for case in cases for tag in case.tags}
    assert not any("ngõ ," in case.query for case in cases)


def test_typo_stays_one_step_from_its_name_and_two_from_all_others() -> None:
    rng = Random(3)
    home = address("5", "Phố Thịnh Hào")
    wrong = [slip for _ in range(60) if (slip := slipped(home, with_typo, REGISTER, rng)) is not None]
    assert wrong
    for one in wrong:
        typed = plain(one.street.removeprefix("Phố "))
        assert OSA.distance(typed, "thinh hao") == 1


def test_names_with_a_number_or_of_few_letters_are_left_alone() -> None:
    assert slipped(address("5", "Láng"), with_typo, REGISTER, Random(1)) is None
    assert slipped(address("5", "Trung Yên 10"), with_typo, REGISTER, Random(1)) is None


def test_every_spelling_by_ear_is_another_one() -> None:
    assert {by_ear("Trần Lý", Random(seed)) for seed in range(40)} == {"Chần Lý", "Trần Ný", "Trần Lí"}
    assert by_ear("Bạc", Random(1)) == ""


def test_slash_chain_means_both_ways() -> None:
    alley = address("6", "Láng", path="12/5")
    chains = [
        local
        for seed in range(200)
        if (local := local_part(alley, Family.ALLEY, Random(seed))) is not None and "chain-house-first" in local.tags
    ]
    assert chains
    for local in chains:
        assert "6/5/12" in local.segments[-1]
        assert {(claim.path, min(claim.house)) for claim in local.claims} == {(("12", "5"), "6"), (("6", "5"), "12")}


@pytest.mark.parametrize(
    ("written", "family", "texts"),
    [
        (address("LK3-05", estate="Khu đô thị Văn Phú"), Family.PLOT, {"LK3-05", "LK3-5", "LK03-05", "Liền kề 3-05"}),
        (address("4", hamlet="Thôn Đoài"), Family.HAMLET, {"thôn Đoài", "làng Đoài", "T. Đoài", "Thôn Đoài"}),
        (address(estate="KĐT Linh Đàm", building="CT4", unit="2506"), Family.FLAT, {"2506-CT4", "CT4/2506"}),
    ],
)
def test_families_are_written_in_several_ways(written: Address, family: Family, texts: set[str]) -> None:
    said = {segment for seed in range(400) for segment in _segments(written, family, seed)}
    assert texts <= said


def _segments(written: Address, family: Family, seed: int) -> tuple[str, ...]:
    local = local_part(written, family, Random(seed))
    return local.segments if local is not None else ()
