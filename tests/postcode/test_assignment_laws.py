"""The laws of assignment, on small crowded cities drawn at random."""

from collections import Counter
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from geocoding.model import Accuracy, ParcelKey
from postcode.assignment import plan_codes
from postcode.clash import centres_inside
from postcode.code import encode, grid_cell
from postcode.ledger import MemoryLedger
from postcode.olc import cell_of
from postcode.plan import Applicant, IssuedCode, Plan
from tests.postcode.makers import HEADS, HOAN_KIEM, applicant, beside, edition, square

NOON = datetime(2026, 3, 1, 5, tzinfo=UTC)
CODES_TO_BRING = [
    "",
    "",
    "",
    "nonsense",
    *(
        encode(beside(HOAN_KIEM, east_m=east, north_m=north), head="11024").printed()
        for east in (0, 4)
        for north in (0, 4)
    ),
    str(encode(HOAN_KIEM, head="11023")),
    f"{encode(HOAN_KIEM, head='11024')}/2",
]


@st.composite
def households(draw: st.DrawFn, *, names: str) -> list[Applicant]:
    """A few households on a dozen metres: shared sites, tiny plots, flats, bare points, brought codes."""
    made = []
    for name in names:
        site = draw(st.integers(0, 5))
        point = beside(HOAN_KIEM, east_m=site % 3 * 2.0, north_m=site // 3 * 2.0)
        has_land = draw(st.booleans())
        commune = draw(st.sampled_from([*HEADS, "00070", "00070", "99999"]))
        made.append(
            applicant(
                name,
                site=f"parcel:{site}" if has_land else f"household:{name}",
                point=point,
                parcel=ParcelKey(commune, "1", str(site)) if has_land else None,
                commune_code=commune,
                footprint=square(point, side_m=1.5 + site * 2.0) if has_land else None,
                accuracy=draw(st.sampled_from([*[Accuracy.PARCEL] * 6, Accuracy.CENTROID])),
                flat=draw(st.sampled_from(["", "", "0101", "0102", "P-1"])),
                brought_code=draw(st.sampled_from(CODES_TO_BRING)),
            )
        )
    return made


first_wave = households(names="abcdefghij")
second_wave = households(names="klmnop")


def planned(applicants: list[Applicant], issued: list[IssuedCode] | None = None) -> Plan:
    return plan_codes(applicants, issued or [], edition=edition())


def applied(plan: Plan, ledger: MemoryLedger) -> list[IssuedCode]:
    ledger.apply(plan, at=NOON)
    return list(ledger.issued())


@settings(deadline=None)
@given(first_wave, second_wave, st.randoms(use_true_random=False))
def test_plan_does_not_depend_on_the_order_of_its_input(
    first: list[Applicant], second: list[Applicant], random: object
) -> None:
    issued = applied(planned(first), MemoryLedger())
    mixed, mixed_issued = [*first, *second], list(issued)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    random.shuffle(mixed_issued)  # type: ignore[attr-defined]
    assert planned(mixed, mixed_issued) == planned([*first, *second], issued)


@settings(deadline=None)
@given(first_wave)
def test_planning_again_after_applying_yields_nothing_new(first: list[Applicant]) -> None:
    plan = planned(first)
    again = planned(first, applied(plan, MemoryLedger()))
    assert again.new == ()
    assert [kept.code for kept in again.kept] == [new.code for new in plan.new]
    assert again.refused == plan.refused


@settings(deadline=None)
@given(first_wave, second_wave, st.sets(st.integers(0, 9)))
def test_no_code_is_issued_twice_nor_again_after_retirement(
    first: list[Applicant], second: list[Applicant], retired: set[int]
) -> None:
    issued = [
        IssuedCode(one.code, one.household_id, one.site, live=number not in retired)
        for number, one in enumerate(applied(planned(first), MemoryLedger()))
    ]
    plan = planned([*first, *second], issued)
    codes = [one.code for one in issued] + [new.code for new in plan.new]
    assert max(Counter(codes).values(), default=1) == 1


@settings(deadline=None)
@given(first_wave, second_wave)
def test_every_applicant_is_refused_or_has_exactly_one_live_code(
    first: list[Applicant], second: list[Applicant]
) -> None:
    ledger = MemoryLedger()
    issued = applied(planned(first), ledger)
    plan = planned([*first, *second], issued)
    live = Counter(one.household_id for one in applied(plan, ledger) if one.live)
    refused = {one.household_id for one in plan.refused}
    assert live == Counter(one.household_id for one in [*first, *second] if one.household_id not in refused)
    for one in [*first, *second]:
        ought = one.accuracy is Accuracy.CENTROID or one.commune_code not in HEADS
        assert (one.household_id in refused) == ought


@settings(deadline=None)
@given(first_wave, second_wave)
def test_cell_holds_the_point_or_has_its_centre_on_the_own_land(
    first: list[Applicant], second: list[Applicant]
) -> None:
    issued = applied(planned(first), MemoryLedger())
    by_id = {one.household_id: one for one in [*first, *second]}
    for new in planned(second, issued).new:
        one = by_id[new.household_id]
        cell = grid_cell(new.code, reference=one.point)
        on_own_land = one.footprint is not None and centres_inside([one.footprint], [cell]) == [True]
        assert cell == cell_of(one.point) or on_own_land


@settings(deadline=None)
@given(first_wave)
def test_head_of_a_new_code_is_that_of_the_commune(first: list[Applicant]) -> None:
    communes = {one.household_id: one.commune_code for one in first}
    for new in planned(first).new:
        assert new.code.head == HEADS[communes[new.household_id]]


@settings(deadline=None)
@given(first_wave, second_wave)
def test_codes_of_the_first_wave_stay_whatever_comes_later(first: list[Applicant], second: list[Applicant]) -> None:
    ledger = MemoryLedger()
    before = applied(planned(first), ledger)
    after = applied(planned([*first, *second], before), ledger)
    assert set(before) <= set(after)


@settings(deadline=None)
@given(first_wave)
def test_bare_code_belongs_to_a_household_without_usable_flat_number(first: list[Applicant]) -> None:
    flats = {one.household_id: one.flat for one in first if not one.brought_code}
    for new in planned(first).new:
        if flats.get(new.household_id) in ("0101", "0102"):
            assert new.code.unit != ""


@settings(deadline=None)
@given(first_wave)
def test_two_sites_share_a_cell_only_where_it_is_reported_or_their_own(first: list[Applicant]) -> None:
    plan = planned(first)
    reported = {found.household_id for found in plan.findings if found.rule == "cell-of-another-site"}
    guests = {new.site for new in plan.new if new.household_id in reported}
    hosts: dict[str, set[str]] = {}
    for new in plan.new:
        hosts.setdefault(new.code.base, set()).add(new.site)
    for sites in hosts.values():
        assert len(sites - guests) <= 1


@settings(deadline=None)
@given(first_wave)
def test_adopted_code_lies_in_the_cell_that_was_brought(first: list[Applicant]) -> None:
    brought = {one.household_id: one for one in first}
    for new in planned(first).new:
        if new.adopted:
            text = brought[new.household_id].brought_code
            assert new.code.suffix in text.replace("-", "")


@settings(deadline=None)
@given(first_wave, second_wave)
def test_plans_made_head_by_head_are_the_plan_of_all(first: list[Applicant], second: list[Applicant]) -> None:
    issued, everybody = applied(planned(first), MemoryLedger()), [*first, *second]
    whole, parts = planned(everybody, issued), []
    for head in sorted({"", *HEADS.values()}):
        here = [one for one in everybody if HEADS.get(one.commune_code, "") == head]
        ids = {one.household_id for one in here}
        parts.append(planned(here, [one for one in issued if one.code.head == head or one.household_id in ids]))
    assert whole == Plan(
        new=tuple(new for part in parts for new in part.new),
        kept=tuple(kept for part in parts for kept in part.kept),
        refused=tuple(sorted(refusal for part in parts for refusal in part.refused)),
        findings=tuple(sorted(finding for part in parts for finding in part.findings)),
    )
