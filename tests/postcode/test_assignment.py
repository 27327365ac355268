import pytest

from geocoding.model import Accuracy, ParcelKey
from postcode.assignment import plan_codes
from postcode.code import Vpostcode, grid_cell
from postcode.errors import ApplicantRepeated
from postcode.olc import cell_of
from postcode.plan import Applicant, Plan
from tests.postcode.makers import (
    HOAN_KIEM,
    applicant,
    beside,
    codes_of,
    edition,
    home_suffix,
    issued,
    ledger_after,
    square,
)

HOME = home_suffix(applicant())
"""The 7 characters of the cell that all made-up households share unless told otherwise."""


def planned(*applicants: Applicant, **given: object) -> Plan:
    return plan_codes(applicants, given.get("issued", ()), edition=edition())  # type: ignore[arg-type]


def rules(plan: Plan) -> list[tuple[str, str]]:
    return [(found.external_id, found.rule) for found in plan.findings]


def test_household_gets_the_code_of_its_own_cell_under_the_head_of_its_commune() -> None:
    plan = planned(applicant("a"), applicant("b", commune_code="00082"))
    assert codes_of(plan) == {"a": f"11024{HOME}", "b": f"11018{HOME}"}


def test_nothing_gives_an_empty_plan() -> None:
    assert planned() == Plan()


@pytest.mark.parametrize("accuracy", [Accuracy.INTERPOLATED, Accuracy.CENTROID])
def test_coarse_position_is_refused(accuracy: Accuracy) -> None:
    plan = planned(applicant("a", accuracy=accuracy))
    assert [(one.external_id, one.rule, one.detail) for one in plan.refused] == [
        ("a", "position-too-coarse", accuracy.value)
    ]
    assert plan.new == ()


def test_commune_without_head_is_refused() -> None:
    plan = planned(applicant("a", commune_code="99999"))
    assert [(one.rule, one.detail) for one in plan.refused] == [("commune-without-head", "99999")]


def test_household_that_applies_twice_is_an_error() -> None:
    with pytest.raises(ApplicantRepeated) as error:
        planned(applicant("a"), applicant("b", household_id="id-a"))
    assert error.value.household_id == "id-a"


def test_several_households_of_one_site_share_its_cell_by_serials() -> None:
    plan = planned(*(applicant(name, site="parcel:s") for name in "abcd"))
    assert codes_of(plan) == {
        "a": f"11024{HOME}",
        "b": f"11024{HOME}/2",
        "c": f"11024{HOME}/3",
        "d": f"11024{HOME}/4",
    }


def test_flats_get_their_flat_numbers_and_never_the_bare_code() -> None:
    flats = [applicant(f"f{flat}", site="building:w1", flat=flat) for flat in ("2506", "0101")]
    assert codes_of(planned(*flats)) == {"f2506": f"11024{HOME}/2506", "f0101": f"11024{HOME}/0101"}


def test_household_without_flat_number_gets_the_bare_code_of_its_tower() -> None:
    plan = planned(applicant("f", site="building:w1", flat="0101"), applicant("shop", site="building:w1"))
    assert codes_of(plan) == {"f": f"11024{HOME}/0101", "shop": f"11024{HOME}"}


def test_second_household_with_a_flat_number_gets_a_serial_and_is_reported() -> None:
    plan = planned(*(applicant(name, site="building:w1", flat="2506") for name in "ab"))
    assert codes_of(plan) == {"a": f"11024{HOME}/2506", "b": f"11024{HOME}/2"}
    assert rules(plan) == [("b", "flat-number-not-used")]


def test_flat_number_in_foreign_symbols_is_reported_and_not_used() -> None:
    plan = planned(applicant("a", site="building:w1", flat="P.25-06"))
    assert codes_of(plan) == {"a": f"11024{HOME}"}
    assert rules(plan) == [("a", "flat-number-not-used")]


def test_second_site_in_a_cell_moves_to_the_nearest_free_cell_on_its_own_land() -> None:
    owner, loser = applicant("a"), applicant("b", footprint=square(beside(HOAN_KIEM, east_m=6), side_m=10.0))
    plan = planned(owner, loser)
    (code,) = (new.code for new in plan.new if new.household_id == "id-b")
    home, given = cell_of(HOAN_KIEM), grid_cell(code, reference=HOAN_KIEM)
    assert codes_of(plan)["a"] == f"11024{HOME}"
    assert (given.row, given.column) == (home.row, home.column + 1)
    assert rules(plan) == []


def test_site_on_too_little_land_shares_the_cell_and_is_reported() -> None:
    tiny = square(HOAN_KIEM, side_m=0.5)
    plan = planned(*(applicant(name, footprint=tiny) for name in "abc"))
    assert codes_of(plan) == {"a": f"11024{HOME}", "b": f"11024{HOME}/2", "c": f"11024{HOME}/3"}
    assert rules(plan) == [("b", "cell-of-another-site"), ("c", "cell-of-another-site")]


def test_point_without_land_shares_the_cell() -> None:
    plan = planned(*(applicant(name, footprint=None, site=f"household:{name}") for name in "ab"))
    assert codes_of(plan) == {"a": f"11024{HOME}", "b": f"11024{HOME}/2"}


def test_guest_of_a_tower_gets_a_serial_though_the_bare_code_is_unused() -> None:
    tower = applicant("a", site="building:w1", flat="0101")
    guest = applicant("b", footprint=None, site="household:b")
    assert codes_of(planned(tower, guest)) == {"a": f"11024{HOME}/0101", "b": f"11024{HOME}/2"}


def test_all_flats_of_a_displaced_tower_move_to_the_same_cell() -> None:
    flats = [applicant(f"f{door}", site="building:w1", flat=f"010{door}") for door in range(1, 6)]
    codes = codes_of(planned(applicant("a"), *flats))
    bases = {codes[f"f{door}"].partition("/")[0] for door in range(1, 6)}
    assert len(bases) == 1
    assert bases != {f"11024{HOME}"}


def test_displaced_household_does_not_take_the_own_cell_of_another() -> None:
    """Whose point lies in a cell comes before who only finds it free."""
    east = beside(HOAN_KIEM, east_m=3.25)
    plan = planned(
        applicant("a"),
        applicant("b", footprint=square(beside(HOAN_KIEM, east_m=4), side_m=9.0)),
        applicant("z", point=east),
    )
    assert codes_of(plan)["z"] == f"11024{home_suffix(applicant(point=east))}"


def test_cell_once_issued_to_another_site_stays_closed_after_retirement() -> None:
    old = issued(Vpostcode("11024", HOME), live=False)
    codes = codes_of(planned(applicant("a"), issued=[old]))
    assert codes["a"] != f"11024{HOME}"
    assert "/" not in codes["a"]


def test_household_on_a_rebuilt_parcel_gets_the_same_cell_with_the_next_serial() -> None:
    gone = [
        issued(Vpostcode("11024", HOME, unit), household=f"id-{unit}", site="parcel:a", live=False)
        for unit in ("", "2", "3")
    ]
    assert codes_of(planned(applicant("a"), issued=gone)) == {"a": f"11024{HOME}/4"}


def test_household_whose_code_is_retired_gets_another() -> None:
    retired = issued(Vpostcode("11024", HOME), household="id-a", site="parcel:a", live=False)
    plan = planned(applicant("a"), issued=[retired])
    assert (codes_of(plan), plan.kept) == ({"a": f"11024{HOME}/2"}, ())


def test_household_keeps_its_code_when_it_is_surveyed_anew_or_its_commune_changes() -> None:
    kept = issued(Vpostcode("11024", HOME), household="id-a", site="parcel:a")
    point = beside(HOAN_KIEM, north_m=40)
    moved = applicant("a", point=point, commune_code="00082", accuracy=Accuracy.CENTROID)
    assert planned(moved, issued=[kept]) == Plan(kept=(kept,))


def test_planning_order_is_commune_sheet_parcel_external_id() -> None:
    tiny = square(HOAN_KIEM, side_m=0.5)
    in_order = [
        applicant("z", household_id="id-5", parcel=ParcelKey("00070", "1", "1"), footprint=tiny),
        applicant("y", household_id="id-4", parcel=ParcelKey("00070", "1", "2"), footprint=tiny),
        applicant("b", household_id="id-3", parcel=ParcelKey("00070", "2", "1"), footprint=tiny),
        applicant("c", household_id="id-2", parcel=ParcelKey("00070", "2", "1"), footprint=tiny),
    ]
    assert [new.household_id for new in planned(*reversed(in_order)).new] == ["id-5", "id-4", "id-3", "id-2"]


BROUGHT_BARE = f"11024{HOME}"
NEXT_CELL = home_suffix(applicant(point=beside(HOAN_KIEM, east_m=3.25)))
FAR_CELL = home_suffix(applicant(point=beside(HOAN_KIEM, east_m=30)))
PRINTED_NEXT = Vpostcode("11024", NEXT_CELL).printed()
ADOPTIONS = {
    "own cell": (BROUGHT_BARE, BROUGHT_BARE, []),
    "own cell, printed": (Vpostcode("11024", HOME).printed(), BROUGHT_BARE, []),
    "next cell on own land": (f"11024{NEXT_CELL}", f"11024{NEXT_CELL}", []),
    "own cell with a unit": (f"11024{HOME}/7", f"11024{HOME}/7", []),
    "former head": (f"11023{NEXT_CELL}", f"11024{NEXT_CELL}", ["brought-code-reheaded"]),
    "elsewhere": (f"11024{FAR_CELL}", BROUGHT_BARE, ["brought-code-elsewhere"]),
    "malformed": ("11024-2", BROUGHT_BARE, ["brought-code-malformed"]),
    "wrong check symbol": (PRINTED_NEXT[:-1] + "0", BROUGHT_BARE, ["brought-check-wrong"]),
    "blank": ("  ", BROUGHT_BARE, []),
}


@pytest.mark.parametrize(("brought", "given", "findings"), ADOPTIONS.values(), ids=ADOPTIONS.keys())
def test_brought_code_is_adopted_where_it_lies_at_home(brought: str, given: str, findings: list[str]) -> None:
    assert not PRINTED_NEXT.endswith("0")
    plan = planned(applicant("a", brought_code=brought))
    assert (codes_of(plan)["a"], [rule for _, rule in rules(plan)]) == (given, findings)
    refused = {"brought-code-elsewhere", "brought-code-malformed", "brought-check-wrong"} & set(findings)
    assert plan.new[0].adopted == (brought.strip() != "" and not refused)


def test_household_without_land_keeps_a_brought_code_of_its_own_cell_only() -> None:
    bare = applicant("a", footprint=None, brought_code=f"11024{NEXT_CELL}")
    assert rules(planned(bare)) == [("a", "brought-code-elsewhere")]


def test_brought_code_comes_before_the_planning_order() -> None:
    plan = planned(applicant("a"), applicant("b", brought_code=BROUGHT_BARE))
    assert codes_of(plan)["b"] == BROUGHT_BARE
    assert codes_of(plan)["a"] != BROUGHT_BARE


def test_brought_code_of_a_taken_cell_is_reported_and_another_given() -> None:
    taken = issued(Vpostcode("11024", HOME))
    plan = planned(applicant("a", brought_code=BROUGHT_BARE), issued=[taken])
    assert rules(plan) == [("a", "brought-code-taken")]
    assert codes_of(plan)["a"] != BROUGHT_BARE


def test_brought_unit_that_is_used_is_reported() -> None:
    used = issued(Vpostcode("11024", HOME, "7"), site="parcel:a", live=False)
    plan = planned(applicant("a", brought_code=f"{BROUGHT_BARE}/7"), issued=[used])
    assert rules(plan) == [("a", "brought-code-taken")]


def test_one_code_brought_by_two_households_of_a_site_goes_to_the_first() -> None:
    plan = planned(*(applicant(name, site="parcel:s", brought_code=BROUGHT_BARE) for name in "ab"))
    assert codes_of(plan) == {"a": BROUGHT_BARE, "b": f"{BROUGHT_BARE}/2"}
    assert rules(plan) == [("b", "brought-code-shared")]


def test_flat_that_brings_the_bare_code_of_its_tower_gets_it_with_its_flat_number() -> None:
    plan = planned(applicant("a", site="building:w1", flat="2506", brought_code=BROUGHT_BARE))
    assert (codes_of(plan), rules(plan)) == ({"a": f"{BROUGHT_BARE}/2506"}, [])


@pytest.mark.parametrize(
    ("brought", "findings"),
    [
        (BROUGHT_BARE, []),
        (f"11018{HOME}", []),
        (f"{BROUGHT_BARE}/2", ["brought-code-differs"]),
        (f"11024{NEXT_CELL}", ["brought-code-differs"]),
        ("nonsense", ["brought-code-differs"]),
    ],
)
def test_kept_household_that_brings_another_code_is_reported(brought: str, findings: list[str]) -> None:
    kept = issued(Vpostcode("11024", HOME), household="id-a", site="parcel:a")
    plan = planned(applicant("a", brought_code=brought), issued=[kept])
    assert [rule for _, rule in rules(plan)] == findings


def test_adopted_codes_bring_no_finding_when_planned_again() -> None:
    brought = applicant("a", brought_code=f"11023{NEXT_CELL}")
    first = planned(brought)
    assert planned(brought, issued=ledger_after(first)) == Plan(kept=ledger_after(first))
