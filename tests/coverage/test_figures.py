"""The figures of coverage count what their definitions say."""

from dataclasses import replace
from datetime import date

import numpy as np

from geocoding.layers.rows import ReferenceCount
from geocoding.model import HouseholdStatus
from postcode.coverage.audit import audit_register
from postcode.coverage.figures import DEFINITIONS, Figure, FigureKey, figures_of, sum_of
from postcode.coverage.register import CommuneRegister
from postcode.coverage.services import Services
from tests.coverage.makers import CODE, TODAY, commune, house, spoilt

PROPOSED, DRAFT, RETIRED = HouseholdStatus.PROPOSED, HouseholdStatus.DRAFT, HouseholdStatus.RETIRED


def figure(register: CommuneRegister, key: FigureKey) -> tuple[int, int]:
    found = {one.key: one for one in figures_of(register)}[key]
    return found.value, found.of


def test_certified_households_with_a_live_code_count():
    assert figure(commune(), FigureKey.CERTIFIED_LIVE) == (21, 21)


def test_a_certified_household_without_code_does_not_count_but_is_measured_against():
    assert figure(spoilt(5, code=""), FigureKey.CERTIFIED_LIVE) == (20, 21)


def test_a_proposed_or_draft_household_with_a_code_does_not_count_but_is_measured_against():
    register = commune(replace(house(5), status=PROPOSED), replace(house(7), status=DRAFT))
    assert figure(register, FigureKey.CERTIFIED_LIVE) == (19, 21)
    assert figure(register, FigureKey.LIVE) == (21, 21)


def test_a_retired_household_is_neither_counted_nor_measured_against():
    register = spoilt(5, status=RETIRED)
    assert figure(register, FigureKey.CERTIFIED_LIVE) == (20, 20)
    assert figure(register, FigureKey.RETIRED) == (1, 21)


def test_the_reference_count_is_a_denominator_of_its_own():
    register = commune(reference=ReferenceCount(CODE, 42, date(2026, 4, 1), "census"))
    found = {one.key: one for one in figures_of(register)}[FigureKey.CERTIFIED_LIVE_OF_REFERENCE]
    assert (found.value, found.of, found.share, found.source, found.dated_on) == (
        *(21, 42, 0.5, "census"),
        date(2026, 4, 1),
    )


def test_without_reference_count_there_is_no_figure_against_one():
    keys = {one.key for one in figures_of(commune(reference=None))}
    against = {FigureKey.CERTIFIED_LIVE_OF_REFERENCE, FigureKey.REGISTERED_OF_REFERENCE}
    assert keys == set(FigureKey) - against - {FigureKey.NEAR_SERVICE_POINT}


def test_households_within_a_walk_of_a_service_point_are_counted_once():
    register = commune()
    places = register.places
    line = np.vstack([places[0], places[0] + (1e-3, 0.0), places[0] + (100_000.0, 0.0)])
    distances = np.hypot(*(places - places[0]).T)
    reach = float(np.sort(distances)[9]) + 0.01
    near = figure(replace(register, services=Services(line, reach)), FigureKey.NEAR_SERVICE_POINT)
    assert near == (10, 21)
    retired = replace(spoilt(5, status=RETIRED), services=Services(line, 1e6))
    assert figure(retired, FigureKey.NEAR_SERVICE_POINT) == (20, 20)


def test_the_figure_of_a_walk_states_its_metres_and_is_absent_without_service_points():
    found = {one.key: one for one in figures_of(replace(commune(), services=Services(commune().places[:1], 300.0)))}
    assert "300 m" in found[FigureKey.NEAR_SERVICE_POINT].source
    assert FigureKey.NEAR_SERVICE_POINT not in {one.key for one in figures_of(commune())}


def test_residential_parcels_are_settled_or_empty():
    register = commune(without=("h5",))
    assert figure(register, FigureKey.HOME_PARCELS_SETTLED) == (20, 21)
    assert figure(register, FigureKey.HOME_PARCELS_EMPTY) == (1, 21)


def test_a_share_of_nothing_is_no_share():
    assert Figure(FigureKey.LIVE, 0, 0, "", TODAY).share is None


def test_the_city_adds_up_its_communes():
    one = audit_register(commune()).figures
    city = {figure.key: figure for figure in sum_of([one, one])}
    assert (city[FigureKey.CERTIFIED_LIVE].value, city[FigureKey.CERTIFIED_LIVE].of) == (42, 42)


def test_every_figure_is_defined_in_both_languages():
    assert set(DEFINITIONS) == set(FigureKey)
