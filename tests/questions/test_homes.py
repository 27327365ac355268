import pytest

from app.questions.homes import Claim, Homes, claim_of, covered
from app.questions.style import PathForm
from app.questions.wording import claims_of
from tests.factories import DONG_DA, KIM_LIEN, address, household
from tests.questions.city import REGISTER

BOTH = frozenset({DONG_DA, KIM_LIEN})


def meant(*claims: Claim, communes: frozenset[str] | None = None) -> list[str]:
    return [home.external_id for home in REGISTER.homes.meant(claims, communes=communes)]


def test_worded_address_means_the_household_with_just_those_parts() -> None:
    assert meant(claim_of(address("3", "phố thinh hao", path="2/3"))) == [f"{DONG_DA}-2/3-3"]
    assert meant(claim_of(address("2", "Thịnh Hào", path="3/2"))) == []
    assert meant(claim_of(address("99", "Thịnh Hào", path="2"))) == []


def test_house_of_an_alley_is_not_meant_by_the_street_alone() -> None:
    assert meant(claim_of(address("3", "Thịnh Hào"))) == [f"{DONG_DA}-0-3"]


def test_slash_chain_means_what_either_order_of_reading_finds() -> None:
    chain = claims_of(address("4", "Thịnh Hào", path="2"), PathForm.CHAIN_ALLEY_FIRST)
    assert meant(*chain) == [f"{DONG_DA}-2-4", f"{DONG_DA}-4-2"]
    assert meant(*claims_of(address("1", "Thịnh Hào", path="2/3"), PathForm.CHAIN_HOUSE_FIRST)) == [f"{DONG_DA}-2/3-1"]


def test_number_within_a_range_means_the_range() -> None:
    assert meant(claim_of(address("7", "Thịnh Hào"))) == [f"{DONG_DA}-0-7-9"]
    assert meant(claim_of(address("7-9", "Thịnh Hào"))) == [f"{DONG_DA}-0-7-9"]
    assert meant(claim_of(address("10", "Thịnh Hào"))) == []


def test_letter_makes_another_house() -> None:
    assert meant(claim_of(address("5A", "Thịnh Hào"))) == [f"{DONG_DA}-0-5A"]
    assert meant(claim_of(address("5", "Thịnh Hào"))) == []


def test_text_without_a_flat_means_every_flat_of_the_house() -> None:
    asked = claims_of(address("31", "Xã Đàn"), PathForm.VERBOSE)
    assert meant(*asked) == ["room-201", "room-202"]
    assert meant(*claims_of(address("31", "Xã Đàn", floor="2", unit="201"), PathForm.VERBOSE)) == ["room-201"]


def test_building_code_is_meant_whether_it_is_called_house_or_building() -> None:
    as_house = claim_of(address("CT4", estate="KĐT Bắc Linh", unit="0301"))
    as_building = claim_of(address(estate="Bắc Linh", building="CT4", floor="3", unit="01"))
    assert meant(as_house) == meant(as_building) == ["flat-3-01"]


def test_home_without_a_street_may_be_meant_wherever_its_number_fits() -> None:
    homes = Homes([household("a", address("5", path="4")), household("b", address("5", "Láng", path="2"))])
    assert [home.external_id for home in homes.all] == ["b"]
    fits = homes.meant([claim_of(address("5", "Bưởi", path="4"))], communes=None)
    assert [home.external_id for home in fits] == ["a"]
    assert homes.meant([claim_of(address("5", "Bưởi", path="2"))], communes=None) == []


def test_commune_narrows_what_is_meant() -> None:
    asked = claim_of(address("21", "Xã Đàn"))
    assert len(meant(asked)) == len(meant(asked, communes=BOTH)) == 2
    assert meant(asked, communes=frozenset({KIM_LIEN})) == [f"{KIM_LIEN}-shared-street"]
    assert meant(asked, communes=frozenset()) == []


def test_households_that_no_text_tells_apart_are_known() -> None:
    assert [home.external_id for home in REGISTER.shared] == ["twin-1", "twin-2"]
    assert {home.claim.names for home in REGISTER.in_two_communes} == {frozenset({"xa dan"})}
    assert f"{DONG_DA}-2-4" in {home.external_id for home in REGISTER.two_readings}


@pytest.mark.parametrize(
    ("plate", "numbers"),
    [("7-9", {"7", "8", "9"}), ("5, 7", {"5", "7"}), ("7", set()), ("3-120", set()), ("LK3-12", set())],
)
def test_plate_covers_the_numbers_between_its_ends(plate: str, numbers: set[str]) -> None:
    assert covered(plate) == numbers


def test_way_is_known_as_deep_as_it_exists() -> None:
    def depth(path: str) -> int:
        return REGISTER.homes.known_depth(claim_of(address("1", "Thịnh Hào", path=path)), communes=None)

    assert [depth(path) for path in ("2/3/1", "2/3/9", "2/9", "9/3", "9")] == [3, 2, 1, 0, 0]
