"""What every ledger does; a test class per implementation inherits it and gives the `ledger` fixture."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from postcode.code import Vpostcode
from postcode.errors import CodeNotLive, CodeNotRetired, CodeTaken, HouseholdHasCode
from postcode.ledger import Ledger
from postcode.lifecycle import joined, merge, replace_code, restore, retire, split
from postcode.plan import IssuedCode, NewCode, Plan, Succession, SuccessionKind

HOUSEHOLDS = tuple(f"01890a5d-ac96-774b-bcce-b302099a80{number:02x}" for number in range(1, 9))
"""The households that a ledger under test must know, none of which has a code."""

NOON = datetime(2026, 3, 1, 5, tzinfo=UTC)


def new_code(household: int = 0, *, suffix: str = "22F2345", unit: str = "", site: str = "parcel:a") -> NewCode:
    """A code for the household of that number."""
    return NewCode(HOUSEHOLDS[household], Vpostcode("11024", suffix, unit), site)


def plan(*new: NewCode) -> Plan:
    """A plan that issues just these codes."""
    return Plan(new=new)


def issued_of(new: Iterable[NewCode]) -> list[IssuedCode]:
    """The entries these codes become, sorted by code."""
    return sorted((IssuedCode(one.code, one.household_id, one.site) for one in new), key=lambda one: one.code)


def live_of(ledger: Ledger) -> dict[str, Vpostcode]:
    """The live code of each household."""
    return {one.household_id: one.code for one in ledger.issued() if one.live}


def live_spellings(ledger: Ledger) -> list[str]:
    """The live codes in their stored spelling, sorted."""
    return sorted(str(code) for code in live_of(ledger).values())


class LedgerContract:
    """Inherit, and give a fixture `ledger`: an empty ledger that knows `HOUSEHOLDS`."""

    def test_empty_ledger_has_issued_nothing(self, ledger: Ledger) -> None:
        assert list(ledger.issued()) == []

    def test_applied_codes_are_issued_and_live_in_order_of_code(self, ledger: Ledger) -> None:
        new = (
            new_code(0, unit="2506"),
            new_code(1),
            new_code(2, suffix="22F2343", site="household:x"),
            new_code(3, unit="2"),
        )
        ledger.apply(plan(*new), at=NOON)
        assert list(ledger.issued()) == issued_of(new)

    def test_later_plans_add_to_earlier_ones(self, ledger: Ledger) -> None:
        first, second = new_code(0), new_code(1, unit="2")
        ledger.apply(plan(first), at=NOON)
        ledger.apply(plan(second), at=NOON + timedelta(days=1))
        assert list(ledger.issued()) == issued_of([first, second])

    def test_empty_plan_changes_nothing(self, ledger: Ledger) -> None:
        ledger.apply(plan(new_code(0)), at=NOON)
        ledger.apply(plan(), at=NOON)
        assert len(list(ledger.issued())) == 1

    def test_same_plan_is_refused_the_second_time(self, ledger: Ledger) -> None:
        ledger.apply(plan(new_code(0), new_code(1, unit="2")), at=NOON)
        with pytest.raises((CodeTaken, HouseholdHasCode)):
            ledger.apply(plan(new_code(0), new_code(1, unit="2")), at=NOON)
        assert len(list(ledger.issued())) == 2

    def test_code_of_another_household_is_refused(self, ledger: Ledger) -> None:
        ledger.apply(plan(new_code(0)), at=NOON)
        with pytest.raises(CodeTaken) as refusal:
            ledger.apply(plan(new_code(1)), at=NOON)
        assert refusal.value.code == "1102422F2345"

    def test_second_live_code_of_a_household_is_refused(self, ledger: Ledger) -> None:
        ledger.apply(plan(new_code(0)), at=NOON)
        with pytest.raises(HouseholdHasCode) as refusal:
            ledger.apply(plan(new_code(0, suffix="22F2346")), at=NOON)
        assert (refusal.value.household_id, refusal.value.code) == (HOUSEHOLDS[0], "1102422F2345")

    def test_one_bad_code_keeps_the_whole_plan_out(self, ledger: Ledger) -> None:
        ledger.apply(plan(new_code(0)), at=NOON)
        with pytest.raises(CodeTaken):
            ledger.apply(plan(new_code(1, suffix="22F2342"), new_code(2), new_code(3, unit="9")), at=NOON)
        assert list(ledger.issued()) == issued_of([new_code(0)])

    def test_plan_that_repeats_a_code_is_refused_whole(self, ledger: Ledger) -> None:
        with pytest.raises(CodeTaken):
            ledger.apply(plan(new_code(0), new_code(1)), at=NOON)
        assert list(ledger.issued()) == []

    def test_plan_that_repeats_a_household_is_refused_whole(self, ledger: Ledger) -> None:
        with pytest.raises(HouseholdHasCode):
            ledger.apply(plan(new_code(0), new_code(0, unit="2")), at=NOON)
        assert list(ledger.issued()) == []

    def test_time_without_zone_is_refused(self, ledger: Ledger) -> None:
        with pytest.raises(ValueError, match="zone"):
            ledger.apply(plan(new_code(0)), at=datetime(2026, 3, 1, 12))  # noqa: DTZ001
        assert list(ledger.issued()) == []

    def test_time_in_any_zone_is_accepted(self, ledger: Ledger) -> None:
        ledger.apply(plan(new_code(0)), at=NOON.astimezone(timezone(timedelta(hours=7))))
        assert len(list(ledger.issued())) == 1

    def test_retired_code_stays_issued_without_being_live(self, ledger: Ledger) -> None:
        ledger.apply(plan(new_code(0), new_code(1, unit="2")), at=NOON)
        ledger.apply(retire([HOUSEHOLDS[0]], live=live_of(ledger)), at=NOON)
        assert [(str(one.code), one.live) for one in ledger.issued()] == [
            ("1102422F2345", False),
            ("1102422F2345/2", True),
        ]

    def test_retired_code_is_never_issued_again_not_even_to_its_household(self, ledger: Ledger) -> None:
        ledger.apply(plan(new_code(0)), at=NOON)
        ledger.apply(retire([HOUSEHOLDS[0]], live=live_of(ledger)), at=NOON)
        for household in (0, 1):
            with pytest.raises(CodeTaken):
                ledger.apply(plan(new_code(household)), at=NOON)

    def test_household_may_lose_a_code_and_get_another_in_one_plan(self, ledger: Ledger) -> None:
        ledger.apply(plan(new_code(0)), at=NOON)
        ledger.apply(joined(replace_code(HOUSEHOLDS[0], live=live_of(ledger)), plan(new_code(0, unit="2"))), at=NOON)
        assert live_spellings(ledger) == ["1102422F2345/2"]

    def test_successions_come_back_in_order_with_their_time(self, ledger: Ledger) -> None:
        ledger.apply(plan(new_code(0), new_code(1, unit="2")), at=NOON)
        first = merge(HOUSEHOLDS[:2], into=HOUSEHOLDS[0], live=live_of(ledger))
        second = split(HOUSEHOLDS[0], parts=HOUSEHOLDS[2:4])
        third = retire([HOUSEHOLDS[4]], live=live_of(ledger))
        for number, one in enumerate((first, second, third)):
            ledger.apply(one, at=NOON + timedelta(hours=number))
        assert list(ledger.successions()) == [
            (first.successions[0], NOON),
            (second.successions[0], NOON + timedelta(hours=1)),
            (third.successions[0], NOON + timedelta(hours=2)),
        ]
        assert first.successions[0].code == new_code(1, unit="2").code
        assert (third.successions[0].code, third.successions[0].successors) == (None, ())

    def test_code_that_is_not_live_cannot_end(self, ledger: Ledger) -> None:
        ledger.apply(plan(new_code(0), new_code(1, unit="2")), at=NOON)
        ending = retire([HOUSEHOLDS[0]], live=live_of(ledger))
        ledger.apply(ending, at=NOON)
        with pytest.raises(CodeNotLive):
            ledger.apply(ending, at=NOON)
        foreign = Succession(HOUSEHOLDS[2], SuccessionKind.ENDED, code=new_code(1, unit="2").code)
        with pytest.raises(CodeNotLive):
            ledger.apply(Plan(successions=(foreign,)), at=NOON)
        assert len(list(ledger.successions())) == 1

    def test_restored_household_has_its_own_code_again(self, ledger: Ledger) -> None:
        ledger.apply(plan(new_code(0)), at=NOON)
        before = list(ledger.issued())
        ledger.apply(retire([HOUSEHOLDS[0]], live=live_of(ledger)), at=NOON)
        ledger.apply(restore(before), at=NOON)
        assert list(ledger.issued()) == before

    def test_revival_must_fit_what_is_recorded(self, ledger: Ledger) -> None:
        ledger.apply(plan(new_code(0), new_code(1, unit="2")), at=NOON)
        first, second = ledger.issued()
        ledger.apply(retire([HOUSEHOLDS[0]], live=live_of(ledger)), at=NOON)
        never = issued_of([new_code(3, unit="9")])
        of_another = IssuedCode(first.code, HOUSEHOLDS[3], first.site)
        for wrong in (never, [of_another], [second]):
            with pytest.raises(CodeNotRetired):
                ledger.apply(restore(wrong), at=NOON)
        ledger.apply(plan(new_code(0, unit="3")), at=NOON)
        with pytest.raises(HouseholdHasCode):
            ledger.apply(restore([first]), at=NOON)
        assert live_spellings(ledger) == ["1102422F2345/2", "1102422F2345/3"]

    def test_one_bad_end_keeps_the_whole_plan_out(self, ledger: Ledger) -> None:
        ledger.apply(plan(new_code(0)), at=NOON)
        ending = retire([HOUSEHOLDS[0]], live=live_of(ledger))
        with pytest.raises(CodeNotLive):
            ledger.apply(joined(plan(new_code(1, unit="2")), ending, ending), at=NOON)
        assert live_spellings(ledger) == ["1102422F2345"]
        assert list(ledger.successions()) == []
