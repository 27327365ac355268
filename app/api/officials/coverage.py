"""`/v1/coverage` and `/v1/rules`: how complete the communes are, and by which rules they are measured."""

from dataclasses import asdict
from datetime import UTC, date, datetime

from fastapi import APIRouter, Request

from app.access.principal import Scope
from app.api.access import Caller, needs
from app.api.disclosure import hides_small
from app.api.officials.coverage_schemas import CityCoverageOut, CommuneCoverageOut, RuleOut, RulesOut
from app.api.parameters import NoQuery
from app.api.register import Register
from app.api.schemas import Text
from app.coverage import city_coverage, commune_coverage
from app.errors import CommuneUnknown
from postcode.coverage.catalogue import CATALOGUE

router = APIRouter(prefix="/v1", tags=["coverage"])


@router.get("/coverage", operation_id="listCoverage", dependencies=[needs(Scope.COVERAGE)])
def list_coverage(_: NoQuery, caller: Caller, register: Register, request: Request) -> CityCoverageOut:
    """Coverage of the city and every commune, with definitions, sources and days."""
    with register.reading() as session:
        found = city_coverage(session, on=_today(), target=_target(request), hides_small=hides_small(caller, ""))
    return CityCoverageOut.model_validate(asdict(found))


@router.get("/coverage/{commune}", operation_id="getCoverage", dependencies=[needs(Scope.COVERAGE)])
def get_coverage(commune: str, _: NoQuery, caller: Caller, register: Register, request: Request) -> CommuneCoverageOut:
    """Coverage of one commune: trend, figures, findings by rule."""
    with register.reading() as session:
        found = commune_coverage(
            session, commune, on=_today(), target=_target(request), hides_small=hides_small(caller, commune)
        )
    if found is None:
        raise CommuneUnknown
    parts = asdict(found)
    return CommuneCoverageOut.model_validate({**parts.pop("area"), **parts})


@router.get("/rules", operation_id="listRules", dependencies=[needs(Scope.PUBLIC)])
async def list_rules(_: NoQuery) -> RulesOut:
    """The catalogue of audit rules."""
    return RulesOut(
        rules=tuple(
            RuleOut(
                rule=rule.code,
                severity=rule.severity,
                about=rule.about,
                text=Text(vi=rule.text.vi, en=rule.text.en),
                suggestion=Text(vi=rule.suggestion.vi, en=rule.suggestion.en),
                source=rule.source,
            )
            for rule in CATALOGUE.values()
        )
    )


def _target(request: Request) -> float:
    target: float = request.app.state.coverage_target
    return target


def _today() -> date:
    return datetime.now(UTC).date()
