"""A street name that occurs in several communes: each commune is judged by its own street."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Engine, select

from app.audit import audit
from app.db.engine import migrate, open_engine, read_session, write_session
from app.db.facts import seed_facts
from app.db.load import load_communes, load_households, load_streets
from app.db.tables import FindingTable
from geocoding.layers.rows import CommuneOutline, HouseholdRow, Street
from geocoding.model import Accuracy, Address
from postcode.coverage.audit import audit_register
from postcode.coverage.rules import RuleCode
from tests.coverage.cases import swapped
from tests.coverage.makers import CODE, LANG, NGO_10, X, Y, commune, findings, place_of, spot
from tests.db.rows import dataset

OTHER = "00229"
AWAY_M = 4_000.0
"""How far east of the first commune the other lies."""


def elsewhere(drawn: BaseGeometry) -> BaseGeometry:
    return shapely.transform(drawn, lambda places: np.add(places, (AWAY_M, 0.0)))


def test_a_longer_street_of_the_same_name_elsewhere_changes_nothing():
    far = shapely.LineString([(X + 9_000, Y), (X + 9_000, Y + 5_000)])
    known = audit_register(swapped(5, 11)).findings
    streets = (LANG, NGO_10, replace(LANG, external_id="far", commune_code=OTHER, shape=far))
    assert known
    assert audit_register(replace(swapped(5, 11), streets=streets)).findings == known


def test_pieces_that_meet_are_judged_as_one_street():
    halves = [shapely.LineString([(X, Y + a), (X, Y + b)]) for a, b in ((200, 100), (100, 0))]
    pieces = tuple(replace(LANG, external_id=f"piece {n}", shape=half) for n, half in enumerate(halves))
    in_two = replace(swapped(5, 19), streets=(*pieces, NGO_10))
    assert findings(in_two, RuleCode.NUMBER_ORDER) == findings(swapped(5, 19), RuleCode.NUMBER_ORDER) != []


@pytest.fixture
def city(tmp_path: Path) -> Engine:
    """Two communes with a Phố Láng each, two of its houses swapped; in the second the numbers ascend the other way."""
    engine = open_engine(f"sqlite:///{tmp_path / 'register.sqlite'}")
    migrate(engine)
    outline = commune().outline
    assert outline is not None
    with write_session(engine) as session:
        seed_facts(session)
        number = dataset(session)
        shapes = {CODE: outline.shape, OTHER: elsewhere(outline.shape)}
        outlines = [CommuneOutline(code, date(2025, 7, 1), shape, "test") for code, shape in shapes.items()]
        load_communes(session, outlines, dataset_id=number)
        load_streets(session, list(map(lang_of, shapes)), dataset_id=number)
        load_households(session, [row for code in shapes for row in houses_of(code)], dataset_id=number)
    audit(engine, at=datetime(2026, 11, 22, tzinfo=UTC))
    return engine


def lang_of(code: str) -> Street:
    assert LANG.shape is not None
    shape = LANG.shape if code == CODE else elsewhere(LANG.shape)
    return replace(LANG, external_id=f"lang {code}", commune_code=code, shape=shape)


def houses_of(code: str) -> list[HouseholdRow]:
    exchanged = {5: 11, 11: 5}
    return [house_of(code, standing, exchanged.get(standing, standing)) for standing in range(1, 21)]


def house_of(code: str, standing: int, number: int) -> HouseholdRow:
    east_m, north_m = place_of(standing)
    point = spot(east_m, north_m) if code == CODE else spot(AWAY_M - east_m, 200.0 - north_m)
    address = Address(house_number=str(number), street="Láng")
    return HouseholdRow(f"{code} {standing}", address, commune_code=code, point=point, accuracy=Accuracy.DOOR)


def rules_of(engine: Engine, code: str) -> Counter[str]:
    with read_session(engine) as session:
        return Counter(session.scalars(select(FindingTable.rule).where(FindingTable.commune_code == code)))


def test_the_number_rules_speak_in_every_commune_that_has_the_name(city: Engine):
    first, second = rules_of(city, CODE), rules_of(city, OTHER)
    assert first[RuleCode.NUMBER_ORDER] == second[RuleCode.NUMBER_ORDER] == 2
    assert (first[RuleCode.NUMBER_DIRECTION], second[RuleCode.NUMBER_DIRECTION]) == (0, 1)
    assert not first[RuleCode.STREET_FAR] + second[RuleCode.STREET_FAR]
