import re
from collections.abc import Iterator
from random import Random

import pytest
from rapidfuzz.distance import OSA

from app.evaluate.cases import NO_HOUSEHOLD, Case
from app.questions.asking import asked_for, mistyped
from app.questions.generate import Mix, questions
from app.questions.pieces import Part, Piece
from app.questions.register import RegisterTooSmall, register_of
from app.questions.spelling import plain
from app.questions.style import AreaForm, PathForm, Style
from app.questions.unanswerable import ADVERSARIAL
from geocoding.model import MatchLevel
from tests.factories import KIM_LIEN, address, household
from tests.questions.city import GAZETTEER, REGISTER, home, households

STEPS = r"(?:[ ,]*(?:ngo|ngach|hem)(?: so)? [\d/a-z-]+)*"
WORDED = re.compile(rf"(?:^|so |sn |nha so |so nha )\s*(?P<number>\d+[a-z]?(?:-\d+)?)(?P<rest>{STEPS})")
ALLEY = re.compile(r"(ngo|ngach|hem)(?: so)? ([\da-z/]+)")
LEVELS = {"ngo": 1, "ngach": 2, "hem": 3}


@pytest.fixture(scope="module")
def adversarial() -> list[Case]:
    return list(questions(REGISTER, n=1_500, seed=3, mix=Mix.ADVERSARIAL))


def worded(cases: list[Case], kind: str) -> Iterator[tuple[Case, str, tuple[str, ...]]]:
    """The house and path of questions about street houses in words, read by a reader of this test's own."""
    for case in cases:
        if (
            kind not in case.tags
            or not {"street-house", "alley-house"} & set(case.tags)
            or "/" in case.query.split("ng")[0]
        ):
            continue
        text = plain(case.query.replace("Ng.", "ngõ ").replace("ng.", "ngõ ").replace("gh.", "gách "))
        text = re.sub(r"\b(ng|ngh)(?= ?\d)", lambda found: "ngo" if found[0] == "ng" else "ngach", text)
        found = WORDED.match(text.replace(",", " "))
        if found is not None:
            steps = sorted((LEVELS[word], step) for word, step in ALLEY.findall(found["rest"]))
            path: tuple[str, ...] = ()
            for _, step in steps:
                numbers = tuple(step.split("/"))
                repeats = len(numbers) > len(path) and numbers[: len(path)] == path
                path = numbers if repeats else path + numbers
            yield case, found["number"], path


def test_question_is_the_same_for_every_number_of_questions() -> None:
    few, many = (list(questions(REGISTER, n=n, seed=11)) for n in (5, 20))
    assert many[:5] == few
    assert few != list(questions(REGISTER, n=5, seed=12))


@pytest.mark.parametrize("mix", [Mix.COMPLETE, Mix.TYPO, Mix.NOISY])
def test_answerable_questions_expect_a_household_that_exists(mix: Mix) -> None:
    known = {one.external_id: one for one in households()}
    for case in questions(REGISTER, n=200, seed=1, mix=mix):
        expected = known[case.expect_household]
        assert case.expect_level is MatchLevel.HOUSEHOLD
        assert case.expect_commune == expected.commune_code
        assert case.place == expected.point


def test_answerable_questions_never_ask_for_an_address_that_is_shared() -> None:
    asked = {case.expect_household for case in questions(REGISTER, n=600, seed=2, mix=Mix.NOISY)}
    assert not asked & {"twin-1", "twin-2"}


def test_unanswerable_questions_expect_no_household(adversarial: list[Case]) -> None:
    assert {case.expect_household for case in adversarial} == {NO_HOUSEHOLD}


def test_every_kind_of_unanswerable_question_is_asked(adversarial: list[Case]) -> None:
    assert {tag for case in adversarial for tag in case.tags} >= set(ADVERSARIAL)


@pytest.mark.parametrize("kind", ["absent-number", "absent-alley", "swapped"])
def test_house_and_path_of_a_worded_question_exist_nowhere_on_its_street(adversarial: list[Case], kind: str) -> None:
    """Held against the bare list of households by a reader that shares no code with the generator."""
    streets = {"thinh hao": "Phố Thịnh Hào", "luong dinh cua": "Lương Định Của", "xa dan": "Xã Đàn"}
    there = {(one.address.street, one.address.house_number.lower(), one.address.alley_path) for one in households()}
    read = 0
    for case, number, path in worded(adversarial, kind):
        for folded, street in streets.items():
            if folded in plain(case.query):
                assert (street, number, path) not in there, case
                read += 1
    assert read >= 10


def test_reader_of_the_check_above_finds_the_house_of_answerable_questions() -> None:
    """So that it cannot pass by reading nothing."""
    style = Style(path=PathForm.VERBOSE)
    asked = asked_for(home(f"{KIM_LIEN}-2/3-4"), style, REGISTER, Random(5))
    assert asked is not None
    [(_, number, path)] = worded([Case(asked.text, tags=("x", *asked.tags))], "x")
    assert (number, path) == ("4", ("2", "3"))


def test_two_readings_are_two_households(adversarial: list[Case]) -> None:
    several = [case for case in adversarial if "two-readings" in case.tags]
    assert all("fits 2" in case.note or "fits 3" in case.note for case in several)


def test_text_without_a_commune_expects_nobody_where_two_communes_have_the_house() -> None:
    asked = asked_for(home(f"{KIM_LIEN}-shared-street"), Style(area=AreaForm.NONE), REGISTER, Random(1))
    assert asked is not None
    assert len(asked.meant(REGISTER)) == 2


def test_commune_without_its_word_may_be_the_name_of_a_street() -> None:
    register = register_of(
        [
            household("a", address("5", "Chùa Bộc"), commune_code=KIM_LIEN),
            household("b", address("5", "Phố Kim Liên"), commune_code=KIM_LIEN),
        ],
        GAZETTEER,
    )
    one = next(home for home in register.homes.all if home.external_id == "a")
    bare = asked_for(one, Style(bare=True), register, Random(1))
    marked = asked_for(one, Style(), register, Random(1))
    assert bare is not None
    assert marked is not None
    assert len(bare.meant(register)) == 2
    assert [found.external_id for found in marked.meant(register)] == ["a"]


def test_mistyped_name_is_still_nearest_to_its_own() -> None:
    streets = ("Hàng Bòn", "Hàng Bò", "Hàng Bọn Bè", "Hàng Bom")
    register = register_of(
        [household(street, address("5", street), commune_code=KIM_LIEN) for street in streets], GAZETTEER
    )
    changed = [mistyped([Piece(Part.STREET, "Hàng Bòn")], register, Random(seed)) for seed in range(300)]
    typed = {plain(pieces[0].value) for pieces in changed if pieces is not None}
    assert len(typed) > 5
    assert all(OSA.distance(name, plain(other)) > 1 for name in typed for other in streets[1:])


def test_register_that_gives_nothing_to_ask_is_refused() -> None:
    empty = register_of([], GAZETTEER)
    with pytest.raises(RegisterTooSmall):
        next(questions(empty, n=1, seed=1, mix=Mix.COMPLETE))


def test_household_without_a_house_number_is_never_the_one_right_answer() -> None:
    register = register_of([household("a", address(hamlet="Đội 4"), commune_code=KIM_LIEN)], GAZETTEER)
    with pytest.raises(RegisterTooSmall):
        next(questions(register, n=1, seed=1, mix=Mix.COMPLETE))


def test_flat_of_no_known_floor_is_asked_for_without_a_floor() -> None:
    flat = household("ground", address(estate="Tập thể Trại Găng", building="B4", unit="023"), commune_code=KIM_LIEN)
    register = register_of([*households(), flat], GAZETTEER)
    asked_home = next(one for one in register.homes.all if one.external_id == "ground")
    texts = (asked_for(asked_home, Style(), register, Random(seed)) for seed in range(60))
    assert not any("tầng ," in asked.text or asked.text.endswith("tầng") for asked in texts if asked is not None)


@pytest.fixture(scope="module")
def in_former_communes() -> list[Case]:
    return list(questions(REGISTER, n=300, seed=5, mix=Mix.FORMER))


def test_question_in_a_former_commune_is_about_no_household_and_knows_its_commune(
    in_former_communes: list[Case],
) -> None:
    for case in in_former_communes:
        assert case.expect_household == NO_HOUSEHOLD
        assert case.expect_commune
        assert ("former-whole" in case.tags) != ("former-split" in case.tags)


def test_split_commune_is_decided_by_a_known_street_in_one_of_its_heirs_or_by_nothing(
    in_former_communes: list[Case],
) -> None:
    for case in in_former_communes:
        if "former-split" in case.tags:
            assert ("street-decides" in case.tags) != ("nothing-decides" in case.tags)
        if "street-decides" in case.tags:
            assert "absent-number" in case.tags
