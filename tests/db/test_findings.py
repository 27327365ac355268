"""Findings outlive audits on both databases."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from app.db.engine import read_session, write_session
from app.db.facts import seed_facts
from app.db.findings import (
    AuditRun,
    Synced,
    audit_runs,
    mark_changed,
    marked_communes,
    place_buildings,
    store_run,
    sync_findings,
    unmark,
)
from app.db.load import load_buildings, load_communes, load_households
from app.db.tables import BuildingTable, FindingHouseholdTable, FindingTable
from geocoding.model import Point
from postcode.coverage.figures import Figure, FigureKey
from postcode.coverage.finding import Finding
from postcode.coverage.rules import RuleCode
from tests.db.rows import NOON, building, dataset, household, outline

COMMUNE = "00070"
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def ids(engine: Engine) -> list[str]:
    """The ids of three households."""
    names = iter([f"00000000-0000-7000-8000-00000000000{n}" for n in range(3)])
    with write_session(engine) as session:
        rows = [household(f"h{n}") for n in range(3)]
        load_households(session, rows, dataset_id=dataset(session), new_id=lambda: next(names))
    return [f"00000000-0000-7000-8000-00000000000{n}" for n in range(3)]


def finding(*households: str, rule: RuleCode = RuleCode.HH_NUMBER_REPEATED, subject: str = "address:1") -> Finding:
    return Finding(
        rule,
        subject,
        COMMUNE,
        point=Point(lon=105.85, lat=21.03),
        households=households,
        facts={"households": len(households)},
    )


def stored(session: Session) -> FindingTable:
    return session.scalars(select(FindingTable)).one()


def sync(engine: Engine, *findings: Finding, at: datetime = NOON) -> Synced:
    with write_session(engine) as session:
        return sync_findings(session, COMMUNE, findings, at=at)


def judge(engine: Engine, disposition: str) -> None:
    with write_session(engine) as session:
        session.execute(update(FindingTable).values(disposition=disposition, reason="true"))


def test_the_same_audit_again_changes_nothing(engine: Engine, ids: list[str]) -> None:
    assert sync(engine, finding(*ids[:2])) == Synced(added=1)
    assert sync(engine, finding(*ids[:2]), at=LATER) == Synced()
    with read_session(engine) as session:
        assert stored(session).first_seen_at == NOON


def test_a_finding_that_is_not_found_again_is_gone_and_kept(engine: Engine, ids: list[str]) -> None:
    sync(engine, finding(*ids[:2]))
    assert sync(engine, at=LATER) == Synced(gone=1)
    assert sync(engine, at=LATER + timedelta(hours=1)) == Synced()
    with read_session(engine) as session:
        assert stored(session).gone_at == LATER


def test_a_finding_that_comes_back_keeps_its_first_day(engine: Engine, ids: list[str]) -> None:
    sync(engine, finding(*ids[:2]))
    sync(engine, at=LATER)
    assert sync(engine, finding(*ids[:2]), at=LATER) == Synced(changed=1)
    with read_session(engine) as session:
        assert (stored(session).first_seen_at, stored(session).gone_at) == (NOON, None)


def test_what_a_person_decided_survives_audits(engine: Engine, ids: list[str]) -> None:
    sync(engine, finding(*ids))
    judge(engine, "declare_true")
    sync(engine, finding(*ids[:2]), at=LATER)
    with read_session(engine) as session:
        assert stored(session).disposition == "declare_true"
        assert session.scalars(select(FindingHouseholdTable.household_id)).all() == ids[:2]


def test_a_decided_finding_that_touches_further_households_is_open_again(engine: Engine, ids: list[str]) -> None:
    sync(engine, finding(*ids[:2]))
    judge(engine, "declare_true")
    sync(engine, finding(*ids), at=LATER)
    with read_session(engine) as session:
        assert stored(session).disposition == ""


def test_an_audit_does_not_end_what_people_reported(engine: Engine) -> None:
    reported = finding(rule=RuleCode.REPORT_WRONG_PLACE, subject="report:1")
    with write_session(engine) as session:
        sync_findings(session, "00229", [replace(reported, commune_code=COMMUNE)], at=NOON)
    assert sync(engine, at=LATER) == Synced()


def test_findings_of_another_commune_are_left_alone(engine: Engine, ids: list[str]) -> None:
    sync(engine, finding(*ids))
    with write_session(engine) as session:
        assert sync_findings(session, "00229", [], at=LATER) == Synced()


def test_a_day_has_one_run_and_days_make_the_trend(engine: Engine) -> None:
    figure = Figure(FigureKey.LIVE, 3, 4, "register", NOON.date())
    with write_session(engine) as session:
        for at in (NOON, LATER, NOON + timedelta(days=1)):
            store_run(session, AuditRun(COMMUNE, at.date(), at, 4, (figure,)))
    with read_session(engine) as session:
        runs = audit_runs(session, COMMUNE)
    assert [run.at for run in runs] == [LATER, NOON + timedelta(days=1)]
    assert runs[0].figures == (figure,)


def test_a_mark_stays_when_another_change_came_during_the_audit(engine: Engine) -> None:
    with write_session(engine) as session:
        mark_changed(session, COMMUNE, at=LATER)
        unmark(session, COMMUNE, marked_at=NOON)
        assert marked_communes(session) == {COMMUNE: LATER}
        unmark(session, COMMUNE, marked_at=LATER)
        assert marked_communes(session) == {}


def test_buildings_are_placed_once_in_the_commune_of_that_day(engine: Engine) -> None:
    with write_session(engine) as session:
        seed_facts(session)
        number = dataset(session, layer="communes")
        load_communes(session, [outline(), outline(valid_on=date(2025, 1, 1))], dataset_id=number)
        load_buildings(session, [building()], dataset_id=number)
        assert place_buildings(session, on=NOON.date()) == 1
        assert place_buildings(session, on=NOON.date()) == 0
        assert session.scalars(select(BuildingTable.commune_code)).one() == COMMUNE
