"""The web service, put together."""

import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Final

import uuid_utils
from fastapi import Depends, FastAPI
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from structlog.typing import FilteringBoundLogger

from app.api import deprecations, health, problems, reception, session
from app.api.batches import routes as batches
from app.api.contract import document
from app.api.contract.deprecated import DEPRECATED, Deprecated
from app.api.deprecations import DeprecationFields
from app.api.features import routes as features
from app.api.feeds import changes, exports, webhooks
from app.api.lookups import code_history, codes, communes, identifiers, land_and_streets, service_points
from app.api.maps import map_window, tiles
from app.api.middleware import BodyRefusals, ConditionalAnswers, HeadAsGet, RequestLog, SafetyHeaders, ThisMachineOnly
from app.api.officials import coverage, edits, findings, households, imports, lists, paper, reports
from app.api.pages import checkout, citizen, console, site
from app.api.parameters import given_once
from app.api.peers import proxy_networks
from app.api.questions import resolve, suggestions, verification
from app.api.serving import FindEngine, Serving, following
from app.excel.apart import ListWriter
from app.garbage import look_at_the_new_alone
from app.logs import make_logger, send_server_log_to
from app.reaudit import ReAuditor
from app.settings import Settings
from app.webhooks.sending import Sender
from geocoding.errors import SnapshotError
from geocoding.snapshot.store import SnapshotHolder

DESCRIPTION = "A postal code for every household of Hanoi, and one service that resolves any Hanoi address."

MAX_BODY: Final = 4 * 1024**2
"""Bytes of a request; the largest questions are lists of household ids."""

PARTS: Final = (
    resolve,
    suggestions,
    code_history,
    codes,
    land_and_streets,
    identifiers,
    service_points,
    verification,
    communes,
    session,
    coverage,
    findings,
    households,
    edits,
    lists,
    imports,
    batches,
    changes,
    webhooks,
    reports,
    paper,
    tiles,
    features,
    exports,
    map_window,
    site,
    console,
    citizen,
    checkout,
    health,
    deprecations,
    problems,
)
"""The modules whose routes make up the service."""


def create_app(
    settings: Settings,
    *,
    find_engine: FindEngine | None = None,
    logger: FilteringBoundLogger | None = None,
    deprecated: Mapping[str, Deprecated] = DEPRECATED,
) -> FastAPI:
    """The service over the published snapshot, or over another engine when one is given."""
    app = FastAPI(
        title="Vpostcode",
        summary=DESCRIPTION,
        version=version("vpostcode"),
        lifespan=_lifespan,
        redirect_slashes=False,
        docs_url=None,  # the framework's pages load scripts from elsewhere
        redoc_url=None,
        # The framework's own telemetry records exception texts, and those can hold an address.
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    app.state.serving = Serving(find_engine or _published(settings))
    app.state.settings, app.state.deprecated = settings, deprecated
    app.state.public_url = settings.public_url
    app.state.proxies = proxy_networks(settings.proxies)
    app.state.list_writer = ListWriter(settings.db_url)
    app.state.coverage_target = settings.coverage_target
    app.state.webhook_sender = Sender(loopback=settings.webhook_loopback)
    log = logger or make_logger()
    problems.install(app)
    document.describe(app, deprecated=deprecated)
    for part in PARTS:
        app.include_router(part.router, dependencies=[Depends(given_once)])
    # The last added is the outermost.
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=MAX_BODY)  # routes that take files say otherwise
    app.add_middleware(BodyRefusals)
    app.add_middleware(ConditionalAnswers)
    app.add_middleware(DeprecationFields, deprecated=deprecated)
    reception.install(app, settings, logger=log)
    app.add_middleware(HeadAsGet)
    app.add_middleware(RequestLog, logger=log, clock=time.perf_counter, new_id=_new_id)
    app.add_middleware(SafetyHeaders)
    return app


def create_serving_app() -> FastAPI:
    """The service as its environment describes it; what the server's worker processes call."""
    logger = make_logger()
    send_server_log_to(logger)
    settings = Settings()
    app = create_app(settings, logger=logger)
    if settings.demo:
        app.add_middleware(ThisMachineOnly)
    look_at_the_new_alone()
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open the snapshot before the first request, without one the service says so; audit what changes meanwhile."""
    with suppress(SnapshotError):
        app.state.serving.current()
    auditor = ReAuditor(app.state.register, clock=lambda: datetime.now(UTC), walk_m=app.state.settings.walk_m)
    auditor.start()
    with reception.opened(app):
        yield
    auditor.stop()


def _published(settings: Settings) -> FindEngine:
    return following(SnapshotHolder(settings.snapshots, check_s=settings.snapshot_check_s))


def _new_id() -> str:
    return str(uuid_utils.uuid7())
