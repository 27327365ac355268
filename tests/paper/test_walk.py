from app.paper.model import Visited
from app.paper.walk import natural_key, stretches
from geocoding.model import Address


def visited(number: str = "", street: str = "Xã Đàn", *path: str, **parts: str) -> Visited:
    address = Address(house_number=number, alley_path=path, street=street, **parts)
    return Visited(f"{street}/{'/'.join(path)}/{number}/{parts}", address, None)


def numbers(households: tuple[Visited, ...]) -> list[str]:
    return [one.address.house_number for one in households]


def test_odd_numbers_are_left_and_even_ones_right_in_the_order_of_their_values() -> None:
    (stretch,) = stretches([visited(number) for number in ("10", "9", "2A", "2", "101", "1")])
    assert (numbers(stretch.left), numbers(stretch.right)) == (["1", "9", "101"], ["2", "2A", "10"])
    assert stretch.size == 6


def test_a_walk_takes_the_street_then_its_alleys_then_their_alleys() -> None:
    met = stretches(
        [visited("1", "Láng"), visited("1", "Láng", "12", "5"), visited("1", "Láng", "12"), visited("1", "Láng", "9")]
    )
    assert [one.path for one in met] == ["", "ngõ 9", "ngõ 12", "ngách 12/5"]


def test_a_street_is_one_however_its_kind_is_written() -> None:
    (stretch,) = stretches([visited("1", "Đường Láng"), visited("2", "Láng")])
    assert stretch.size == 2


def test_streets_that_differ_in_one_tone_are_two() -> None:
    assert [one.name for one in stretches([visited("1", "Yên Phụ"), visited("1", "Yên Phú")])] == ["Yên Phú", "Yên Phụ"]


def test_flats_and_plots_have_no_sides() -> None:
    flats = [visited(street="Láng", building="CT4", unit=f"010{n}") for n in (2, 1)]
    plot = visited("LK3-12", street="", estate="khu đô thị An Hưng")
    along, estate = stretches([*flats, plot])
    assert [one.address.unit for one in along.left] == ["0101", "0102"]
    assert (along.path, along.has_sides, along.right) == ("tòa CT4", False, ())
    assert (estate.name, estate.has_sides) == ("khu đô thị An Hưng", False)


def test_houses_without_number_follow_those_with_one() -> None:
    with_number, without = stretches([visited("", "Láng"), visited("7", "Láng")])
    assert (with_number.has_sides, without.has_sides) == (True, False)


def test_everybody_is_met_once_whatever_the_order_of_the_register() -> None:
    people = [visited(str(n), street, *path) for n in range(1, 6) for street in ("Láng", "") for path in ((), ("3",))]
    forward, backward = list(stretches(people)), list(stretches(reversed(people)))
    assert forward == backward
    assert sorted(one.id for met in forward for one in (*met.left, *met.right)) == sorted(one.id for one in people)


def test_natural_order_counts() -> None:
    assert sorted(["12B", "9", "12", "100", "12A"], key=natural_key) == ["9", "12", "12A", "12B", "100"]
