"""Coverage and findings as people read them: one shape for the screen, the command line, Excel and GeoJSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.coverage_facts import facts_in_words
from app.db.city_frame import communes_on
from app.db.commune import reference_counts
from app.db.findings import AuditRun, audit_runs, latest_runs
from app.db.worklist import FindingState, StoredFinding, count_findings
from geocoding.layers.rows import ReferenceCount
from postcode.coverage.catalogue import CATALOGUE
from postcode.coverage.figures import DEFINITIONS, Figure, FigureKey, sum_of
from postcode.coverage.rules import RuleCode, Severity
from postcode.words import Words

SMALL = 10
"""A commune with fewer households shows no figures to the public, so that nobody can be singled out."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure counts, in both languages."""

    key: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference count with who counted and when."""

    count: int
    source: str
    dated_on: date


@dataclass(frozen=True, slots=True)
class SeverityCounts:
    """How many findings are open."""

    error: int = 0
    warning: int = 0
    notice: int = 0


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure with its definition; a share is value over of."""

    key: str
    value: int
    of: int
    share: float | None
    vi: str
    en: str
    source: str
    dated_on: date


@dataclass(frozen=True, slots=True)
class AreaCoverage:
    """The coverage of a commune, or of the city (code ""); figures are None where they are hidden or not audited."""

    code: str
    name: str
    households: int | None
    certified_live: int | None
    share_certified: float | None
    reference: Reference | None
    share_of_reference: float | None
    target: float
    findings: SeverityCounts
    audited_at: datetime | None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """The share of certified households on a day."""

    on: date
    share_certified: float | None


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """How many findings of one rule are open, and how many a person settled."""

    rule: str
    severity: str
    open: int
    waived: int
    sent_on: int
    declared: int


@dataclass(frozen=True, slots=True)
class CityCoverage:
    """The whole city and each of its communes."""

    as_of: date
    definitions: tuple[Definition, ...]
    city: AreaCoverage
    communes: tuple[AreaCoverage, ...]


@dataclass(frozen=True, slots=True)
class CommuneCoverage:
    """One commune with its trend, all its figures and its findings by rule."""

    area: AreaCoverage
    as_of: date
    trend: tuple[TrendPoint, ...]
    figures: tuple[FigureView, ...]
    by_rule: tuple[RuleCounts, ...]


RuleNumbers = Mapping[RuleCode, Mapping[FindingState, int]]


def city_coverage(session: Session, *, on: date, target: float, hides_small: bool) -> CityCoverage:
    """The coverage of the city and of every commune of that day, from their last audits."""
    latest = latest_runs(session)
    counts, references = count_findings(session, on=on), reference_counts(session)
    if hides_small:
        # Left out of the sums too: else the difference to the city would tell.
        latest = {code: run for code, run in latest.items() if run.households >= SMALL}
    areas = tuple(
        _area(
            code,
            name,
            run=latest.get(code),
            reference=references.get(code),
            findings=counts.get(code, {}),
            target=target,
        )
        for code, name in communes_on(session, on).items()
    )
    return CityCoverage(
        as_of=on,
        definitions=tuple(Definition(key.value, words.vi, words.en) for key, words in DEFINITIONS.items()),
        city=_city(areas, latest, target=target),
        communes=areas,
    )


def certified_shares(session: Session, *, hides_small: bool) -> Mapping[str, float | None]:
    """The share of households with a certified live code of every audited commune, as `city_coverage` tells it."""
    return {
        code: _share(run.figures)
        for code, run in latest_runs(session).items()
        if not hides_small or run.households >= SMALL
    }


def commune_coverage(
    session: Session, code: str, *, on: date, target: float, hides_small: bool
) -> CommuneCoverage | None:
    """The coverage of one commune; None when no commune of that day has the code."""
    name = communes_on(session, on).get(code)
    if name is None:
        return None
    runs = audit_runs(session, code)
    latest = runs[-1] if runs else None
    numbers = count_findings(session, on=on, commune_code=code).get(code, {})
    reference = reference_counts(session, [code]).get(code)
    area = _area(code, name, run=latest, reference=reference, findings=numbers, target=target)
    if hides_small and _is_small(area):
        return CommuneCoverage(_hidden(area), on, trend=(), figures=(), by_rule=())
    return CommuneCoverage(
        area=area,
        as_of=on,
        trend=tuple(TrendPoint(run.dated_on, _share(run.figures)) for run in runs),
        figures=figure_views(latest.figures if latest is not None else ()),
        by_rule=_by_rule(numbers),
    )


def figure_views(figures: Iterable[Figure]) -> tuple[FigureView, ...]:
    """Figures with their definitions."""
    return tuple(
        FigureView(
            key=figure.key.value,
            value=figure.value,
            of=figure.of,
            share=figure.share,
            vi=DEFINITIONS[figure.key].vi,
            en=DEFINITIONS[figure.key].en,
            source=figure.source,
            dated_on=figure.dated_on,
        )
        for figure in figures
    )


def finding_words(finding: StoredFinding) -> Words:
    """What is wrong, with the facts of this one finding."""
    text, facts = CATALOGUE[finding.rule].text, facts_in_words(finding.facts)
    return Words(f"{text.vi} ({facts.vi})", f"{text.en} ({facts.en})") if facts.vi else text


def _area(
    code: str,
    name: str,
    *,
    run: AuditRun | None,
    reference: ReferenceCount | None,
    findings: RuleNumbers,
    target: float,
) -> AreaCoverage:
    figures = {figure.key: figure for figure in (run.figures if run is not None else ())}
    certified = figures.get(FigureKey.CERTIFIED_LIVE)
    households = certified.of if certified is not None else None
    return AreaCoverage(
        code=code,
        name=name,
        households=households,
        certified_live=certified.value if certified is not None else None,
        share_certified=certified.share if certified is not None else None,
        reference=None if reference is None else Reference(reference.count, reference.source, reference.dated_on),
        share_of_reference=_ratio(households, None if reference is None else reference.count),
        target=target,
        findings=_open(findings),
        audited_at=run.at if run is not None else None,
    )


def _city(areas: Iterable[AreaCoverage], latest: Mapping[str, AuditRun], *, target: float) -> AreaCoverage:
    """The sums over the communes; against the reference counts only those communes that have one."""
    audited = [area for area in areas if area.households is not None]
    city = {figure.key: figure for figure in sum_of(run.figures for run in latest.values())}
    certified, registered = city.get(FigureKey.CERTIFIED_LIVE), city.get(FigureKey.REGISTERED_OF_REFERENCE)
    return AreaCoverage(
        code="",
        name="Hà Nội",
        households=certified.of if certified is not None else None,
        certified_live=certified.value if certified is not None else None,
        share_certified=certified.share if certified is not None else None,
        reference=None if registered is None else Reference(registered.of, registered.source, registered.dated_on),
        share_of_reference=None if registered is None else registered.share,
        target=target,
        findings=SeverityCounts(
            error=sum(area.findings.error for area in audited),
            warning=sum(area.findings.warning for area in audited),
            notice=sum(area.findings.notice for area in audited),
        ),
        audited_at=min((area.audited_at for area in audited if area.audited_at is not None), default=None),
    )


def _is_small(area: AreaCoverage) -> bool:
    return area.households is not None and area.households < SMALL


def _hidden(area: AreaCoverage) -> AreaCoverage:
    """The area without figures when it has too few households to show them."""
    if not _is_small(area):
        return area
    return AreaCoverage(area.code, area.name, None, None, None, None, None, area.target, SeverityCounts(), None)


def _open(numbers: RuleNumbers) -> SeverityCounts:
    totals = dict.fromkeys(Severity, 0)
    for rule, by_state in numbers.items():
        totals[CATALOGUE[rule].severity] += by_state.get(FindingState.OPEN, 0)
    return SeverityCounts(totals[Severity.ERROR], totals[Severity.WARNING], totals[Severity.NOTICE])


def _by_rule(numbers: RuleNumbers) -> tuple[RuleCounts, ...]:
    return tuple(
        RuleCounts(
            rule=code.value,
            severity=CATALOGUE[code].severity.value,
            open=numbers[code].get(FindingState.OPEN, 0),
            waived=numbers[code].get(FindingState.WAIVED, 0),
            sent_on=numbers[code].get(FindingState.SENT_ON, 0),
            declared=numbers[code].get(FindingState.DECLARED, 0),
        )
        for code in CATALOGUE
        if code in numbers
    )


def _share(figures: Iterable[Figure]) -> float | None:
    return next((figure.share for figure in figures if figure.key is FigureKey.CERTIFIED_LIVE), None)


def _ratio(value: int | None, of: int | None) -> float | None:
    return round(value / of, 4) if value is not None and of else None
