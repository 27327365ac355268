from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sample.numbering import Habit, Plate, Side, Way, alley_name, leading_number, plates

SEEDS = st.integers(min_value=0, max_value=10_000)


def numbers(given_plates):
    return [int(leading_number(plate.text)) for plate in given_plates]


@given(SEEDS, st.sampled_from(Side))
def test_odd_numbers_stand_on_the_left_and_even_ones_on_the_right(seed, side):
    found = plates(Random(seed), Way(street="Láng"), side=side, number=40)
    assert {number % 2 for number in numbers(found)} == {1 - side.value}


@given(SEEDS, st.sampled_from(Side))
def test_numbers_ascend_but_for_a_few_neighbours_in_wrong_order(seed, side):
    found = numbers(plates(Random(seed), Way(), side=side, number=200))
    assert sum(a > b for a, b in pairwise(found)) < 12


@given(SEEDS, st.sampled_from([Habit.LEGAL, Habit.MIXED]))
def test_a_number_comes_twice_on_a_way_only_where_it_is_said_so(seed, habit):
    rng, way = Random(seed), Way(habit=habit)
    found = [plate for side in Side for _ in range(3) for plate in plates(rng, way, side=side, number=30)]
    alone = [plate.text for plate in found if not plate.shared]
    assert len(alone) == len(set(alone))
    assert not set(alone) & {plate.text for plate in found if plate.shared}


def test_a_mixed_way_has_odd_and_even_numbers_on_one_side():
    found = plates(Random(1), Way(habit=Habit.MIXED), side=Side.LEFT, number=20)
    assert {number % 2 for number in numbers(found)} == {0, 1}


def test_a_way_without_numbers_gives_every_house_the_same_empty_plate():
    assert plates(Random(1), Way(habit=Habit.NONE), side=Side.LEFT, number=2) == [Plate("", shared=True)] * 2


def test_many_plates_show_every_breach_of_the_rule():
    texts = [plate.text for plate in plates(Random(5), Way(), side=Side.LEFT, number=3_000)]
    found = numbers(Plate(text) for text in texts)
    assert any(text.endswith("A") for text in texts)
    assert any("-" in text for text in texts)
    assert len(texts) > len(set(texts))
    assert any(a > b for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("taken", "plate", "name"),
    [
        (set(), "12", "12"),
        (set(), "12A", "12"),
        (set(), "3-5", "3"),
        ({"12"}, "12", "12A"),
        ({"12", "12A"}, "12B", "12B"),
        ({"1", "2"}, "", "3"),
    ],
)
def test_an_alley_bears_the_number_of_the_house_before_its_mouth(taken, plate, name):
    assert alley_name(Way(mouths=taken), Plate(plate)) == name


def test_an_alley_name_is_never_given_twice_on_one_way():
    way = Way()
    assert len({alley_name(way, Plate("7")) for _ in range(30)}) == 30
