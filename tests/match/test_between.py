"""Where a number that is not on file would stand: between known ones, or nowhere."""

from collections.abc import Iterator

import pytest

from geocoding.geometry import distance_m
from geocoding.match.answer import Answer, FaultKind
from geocoding.match.present import whole_place
from geocoding.match.resolver import Resolver
from geocoding.model import Accuracy, Household, MatchLevel, Verdict
from tests.factories import CELL_M, DONG_DA, KIM_LIEN, address, at, commune, household, resolver_of, snapshot_of


def along(
    street: str, *houses: tuple[str, float], path: str = "", row: float = 0, commune_code: str = DONG_DA
) -> Iterator[Household]:
    """Houses by number and column of a map, all in one row."""
    for number, column in houses:
        where = address(number, street, path=path)
        yield household(f"{street}/{path}/{number}", where, point=at(column, row), commune_code=commune_code)


HOUSEHOLDS = [
    *along("Đường Láng", ("1", 0), ("3", 1), ("7", 3), ("9", 4), row=2),
    *along("Đường Láng", ("2", 0), ("12", 2), ("14", 3)),
    *along("Đường Láng", ("21", 0), ("25", 9), row=4),
    *along("Đường Láng", ("2", 0), ("6", 2), path="12", row=6),
    *along("Đường Láng", ("10", 4), path="14", row=6),
    *along("Cát Linh", ("1", 0), ("3", 3), ("7", 2), ("9", 5), row=8),
    *along("Quan Nhân", ("1", 0), row=9),
    *along("Quan Nhân", ("5", 2), row=9, commune_code=KIM_LIEN),
    household("twice-1", address("8", "Vũ Thạnh"), point=at(0, 10)),
    household("twice-2", address("8", "Vũ Thạnh"), point=at(4, 10)),
    *along("Vũ Thạnh", ("12", 2), row=10),
    household("coarse", address("1", "An Trạch"), point=at(0, 11), accuracy=Accuracy.CENTROID),
    *along("An Trạch", ("5", 2), row=11),
]


@pytest.fixture(scope="module")
def resolver(tmp_path_factory: pytest.TempPathFactory) -> Resolver:
    communes = [commune(), commune(KIM_LIEN, "Phường Kim Liên", postcode="11517")]
    return resolver_of(snapshot_of(tmp_path_factory.mktemp("snapshots"), HOUSEHOLDS, communes=communes))


def is_between(answer: Answer) -> bool:
    assert answer.verdict is not Verdict.MATCHED
    assert all(match.household is None for match in answer.matches)
    return answer.matches[0].accuracy is Accuracy.INTERPOLATED


def test_absent_number_stands_between_its_neighbours_and_is_still_missing(resolver: Resolver) -> None:
    answer = resolver.resolve("5 Đường Láng")
    [match] = answer.matches
    assert is_between(answer)
    assert distance_m(match.point, at(2, 2)) < 0.1
    assert match.uncertainty_m >= CELL_M
    assert (answer.verdict, match.level, match.household) == (Verdict.PARTIAL, MatchLevel.STREET, None)
    assert [(fault.element, fault.kind) for fault in answer.faults] == [("house_number", FaultKind.NOT_FOUND)]


def test_number_with_a_letter_stands_after_the_plain_one(resolver: Resolver) -> None:
    [match] = resolver.resolve("12A Đường Láng").matches
    assert match.accuracy is Accuracy.INTERPOLATED
    assert distance_m(match.point, at(2.5, 0)) < 0.1


def test_absent_number_in_an_alley_stands_between_houses_of_that_alley(resolver: Resolver) -> None:
    answer = resolver.resolve("4 ngõ 12 Đường Láng")
    assert is_between(answer)
    assert answer.matches[0].level is MatchLevel.ALLEY


@pytest.mark.parametrize(
    "text",
    [
        "8 ngõ 12 Đường Láng",  # 10 stands in another alley
        "4 ngõ 13 Đường Láng",  # no such alley
        "11 Đường Láng",  # nothing beyond it within ten numbers but across a gap
        "23 Đường Láng",  # neighbours 180 m apart
        "5 Cát Linh",  # 3 and 7 stand the wrong way round
        "3 Quan Nhân",  # neighbours in two communes
        "10 Vũ Thạnh",  # 8 was given twice
        "3 An Trạch",  # nobody surveyed 1
        "160 Đường Láng",
        "P.301 số 5 Đường Láng",
    ],
)
def test_without_known_numbering_on_both_sides_the_middle_of_the_place_is_given(resolver: Resolver, text: str) -> None:
    assert not is_between(resolver.resolve(text))


def test_whole_place_takes_the_position_back(resolver: Resolver) -> None:
    [between] = resolver.resolve("5 Đường Láng").matches
    [plain] = resolver.resolve("160 Đường Láng").matches
    assert whole_place(between) == plain
