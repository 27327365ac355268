"""Two officials at their work: whatever they do in whatever order, the laws of the register hold."""

import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from app.access.principal import Principal
from app.db.engine import migrate, open_engine, read_session
from app.db.ledger import issued_codes, recorded_successions
from app.db.trail import trail, trail_end
from app.errors import EditInvalid, HouseholdLocked
from app.workflow.decisions import LOCK_TIME, Outcome
from app.workflow.model import Edit, EditKind, Wanted
from app.workflow.trail import check
from geocoding.model import HouseholdStatus
from postcode.lifecycle import heirs, latest_successions
from tests.editing.town import AN, BINH, HOME, MORNING, Town, household_id, land, spot

people = st.sampled_from([AN, BINH])
numbers = st.integers(1, 6)


class Office(RuleBasedStateMachine):
    edits = Bundle("edits")

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        engine = open_engine(f"sqlite:///{Path(self.folder.name) / 'register.sqlite'}")
        migrate(engine)
        self.town, self.now, self.owners = Town.founded(engine), MORNING, {}
        self.held: dict[int, tuple[Principal, object]] = {}

    def teardown(self) -> None:
        self.folder.cleanup()

    def proposed(self, kind: EditKind, *households: int, by: Principal, **wanted: object) -> object:
        try:
            edits = self.town.propose(kind, *households, by=by, at=self.now, **wanted)
        except (EditInvalid, HouseholdLocked):
            return multiple()
        for number in households:
            if self.held.get(number, (None,))[0] is by:
                del self.held[number]
        return multiple(*edits)

    @rule(target=edits, number=numbers, by=people, text=st.sampled_from(["2A", "7", ""]))
    def correct(self, number: int, by: Principal, text: str) -> object:
        return self.proposed(EditKind.CORRECT, number, by=by, house_number=text)

    @rule(target=edits, number=numbers, by=people, north_m=st.integers(1, 9), onto=st.none() | numbers)
    def move(self, number: int, by: Principal, north_m: int, onto: int | None) -> object:
        where = {} if onto is None else {"parcels": (land(onto),)}
        return self.proposed(EditKind.MOVE, number, by=by, point=spot(onto or number, north_m=north_m), **where)

    @rule(target=edits, chosen=st.lists(numbers, min_size=1, max_size=3, unique=True), by=people)
    def certify(self, chosen: list[int], by: Principal) -> object:
        return self.proposed(EditKind.CERTIFY, *chosen, by=by)

    @rule(target=edits, number=numbers, by=people)
    def retire(self, number: int, by: Principal) -> object:
        return self.proposed(EditKind.RETIRE, number, by=by)

    @rule(target=edits, chosen=st.lists(numbers, min_size=2, max_size=3, unique=True), by=people)
    def merge(self, chosen: list[int], by: Principal) -> object:
        return self.proposed(EditKind.MERGE, *chosen, by=by, into=household_id(chosen[0]))

    @rule(target=edits, number=numbers, by=people)
    def split(self, number: int, by: Principal) -> object:
        return self.proposed(EditKind.SPLIT, number, by=by, parts=(Wanted(house_number="B"),))

    @rule(target=edits, number=numbers, by=people)
    def add(self, number: int, by: Principal) -> object:
        wanted = {"commune_code": HOME, "house_number": "C", "point": spot(number), "parcels": (land(number),)}
        return self.proposed(EditKind.ADD, by=by, **wanted)

    @rule(chosen=st.lists(edits, min_size=1, max_size=4), by=people)
    def approve(self, chosen: list[Edit], by: Principal) -> None:
        for decided in self.town.approve(*chosen, by=by, at=self.now):
            if decided.outcome is Outcome.APPROVED:
                assert decided.edit.proposed.by.id != by.id

    @rule(edit=edits, by=people)
    def refuse(self, edit: Edit, by: Principal) -> None:
        before = self.town.households()
        self.town.refuse(edit, by=by, at=self.now)
        assert self.town.households() == before

    @rule(edit=edits, by=people)
    def undo(self, edit: Edit, by: Principal) -> None:
        before = self.town.households()
        decided = self.town.undo(edit, by=by, at=self.now)
        if decided.outcome is not Outcome.UNDONE:
            assert self.town.households() == before
            return
        for target in decided.edit.targets:
            after = self.town.household(target.household_id)
            if target.before is None:
                assert (after.status, after.code) == (HouseholdStatus.RETIRED, "")
            else:
                assert (after.address, after.status, after.code) == (
                    *(target.before.address, target.before.status),
                    target.code_before,
                )

    @rule(number=numbers, by=people)
    def lock(self, number: int, by: Principal) -> None:
        holder, until = self.held.get(number, (by, self.now))
        try:
            self.town.lock(number, by=by, at=self.now)
        except HouseholdLocked:
            assert holder is not by
            assert until > self.now  # type: ignore[operator]
        else:
            assert holder is by or until <= self.now  # type: ignore[operator]
            self.held[number] = (by, self.now + LOCK_TIME)

    @rule(hours=st.sampled_from([0.5, 1, 2, 9]))
    def wait(self, hours: float) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def every_code_stays_with_its_household_and_each_has_one_at_most(self) -> None:
        with read_session(self.town.engine) as session:
            issued = list(issued_codes(session))
        now = {one.code: one.household_id for one in issued}
        assert now.items() >= self.owners.items()
        self.owners = now
        assert max(Counter(one.household_id for one in issued if one.live).values(), default=1) == 1

    @invariant()
    def households_that_live_have_a_code_and_retired_ones_have_none(self) -> None:
        for one in self.town.households().values():
            assert bool(one.code) is (one.status is not HouseholdStatus.RETIRED)

    @invariant()
    def retired_codes_lead_to_living_households_only(self) -> None:
        with read_session(self.town.engine) as session:
            issued = list(issued_codes(session))
            latest = latest_successions(one for one, _ in recorded_successions(session))
        live = {one.household_id: one.code for one in issued if one.live}
        for one in issued:
            assert set(heirs(one.household_id, live=live, latest=latest)) <= set(live)

    @invariant()
    def the_trail_holds(self) -> None:
        with read_session(self.town.engine) as session:
            count, head = trail_end(session)
            assert check(trail(session), count=count, head=head).broken is None


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
