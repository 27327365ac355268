"""A street of six houses on parcels of 10 m, each with its code, in phường 00070; and one house in 00082.

| 1 | 2 | 3 | 4 | 5 | 6 |        ... 1 km ...        | 1 |
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from shapely import box
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.access.principal import Principal
from app.assign import applicants
from app.db import read
from app.db.engine import read_session, write_session
from app.db.facts import seed_facts
from app.db.ledger import issued_codes, record_plan
from app.db.load import load_communes, load_households, load_parcels
from app.editing.deciding import Decided, approve, refuse
from app.editing.locking import lock_household, unlock_household
from app.editing.proposing import Proposal, propose
from app.editing.undoing import undo
from app.workflow.decisions import Outcome
from app.workflow.model import Edit, EditKind, Wanted
from geocoding.crs import to_survey, to_wgs84
from geocoding.layers.rows import CommuneOutline
from geocoding.model import Accuracy, Address, ParcelKey, Point
from postcode.assignment import plan_codes
from postcode.editions import current_edition
from tests.api.callers import official
from tests.db.rows import HERE, dataset, household, parcel

HOME, ABROAD = "00070", "00082"
MORNING = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
"""Nine o'clock in Hanoi."""
AN, BINH, CHI = (official(HOME, name=name) for name in ("an", "binh", "chi"))
STRANGER = official(ABROAD, name="stranger")
X, Y = to_survey(HERE)


def spot(number: float, *, north_m: float = 5.0, away_m: float = 0.0) -> Point:
    """A point on parcel `number`, in its middle unless told otherwise."""
    return to_wgs84(X + away_m + (number - 0.5) * 10.0, Y + north_m)


def land(number: int, commune_code: str = HOME) -> ParcelKey:
    return ParcelKey(commune_code, "1", str(number))


def household_id(number: int) -> str:
    return f"01890a5d-ac96-774b-bcce-b302099a80{number:02x}"


@dataclass
class Town:
    """The town in a register, and short words for what officials do in it."""

    engine: Engine
    numbers: count[int] = field(default_factory=lambda: count(0x10))

    @staticmethod
    def founded(engine: Engine) -> Town:
        ids = map(household_id, count(1))
        with write_session(engine) as session:
            seed_facts(session)
            number = dataset(session)
            for code, away in ((HOME, 0.0), (ABROAD, 1_000.0)):
                shape = box(X - 100 + away, Y - 100, X + 400 + away, Y + 100)
                load_communes(session, [CommuneOutline(code, date(2025, 7, 1), shape, "test")], dataset_id=number)
            plots = [(HOME, n, 0.0) for n in range(1, 7)] + [(ABROAD, 1, 1_000.0)]
            load_parcels(session, [_plot(*plot) for plot in plots], dataset_id=number)
            load_households(session, [_house(*plot) for plot in plots], dataset_id=number, new_id=lambda: next(ids))
            plan = plan_codes(
                applicants(session, read.household_communes(session)), issued_codes(session), edition=current_edition()
            )
            record_plan(session, plan, at=MORNING)
        return Town(engine)

    def new_id(self) -> str:
        return f"01890a5d-ac96-774b-bcce-b302099b{next(self.numbers):04x}"

    def write(self, step: Callable[[Session], Any]) -> Any:
        with write_session(self.engine) as session:
            return step(session)

    def propose(
        self,
        kind: EditKind,
        *numbers: int,
        by: Principal = AN,
        at: datetime = MORNING,
        reason: str = "Người dân báo",
        **wanted: Any,
    ) -> tuple[Edit, ...]:
        asked = Proposal(kind, tuple(map(household_id, numbers)), Wanted(**wanted), reason, "ảnh biển số")
        edition = current_edition()
        return self.write(lambda s: propose(s, asked, caller=by, edition=edition, now=at, new_id=self.new_id))

    def approve(self, *edits: Edit, by: Principal = BINH, at: datetime = MORNING) -> list[Decided]:
        ids = [one.id for one in edits]
        edition = current_edition()
        return list(self.write(lambda s: approve(s, ids, caller=by, reason="", edition=edition, now=at)))

    def refuse(self, *edits: Edit, by: Principal = BINH, at: datetime = MORNING) -> list[Decided]:
        return list(self.write(lambda s: refuse(s, [one.id for one in edits], caller=by, reason="sai", now=at)))

    def undo(self, edit: Edit, *, by: Principal = BINH, at: datetime = MORNING) -> Decided:
        return self.write(lambda s: undo(s, edit.id, caller=by, reason="nhầm", now=at))

    def lock(self, number: int, *, by: Principal = AN, at: datetime = MORNING) -> Any:
        return self.write(lambda s: lock_household(s, household_id(number), caller=by, now=at))

    def unlock(self, number: int, *, by: Principal = AN, at: datetime = MORNING) -> Any:
        return self.write(lambda s: unlock_household(s, household_id(number), caller=by, now=at))

    def done(self, kind: EditKind, *numbers: int, **wanted: Any) -> Decided:
        """Propose and approve, with success."""
        (decided,) = self.approve(*self.propose(kind, *numbers, **wanted))
        assert decided.outcome is Outcome.APPROVED
        return decided

    def household(self, number: int | str) -> read.StoredHousehold:
        wanted = household_id(number) if isinstance(number, int) else number
        return self.households()[wanted]

    def households(self) -> dict[str, read.StoredHousehold]:
        with read_session(self.engine) as session:
            return {one.id: one for one in read.households(session)}


def _plot(commune_code: str, number: int, away_m: float) -> Any:
    west = X + away_m + (number - 1) * 10.0
    shape = box(west, Y, west + 10.0, Y + 10.0)
    return parcel(key=land(number, commune_code), shape=shape, label=spot(number, away_m=away_m))


def _house(commune_code: str, number: int, away_m: float) -> Any:
    return household(
        f"{commune_code}-{number}",
        address=Address(house_number=str(2 * number), street="Hàng Trống"),
        commune_code=commune_code,
        point=spot(number, away_m=away_m),
        parcels=(land(number, commune_code),),
        accuracy=Accuracy.DOOR,
    )
