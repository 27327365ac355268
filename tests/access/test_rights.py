"""Who gets what of the questions: each role asks about the own commune and about another.

Statuses follow from the role's scopes and, where `commune` is in the line, from the caller's commune. The table of
every route is in `test_every_route.py`.
"""

from dataclasses import dataclass

import pytest
from starlette.testclient import TestClient

from app.access.principal import ANONYMOUS, SCOPES_OF, Principal, Role, Scope
from tests.api.callers import caller, calling_as
from tests.api.city import HOUSEHOLDS

OWN, OTHER = HOUSEHOLDS[0], HOUSEHOLDS[3]


@dataclass(frozen=True)
class Line:
    """A route, the scope it asks for, and a text that an answer shows only to those who may see addresses there."""

    path: str
    scope: Scope
    protected: str = ""


ROUTES = (
    Line("/livez", Scope.PUBLIC),
    Line("/v1/communes", Scope.PUBLIC),
    Line("/v1/communes/{commune}", Scope.PUBLIC),
    Line("/v1/resolve?q={street}", Scope.RESOLVE),
    Line("/v1/suggest?q={street}", Scope.RESOLVE),
    Line("/v1/codes/{code}", Scope.RESOLVE, "{id}"),
    Line("/v1/reverse?lat={lat}&lon={lon}", Scope.RESOLVE, "{id}"),
    Line("/v1/verify?code={code}&q=nothing", Scope.RESOLVE, "Số {number}, "),
    Line("/map/households.geojson?bbox={lon},{lat},{lon},{lat}", Scope.LISTS, '"sheet"'),
)


def filled(text: str, household: object) -> str:
    one = OWN if household is OWN else OTHER
    return text.format(
        commune=one.commune_code,
        street="Phố Thử",
        code=one.code,
        id=one.id,
        lat=one.point.lat,
        lon=one.point.lon,
        number=one.address.house_number,
    )


def callers() -> tuple[Principal, ...]:
    known = (caller(role, *((OWN.commune_code,) if role is Role.OFFICIAL else ())) for role in Role)
    return (ANONYMOUS, *known)


@pytest.mark.parametrize("line", ROUTES, ids=lambda line: line.path)
@pytest.mark.parametrize("who", callers(), ids=lambda one: f"{one.role}-{one.id}")
@pytest.mark.parametrize("household", [OWN, OTHER], ids=["own", "other"])
def test_a_role_gets_what_its_scopes_say_and_protected_parts_in_its_communes_only(
    public: TestClient, line: Line, who: Principal, household: object
) -> None:
    one = OWN if household is OWN else OTHER
    with calling_as(public, who):
        answer = public.get(filled(line.path, household))
    if not who.may(line.scope):
        assert answer.status_code == (403 if who.is_known else 401)
        return
    assert answer.status_code == 200
    if line.protected and line.scope is Scope.RESOLVE:
        shown = filled(line.protected, household) in answer.text
        assert shown is who.may_in(one.commune_code, Scope.ADDRESSES)
    if line.scope is Scope.LISTS:
        assert (len(answer.json()["features"]) == 1) is who.covers(one.commune_code)


def test_the_scopes_of_the_roles_are_as_documented() -> None:
    from tests.conftest import ROOT

    page = (ROOT / "docs" / "reference" / "access.md").read_text(encoding="utf-8")
    lines = (line.strip("| ").split("|") for line in page.splitlines() if line.startswith("| "))
    rows = [[cell.strip() for cell in line] for line in lines]
    head = next(row for row in rows if row[0] == "scope")
    told: dict[str, set[str]] = {role: set() for role in head[2:]}
    for row in (row for row in rows[rows.index(head) + 2 :] if len(row) == len(head)):
        for role, cell in zip(head[2:], row[2:], strict=True):
            if cell in {"✓", "own"}:
                told[role] |= {name.strip("` ") for name in row[0].split(",")}
    assert told == {role.value: {scope.value for scope in scopes} for role, scopes in SCOPES_OF.items()}
