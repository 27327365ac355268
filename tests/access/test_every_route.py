"""Every route × every kind of caller: the table says who gets in, and nothing of another commune gets out.

A new route is one line of `TABLE`; without it the first test fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

import pytest
from starlette.testclient import TestClient

from app.access.principal import ANONYMOUS, Principal, Role, Scope
from app.api.contract.routes import api_routes
from app.db.engine import migrate, open_engine
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from app.workflow.model import EditKind
from postcode.code import read_stored
from tests.access.test_scopes import scopes_of
from tests.api.callers import caller, calling_as, official
from tests.api.city import MemoryEngine
from tests.editing.town import ABROAD, HOME, Town, household_id

TABLE: Final = """
GET    /                                                            public
GET    /C/{code:path}                                               resolve
GET    /assets/{name:path}                                          public
GET    /c/{code:path}                                               resolve
GET    /console                                                     public
GET    /console/                                                    public
GET    /console/approve                                             public
GET    /console/communes                                            public
GET    /console/communes/{code}                                     public
GET    /console/files                                               public
GET    /console/households/{household_id}                           public
GET    /console/imports/{import_id}                                 public
GET    /console/map                                                 public
GET    /console/sign-in                                             public
GET    /console/worklist                                            public
GET    /demo/checkout                                               public
GET    /deprecations                                                public
GET    /livez                                                       public
GET    /map/communes.geojson?bbox=105,20,107,22                     public
GET    /map/households.geojson?bbox=105,20,107,22                   lists
GET    /map/parcels.geojson?bbox=105,20,107,22                      public
GET    /ogc                                                         public
GET    /ogc/                                                        public
GET    /ogc/api                                                     public
GET    /ogc/collections                                             public
GET    /ogc/collections/communes/items                              public
GET    /ogc/collections/communes/items/{code}                       public
GET    /ogc/collections/coverage/items                              coverage
GET    /ogc/collections/coverage/items/{code}                       coverage
GET    /ogc/collections/households/items                            lists
GET    /ogc/collections/households/items/{household_id}             lists
GET    /ogc/collections/parcels/items                               lists
GET    /ogc/collections/parcels/items/{key:path}                    lists
GET    /ogc/collections/service-points/items                        public
GET    /ogc/collections/service-points/items/{feature_id}           public
GET    /ogc/collections/{collection_id}                             public
GET    /ogc/conformance                                             public
GET    /problems/{name}                                             public
GET    /readyz                                                      public
GET    /robots.txt                                                  public
GET    /tra-cuu                                                     public
POST   /tra-cuu                                                     resolve
GET    /tra-cuu/bao-sai                                             public
POST   /tra-cuu/bao-sai                                             reports
GET    /tra-cuu/bien-nhan                                           reports
GET    /v1/batches                                                  batches
POST   /v1/batches                                                  batches
DELETE /v1/batches/{batch_id}                                       batches
GET    /v1/batches/{batch_id}                                       batches
GET    /v1/batches/{batch_id}/events                                batches
GET    /v1/batches/{batch_id}/result                                batches
GET    /v1/batches/{batch_id}/summary                               batches
GET    /v1/changes?after=0                                          changes
GET    /v1/changes?after=0&commune={commune}                        changes
GET    /v1/changes/full                                             changes
GET    /v1/changes/full?commune={commune}                           changes
GET    /v1/codes/{code:path}                                        resolve
GET    /v1/codes/{code:path}/history                                candidates
GET    /v1/communes                                                 public
GET    /v1/communes/{code}                                          public
GET    /v1/containers/houses?commune={commune}&street=Hàng Trống    lists
GET    /v1/containers/streets?commune={commune}                     lists
GET    /v1/coverage                                                 coverage
GET    /v1/coverage/{commune}                                       coverage
GET    /v1/exports                                                  exports
GET    /v1/exports/{dataset_version}/{file}                         exports
GET    /v1/findings?commune={commune}                               findings
GET    /v1/findings.xlsx?commune={commune}                          findings
POST   /v1/findings/dispositions                                    findings:settle
POST   /v1/findings/{finding_id}/disposition                        findings:settle
GET    /v1/identifiers/{scheme}/{value:path}                        addresses
GET    /v1/parcels?commune={commune}&sheet=1&number=1               lists
POST   /v1/plates.pdf                                               register:read
POST   /v1/register/decisions                                       register:approve
GET    /v1/register/edits?commune={commune}                         register:read
POST   /v1/register/edits                                           register:edit
GET    /v1/register/edits/{edit_id}                                 register:read
GET    /v1/register/edits/{edit_id}/evidence                        register:read
PUT    /v1/register/edits/{edit_id}/evidence                        register:edit
POST   /v1/register/edits/{edit_id}/undo                            register:edit
GET    /v1/register/households?commune={commune}                    register:read
GET    /v1/register/households.xlsx?commune={commune}               register:read
GET    /v1/register/households/{household_id}                       register:read
GET    /v1/register/households/{household_id}/certificate.pdf       register:read
DELETE /v1/register/households/{household_id}/lock                  register:edit
POST   /v1/register/households/{household_id}/lock                  register:edit
POST   /v1/register/imports?commune={commune}                       register:edit
GET    /v1/register/imports/{import_id}                             register:edit
POST   /v1/register/imports/{import_id}/propose                     register:edit
POST   /v1/reports                                                  reports
GET    /v1/reports/{receipt}                                        reports
GET    /v1/resolve?q=Phố Thử                                        resolve
GET    /v1/reverse?lat=21.03&lon=105.85                             resolve
GET    /v1/rules                                                    public
DELETE /v1/session                                                  public
GET    /v1/service-points/near?lat=21.03&lon=105.85                 resolve
GET    /v1/session                                                  public
POST   /v1/session                                                  public
GET    /v1/suggest?q=Phố                                            resolve
GET    /v1/tiles/communes/{z}/{x}/{y}.mvt                           public
GET    /v1/tiles/findings/{z}/{x}/{y}.mvt                           findings
GET    /v1/tiles/households/{z}/{x}/{y}.mvt                         lists
GET    /v1/tiles/parcels/{z}/{x}/{y}.mvt                            lists
GET    /v1/verify?code={code}&q=Phố Thử                             resolve
GET    /v1/walk.pdf?commune={commune}                               register:read
GET    /v1/webhooks                                                 changes
POST   /v1/webhooks                                                 changes
DELETE /v1/webhooks/{webhook_id}                                    changes
GET    /v1/webhooks/{webhook_id}                                    changes
GET    /v1/webhooks/{webhook_id}/deliveries                         changes
POST   /v1/webhooks/{webhook_id}/resume                             changes
POST   /v1/webhooks/{webhook_id}/secret                             changes
POST   /v1/webhooks/{webhook_id}/test                               changes
GET    /widget/{name}                                               public
"""

ANY_ID: Final = "01a202b5-8fa5-7627-8656-d0850902dfe5"
BINARY: Final = (".pdf", ".xlsx")


@dataclass(frozen=True)
class Row:
    """A request, and the scope that its route asks for."""

    method: str
    path: str
    scope: Scope

    @property
    def route(self) -> tuple[str, str]:
        """The route as the service declares it."""
        return self.method, self.path.partition("?")[0]


def rows() -> tuple[Row, ...]:
    found = []
    for line in TABLE.strip().splitlines():
        method, rest = line.split(maxsplit=1)
        path, scope = rest.rsplit(maxsplit=1)
        found.append(Row(method, path.strip(), Scope(scope)))
    return tuple(found)


ROWS: Final = rows()
WHO_AM_I: Final = Row("GET", "/v1/session", Scope.PUBLIC)
"""Open to all, and to nobody in particular it answers that nobody has signed in."""
CALLERS: Final = (ANONYMOUS, *(caller(role) for role in Role))


@dataclass(frozen=True)
class Service:
    """The service over the town, and values for the parameters of paths: things of the commune `HOME`."""

    client: TestClient
    values: dict[str, str]

    def ask(self, row: Row) -> tuple[int, str]:
        """Status and text of the answer to a row's request."""
        path = row.path.replace(":path}", "}").format_map(self.values)
        body = {} if row.method in {"GET", "DELETE"} else {"json": {}}
        answer = self.client.request(row.method, path, **body)  # type: ignore[arg-type]
        return answer.status_code, answer.text


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    home: Path = tmp_path_factory.mktemp("routes")
    engine = open_engine(f"sqlite:///{home / 'register.sqlite'}")
    migrate(engine)
    town = Town.founded(engine)
    (edit,) = town.propose(EditKind.CORRECT, 1, house_number="1A")
    limits = ("anonymous_rate", "anonymous_keystrokes_rate", "anonymous_codes_a_day", "anonymous_texts_a_day")
    settings = Settings(home=home, **dict.fromkeys(limits, 1_000_000))
    city = MemoryEngine()
    ids = dict.fromkeys(("batch_id", "webhook_id", "import_id", "finding_id"), ANY_ID)
    values = {
        **ids,
        "household_id": household_id(1),
        "edit_id": edit.id,
        "commune": HOME,
        "code": read_stored(town.household(1).code).printed(),
        "name": "page.css",
        "receipt": "K7QM-2D9F-X",
        "z": "16",
        "x": "52032",
        "y": "28848",
        "collection_id": "communes",
        "key": f"{HOME}-1-1",
        "feature_id": "0",
        "dataset_version": "1",
        "file": "x.gpkg",
        "scheme": "digital-address",
        "value": "1234567890",
    }
    app = create_app(settings, find_engine=lambda: city, logger=make_logger(StringIO()))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield Service(client, values)
    engine.dispose()


def test_the_table_has_every_route_with_the_scope_it_declares() -> None:
    app = create_app(Settings())
    declared = {
        (method, route.path): scope
        for route in api_routes(app.routes)
        for method in route.methods
        for scope in scopes_of(route)
    }
    assert {row.route: row.scope for row in ROWS} == declared


@pytest.mark.parametrize("who", CALLERS, ids=lambda one: one.id)
def test_a_caller_gets_into_the_routes_of_its_scopes_and_into_no_other(service: Service, who: Principal) -> None:
    wrong = []
    with calling_as(service.client, who):
        for row in ROWS:
            status, text = service.ask(row)
            is_refused = '"/problems/unauthenticated"' in text or '"/problems/forbidden"' in text
            is_page = row.path.startswith(("/c/", "/C/", "/tra-cuu"))  # for people a refusal is a page
            if row == WHO_AM_I:
                right = status == (200 if who.is_known else 401)
            elif who.may(row.scope):
                right = not is_refused
            else:
                right = status == (403 if who.is_known else 401) and (is_refused or is_page)
            if not right or status >= 500:
                wrong.append((row.method, row.path, status))
    assert wrong == []


def test_nothing_of_another_commune_gets_out(service: Service) -> None:
    """An official asks for things of another commune by their right names and ids."""
    leaks = []
    with calling_as(service.client, official(ABROAD, name="abroad")):
        for row in ROWS:
            status, text = service.ask(row)
            is_file = row.path.partition("?")[0].endswith(BINARY)
            if "Hàng Trống" in text or (is_file and status == 200):
                leaks.append((row.method, row.path, status))
            if row.path.startswith("/v1/register/") and not 400 <= status < 500:
                leaks.append((row.method, row.path, status))
    assert [leak for leak in leaks if leak[1] not in OWN_AREA] == []


OWN_AREA: Final = frozenset({"/v1/changes?after=0", "/v1/changes/full"})
"""Feeds that answer about the caller's own commune, in which there is a Phố Hàng Trống too."""


def test_feeds_without_a_commune_tell_of_the_own_one_only(service: Service) -> None:
    with calling_as(service.client, official(ABROAD, name="abroad")):
        for row in (row for row in ROWS if row.path in OWN_AREA):
            _, text = service.ask(row)
            assert household_id(7) in text
            assert household_id(1) not in text
