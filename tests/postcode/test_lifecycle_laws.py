"""The laws of a code's life, over histories of assigning, retiring, merging, splitting, re-heading and undoing."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from postcode.assignment import plan_codes
from postcode.code import Vpostcode
from postcode.ledger import MemoryLedger
from postcode.lifecycle import heirs, joined, latest_successions, merge, rehead, replace_code, restore, retire, split
from postcode.plan import Applicant
from tests.postcode.makers import HEADS, HOAN_KIEM, applicant, beside, edition, square

START = datetime(2026, 3, 1, 5, tzinfo=UTC)
EDITIONS = (
    edition(),
    edition(heads={"00070": "11024", "00082": "11024"}),
    edition(heads=dict.fromkeys(HEADS, "11099")),
)
"""As it is; the second commune has joined the first; both have a new head."""


def dweller(number: int) -> Applicant:
    """A household in a crowd: six sites on 36 m², three to a site, in two communes."""
    site = number % 6
    point = beside(HOAN_KIEM, east_m=site % 3 * 2.0, north_m=site // 3 * 2.0)
    return applicant(
        f"{number:03}",
        site=f"parcel:{site}",
        point=point,
        footprint=square(point, side_m=2.0),
        commune_code="00070" if site % 2 else "00082",
        flat="0101" if number % 5 == 0 else "",
    )


class Life(RuleBasedStateMachine):
    @initialize()
    def empty(self) -> None:
        self.ledger, self.edition, self.steps = MemoryLedger(), EDITIONS[0], 0
        self.known: dict[str, Applicant] = {}
        self.ever: dict[Vpostcode, str] = {}

    @property
    def live(self) -> dict[str, Vpostcode]:
        return {one.household_id: one.code for one in self.ledger.issued() if one.live}

    def some(self, data: st.DataObject, least: int = 1) -> list[str]:
        return data.draw(st.lists(st.sampled_from(sorted(self.live)), min_size=least, max_size=3, unique=True))

    def apply(self, plan: object) -> None:
        self.steps += 1
        self.ledger.apply(plan, at=START + timedelta(minutes=self.steps))  # type: ignore[arg-type]

    @rule(count=st.integers(1, 4))
    def assign(self, count: int) -> None:
        newcomers = [dweller(len(self.known) + number) for number in range(count)]
        self.known |= {one.household_id: one for one in newcomers}
        self.apply(plan_codes(newcomers, self.ledger.issued(), edition=self.edition))

    @precondition(lambda self: self.live)
    @rule(data=st.data())
    def retire(self, data: st.DataObject) -> None:
        self.apply(retire(self.some(data), live=self.live))

    @precondition(lambda self: self.live)
    @rule(data=st.data())
    def retire_by_mistake(self, data: st.DataObject) -> None:
        chosen, before = self.some(data), list(self.ledger.issued())
        self.apply(retire(chosen, live=self.live))
        self.apply(restore([one for one in before if one.live and one.household_id in chosen]))
        assert list(self.ledger.issued()) == before

    @precondition(lambda self: len(self.live) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        chosen, before = self.some(data, 2), self.live
        self.apply(merge(chosen, into=chosen[0], live=before))
        assert self.live[chosen[0]] == before[chosen[0]]

    @precondition(lambda self: self.live)
    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        (one,), before = self.some(data)[:1], self.live
        part = dweller(len(self.known))
        self.known[part.household_id] = part
        new = plan_codes([part], self.ledger.issued(), edition=self.edition)
        self.apply(joined(split(one, parts=[part.household_id]), new))
        assert self.live[one] == before[one]

    @precondition(lambda self: self.live)
    @rule(data=st.data())
    def leave_the_land(self, data: st.DataObject) -> None:
        one = self.some(data)[0]
        freed = [replace(code, live=code.live and code.household_id != one) for code in self.ledger.issued()]
        plan = plan_codes([self.known[one]], freed, edition=self.edition)
        self.apply(joined(replace_code(one, live=self.live), plan))

    @rule(which=st.sampled_from(EDITIONS))
    def change_the_heads(self, which: object) -> None:
        self.edition = which
        communes = {name: one.commune_code for name, one in self.known.items()}
        before = self.live
        self.apply(rehead(self.ledger.issued(), communes=communes, edition=self.edition))
        assert {name: code.suffix for name, code in self.live.items()} == {n: c.suffix for n, c in before.items()}
        again = rehead(self.ledger.issued(), communes=communes, edition=self.edition)
        assert (again.new, again.successions) == ((), ())

    @invariant()
    def every_code_stays_with_the_household_it_was_issued_to(self) -> None:
        now = {one.code: one.household_id for one in self.ledger.issued()}
        assert now.items() >= self.ever.items()
        self.ever = now

    @invariant()
    def a_household_has_at_most_one_live_code(self) -> None:
        counted = Counter(one.household_id for one in self.ledger.issued() if one.live)
        assert max(counted.values(), default=1) == 1

    @invariant()
    def every_retired_code_leads_to_live_households_or_ended_for_good(self) -> None:
        live, latest = self.live, latest_successions(one for one, _ in self.ledger.successions())
        for one in self.ledger.issued():
            carriers = heirs(one.household_id, live=live, latest=latest)
            assert set(carriers) <= set(live)
            if one.live:
                assert carriers == (one.household_id,)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
