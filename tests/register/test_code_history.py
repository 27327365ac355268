"""The life of a code over HTTP, as a code ends when its household moves off its land."""

from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.access.principal import Role
from app.workflow.model import EditKind
from postcode.code import read_stored
from tests.api.callers import caller, calling_as, official
from tests.editing.town import ABROAD, HOME, MORNING, Town, household_id, land, spot

OPERATOR = caller(Role.OPERATOR)


@pytest.fixture
def codes(town: Town) -> tuple[str, str]:
    """The retired code of house 1 and the one that it has since it was moved, printed."""
    before = town.household(1).code
    town.done(EditKind.MOVE, 1, point=spot(2, north_m=9.0), parcels=(land(2),))
    return read_stored(before).printed(), read_stored(town.household(1).code).printed()


def history(client: TestClient, code: str, who: Any, **asked: str) -> Any:
    with calling_as(client, who):
        return client.get(f"/v1/codes/{code}/history", params=asked)


def test_a_retired_code_tells_when_it_was_issued_what_ended_it_and_what_carries_on(
    client: TestClient, codes: tuple[str, str]
) -> None:
    old, new = codes
    for who in (OPERATOR, official(HOME), caller(Role.AUDITOR)):
        told = history(client, old, who).json()
        assert (told["live"], told["successors"], told["household_id"]) == (False, [new], household_id(1))
        assert [(one["code"], one["live"], one["kind"]) for one in told["steps"]] == [
            (old, False, "replaced"),
            (new, True, None),
        ]


@pytest.mark.parametrize("who", [caller(Role.SHOP), official(ABROAD)])
def test_who_may_not_see_histories_learns_the_successor_only(
    client: TestClient, codes: tuple[str, str], who: Any
) -> None:
    told = history(client, codes[0], who, as_of=MORNING.date().isoformat()).json()
    assert (told["live"], told["successors"]) == (False, [codes[1]])
    assert (told["household_id"], told["steps"], told["then"]) == (None, None, None)


def test_a_live_code_has_no_successor(client: TestClient, codes: tuple[str, str]) -> None:
    told = history(client, codes[1], OPERATOR).json()
    assert (told["live"], told["successors"]) == (True, [])


def test_the_code_of_a_day_is_the_one_that_was_live_when_it_ended(client: TestClient, codes: tuple[str, str]) -> None:
    day = MORNING.date()
    assert history(client, codes[0], OPERATOR, as_of=day.isoformat()).json()["then"] == codes[1]
    assert history(client, codes[0], OPERATOR, as_of=(day - timedelta(days=1)).isoformat()).json()["then"] is None


def test_a_code_is_that_of_a_day_only_until_it_was_retired(client: TestClient, town: Town) -> None:
    code = read_stored(town.household(2).code).printed()
    town.approve(*town.propose(EditKind.RETIRE, 2), at=MORNING + timedelta(days=2))
    for days, then in ((-1, None), (0, code), (1, code), (2, None), (9, None)):
        day = MORNING.date() + timedelta(days=days)
        assert history(client, code, OPERATOR, as_of=day.isoformat()).json()["then"] == then


def test_others_are_refused_and_unknown_codes_are_not_issued(client: TestClient, codes: tuple[str, str]) -> None:
    assert client.get(f"/v1/codes/{codes[0]}/history").status_code == 401
    assert history(client, "11111-2345678", OPERATOR).json()["type"] == "/problems/code-not-issued"
    assert history(client, "abc", OPERATOR).json()["type"] == "/problems/code-malformed"
