import pytest

from postcode.occupancy import Occupancy, serial_unit

CELL = "1102422F2345"


@pytest.mark.parametrize(
    ("serial", "unit"), [(2, "2"), (9, "9"), (10, "A"), (31, "Z"), (32, "10"), (1023, "ZZ"), (1024, "100")]
)
def test_serials_count_in_crockfords_alphabet(serial: int, unit: str) -> None:
    assert serial_unit(serial) == unit


def test_free_cell_admits_everyone_and_a_held_one_its_site_only() -> None:
    occupancy = Occupancy()
    assert occupancy.admits(CELL, "parcel:a")
    occupancy.take(CELL, "parcel:a", unit="")
    assert [occupancy.admits(CELL, site) for site in ("parcel:a", "parcel:b")] == [True, False]


def test_guest_has_a_part_in_the_cell_from_then_on() -> None:
    occupancy = Occupancy()
    occupancy.take(CELL, "parcel:a", unit="")
    occupancy.take(CELL, "parcel:b", unit="2")
    assert occupancy.admits(CELL, "parcel:b")
    assert not occupancy.admits(CELL, "parcel:c")


def test_serials_skip_what_was_used() -> None:
    occupancy = Occupancy()
    for unit in ("", "2", "4"):
        occupancy.take(CELL, "parcel:a", unit=unit)
    given = []
    for _ in range(3):
        given.append(occupancy.free_unit(CELL, "parcel:a", flat=""))
        occupancy.take(CELL, "parcel:a", unit=given[-1])
    assert given == ["3", "5", "6"]


def test_bare_code_is_for_a_site_alone_in_its_cell() -> None:
    occupancy = Occupancy()
    assert occupancy.free_unit(CELL, "parcel:a", flat="") == ""
    occupancy.take(CELL, "building:w", unit="0101")
    assert occupancy.free_unit(CELL, "building:w", flat="") == ""
    assert occupancy.free_unit(CELL, "parcel:a", flat="") == "2"
    occupancy.take(CELL, "parcel:a", unit="2")
    assert occupancy.free_unit(CELL, "building:w", flat="") == "3"


def test_flat_number_is_given_once() -> None:
    occupancy = Occupancy()
    assert occupancy.free_unit(CELL, "building:w", flat="2506") == "2506"
    occupancy.take(CELL, "building:w", unit="2506")
    assert occupancy.free_unit(CELL, "building:w", flat="2506") == "2"
