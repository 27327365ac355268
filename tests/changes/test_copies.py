"""A copy made by the program of the how-to is the register's own table, whenever it began and however it went on."""

import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.access.principal import Principal
from app.api.feeds.change_schemas import printed, state_out
from app.assign import applicants
from app.changes.comparing import state_of
from app.changes.model import ChangeKind
from app.db.changes import drop_changes
from app.db.engine import migrate, open_engine, read_session, write_session
from app.db.ledger import issued_codes, record_plan
from app.db.load import load_households
from app.db.read import household_communes, households
from app.db.register import LazyRegister
from app.editing.proposing import Proposal, propose
from app.errors import EditInvalid
from app.issue_keys import issue_key
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from app.workflow.decisions import Outcome
from app.workflow.model import Edit, EditKind, Wanted
from geocoding.model import Address, HouseholdStatus
from postcode.assignment import plan_codes
from postcode.editions import current_edition
from postcode.errors import LedgerError
from postcode.lifecycle import rehead
from tests.access.test_keys import WANTED
from tests.api.callers import calling_as, official
from tests.api.city import MemoryEngine
from tests.changes.asking import OFFICER, OPERATOR, asker, changes
from tests.changes.conftest import serving
from tests.conftest import ROOT
from tests.db.rows import dataset, household
from tests.editing.town import ABROAD, AN, HOME, MORNING, Town, household_id, land, spot
from tests.listening import listening

PAGE = ROOT / "docs" / "how-to" / "keep-a-copy.md"
STEPS = 10
CALLERS: tuple[Principal, ...] = (OFFICER, OPERATOR, official(HOME), official(ABROAD))


def program() -> SimpleNamespace:
    """The program of the how-to, as it stands on the page."""
    (source,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {"__name__": "keep_a_copy"}
    exec(compile(source, str(PAGE), "exec"), names)
    return SimpleNamespace(**names)


KEEP = program()


def table(copy: sqlite3.Connection) -> dict[str, tuple[str, str, Any]]:
    rows = copy.execute("SELECT id, commune_code, code, state FROM household")
    return {one: (commune, code, json.loads(state)) for one, commune, code, state in rows}


def truth(town: Town, by: Principal) -> dict[str, tuple[str, str | None, Any]]:
    """What the register itself says, read past the feed."""
    with read_session(town.engine) as session:
        return {
            one.id: (
                one.commune_code,
                printed(one.code),
                json.loads(state_out(state_of(one), caller=by).model_dump_json()),
            )
            for one in households(session)
            if one.code and by.covers(one.commune_code)
        }


class History:
    """One random life of the town, which can be repeated by its seed."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town, self.chance, self.approved = town, Random(seed), []  # type: ignore[var-annotated]
        self.head, self.row = 20_000 + seed * 100, 0
        self.done: set[str] = set()

    def step(self) -> None:
        """Do one thing; what the rules of the day forbid is not done."""
        what = self.chance.choice(self.things())
        try:
            if what() is not None:
                self.done.add(what.__name__)
        except (EditInvalid, LedgerError):
            return

    def things(self) -> list[Callable[[], object]]:
        """What can happen."""
        people = [self.correct, self.move, self.retire, self.merge, self.split, self.add, self.undo]
        return [*people, self.rehead, self.assign, self.reimport]

    def living(self) -> list[str]:
        found = self.town.households().values()
        return sorted(one.id for one in found if one.status is not HouseholdStatus.RETIRED and one.commune_code == HOME)

    def carry_out(self, kind: EditKind, *ids: str, **wanted: Any) -> Edit | None:
        asked = Proposal(kind, ids, Wanted(**wanted), "r", "e")
        edition, new_id = current_edition(), self.town.new_id
        edits = self.town.write(lambda s: propose(s, asked, caller=AN, edition=edition, now=MORNING, new_id=new_id))
        decided = self.town.approve(*edits)
        self.approved += [one.edit for one in decided if one.outcome is Outcome.APPROVED]
        return edits[0]

    def one(self) -> str:
        return self.chance.choice(self.living() or [household_id(1)])

    def correct(self) -> object:
        return self.carry_out(EditKind.CORRECT, self.one(), house_number=f"{self.chance.randint(1, 99)}A")

    def move(self) -> object:
        onto, north_m = self.chance.randint(1, 6), self.chance.randint(1, 9)
        where = {"parcels": (land(onto),)} if self.chance.random() < 0.6 else {}
        return self.carry_out(EditKind.MOVE, self.one(), point=spot(onto, north_m=north_m), **where)

    def retire(self) -> object:
        return self.carry_out(EditKind.RETIRE, self.one())

    def merge(self) -> object:
        several = self.chance.sample(self.living(), min(2, len(self.living())))
        return self.carry_out(EditKind.MERGE, *several, into=several[0] if several else "")

    def split(self) -> object:
        return self.carry_out(EditKind.SPLIT, self.one(), parts=(Wanted(house_number="B"),))

    def add(self) -> object:
        number = self.chance.randint(1, 6)
        wanted = {"commune_code": HOME, "house_number": "C", "point": spot(number), "parcels": (land(number),)}
        return self.carry_out(EditKind.ADD, **wanted)

    def undo(self) -> object:
        if not self.approved:
            return None
        edit = self.approved.pop(self.chance.randrange(len(self.approved)))
        return self.town.undo(edit)

    def rehead(self) -> object:
        self.head += 1
        edition = current_edition()
        edition = replace(edition, heads={**edition.heads, HOME: str(self.head)})

        def step(session: Any) -> object:
            communes = {one.household_id: one.commune_code for one in applicants(session, household_communes(session))}
            record_plan(session, rehead(issued_codes(session), communes=communes, edition=edition), at=MORNING)
            return True

        return self.town.write(step)

    def assign(self) -> object:
        """A house that a file brings, and its code."""

        def step(session: Any) -> object:
            self.row += 1
            place = spot(self.chance.randint(1, 6), north_m=self.chance.randint(1, 9))
            row = household(f"new-{self.row}", commune_code=HOME, point=place)
            load_households(session, [row], dataset_id=dataset(session), new_id=self.town.new_id)
            plan = plan_codes(
                applicants(session, household_communes(session)), issued_codes(session), edition=current_edition()
            )
            record_plan(session, plan, at=MORNING)
            return True

        return self.town.write(step)

    def reimport(self) -> object:
        """A file that says otherwise of a house, and may put it into the other commune."""

        def step(session: Any) -> object:
            number = self.chance.randint(1, 6)
            address = Address(house_number=str(self.chance.randint(1, 9)), street="Hàng Trống")
            commune = self.chance.choice([HOME, HOME, ABROAD])
            row = household(f"{HOME}-{number}", address=address, commune_code=commune, point=spot(number))
            load_households(session, [row], dataset_id=dataset(session))
            return True

        return self.town.write(step)


def run(client: TestClient, town: Town, seed: int) -> History:
    """Live through a history, begin a copy before every step, and compare all copies at the end and in between."""
    history, chance = History(town, seed), Random(seed + 1)
    copies: list[tuple[Principal, sqlite3.Connection]] = []
    for _ in range(STEPS):
        by = chance.choice(CALLERS)
        copies.append((by, sqlite3.connect(":memory:")))
        KEEP.keep(copies[-1][1], asker(client, by))
        history.step()
        who, some = chance.choice(copies)
        KEEP.take_changes(some, asker(client, who), limit=chance.randint(1, 30))
        assert table(some) == truth(town, who)
    for by, copy in copies:
        KEEP.take_changes(copy, asker(client, by), limit=chance.randint(5, 40))
        assert table(copy) == truth(town, by)
    return history


def test_copies_begun_at_any_time_equal_the_register_after_twenty_random_histories(tmp_path: Path) -> None:
    founded = tmp_path / "founded.sqlite"
    engine = open_engine(f"sqlite:///{founded}")
    migrate(engine)
    Town.founded(engine)
    done: set[str] = set()
    told: set[str] = set()
    for seed in range(20):
        file = tmp_path / f"{seed}.sqlite"
        with sqlite3.connect(founded) as source, sqlite3.connect(file) as target:
            source.backup(target)
        town = Town(open_engine(f"sqlite:///{file}"))
        with serving(town, tmp_path) as client:
            done |= run(client, town, seed).done
            told |= {line["kind"] for line in changes(client)}
    assert done == {one.__name__ for one in History(town, 0).things()}
    assert told == {kind.value for kind in ChangeKind} - {"left"}


@pytest.mark.parametrize("seed", range(20, 24))
def test_copies_equal_the_register_on_either_database(client: TestClient, town: Town, seed: int) -> None:
    assert len(run(client, town, seed).done) >= 3


def test_a_copy_that_has_waited_too_long_begins_again_by_itself(client: TestClient, town: Town) -> None:
    copy, ask = sqlite3.connect(":memory:"), asker_that_may_refuse(client)
    KEEP.keep(copy, ask)
    town.done(EditKind.RETIRE, 1)
    list(ask("/v1/changes?after=7"))
    with write_session(town.engine) as session:
        drop_changes(session, before=MORNING + timedelta(days=36_500))
    KEEP.keep(copy, ask)
    assert table(copy) == truth(town, OFFICER)


def test_an_answer_that_is_cut_off_changes_nothing(client: TestClient, town: Town) -> None:
    copy, ask = sqlite3.connect(":memory:"), asker(client, OFFICER)
    KEEP.keep(copy, ask)
    before = table(copy)
    town.done(EditKind.RETIRE, 1)
    for take in (KEEP.take_whole, KEEP.take_changes):
        with pytest.raises(ConnectionError):
            take(copy, lambda path: list(ask(path))[:-1])
        assert table(copy) == before
    KEEP.keep(copy, ask)
    assert table(copy) == truth(town, OFFICER)


def test_a_line_that_is_missing_is_noticed(client: TestClient, town: Town) -> None:
    copy, ask = sqlite3.connect(":memory:"), asker(client, OFFICER)
    KEEP.keep(copy, ask)
    for number in (1, 2, 3):
        town.done(EditKind.CORRECT, number, house_number="9Z")
        list(ask("/v1/changes?after=7"))

    def without_the_second(path: str) -> list[Any]:
        first, _, *rest = ask(path)
        return [first, *rest]

    with pytest.raises(KEEP.StartAgain):
        KEEP.take_changes(copy, without_the_second)


def test_the_program_runs_as_it_stands_over_a_connection(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = LazyRegister(town.engine.url.render_as_string(hide_password=False))
    key = issue_key(register, WANTED, at=MORNING)
    settings = Settings(home=tmp_path, db=town.engine.url.render_as_string(hide_password=False))
    app = create_app(settings, find_engine=MemoryEngine, logger=make_logger(StringIO()))
    with listening(app) as url:
        monkeypatch.setenv("VPOSTCODE_URL", url)
        monkeypatch.setenv("VPOSTCODE_KEY", key.written())
        copy = sqlite3.connect(":memory:")
        KEEP.keep(copy)
        town.done(EditKind.RETIRE, 1)
        KEEP.keep(copy)
        assert table(copy) == truth(town, OPERATOR)
        with write_session(town.engine) as session:
            drop_changes(session, before=MORNING + timedelta(days=36_500))
        with pytest.raises(KEEP.StartAgain):
            list(KEEP.fetch("/v1/changes?after=1"))
    register.engine.dispose()


def asker_that_may_refuse(client: TestClient) -> Any:
    def fetch(path: str) -> Any:
        with calling_as(client, OFFICER):
            answer = client.get(path)
        if answer.status_code == 410:
            raise KEEP.StartAgain
        return [json.loads(line) for line in answer.text.splitlines()]

    return fetch
