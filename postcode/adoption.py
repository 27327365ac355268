"""Codes that households bring along: adopted where they lie on their own land, reported where not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from postcode.clash import centres_inside
from postcode.code import Vpostcode, grid_cell, parse
from postcode.errors import CodeMalformed
from postcode.olc import cell_of
from postcode.plan import Applicant, Finding, IssuedCode


@dataclass(frozen=True, slots=True)
class Brought:
    """A well-formed code that a household brought."""

    applicant: Applicant
    code: Vpostcode


@dataclass(frozen=True, slots=True)
class Judged:
    """The brought codes that may be adopted, in the order given, and why the others may not."""

    adoptable: tuple[Brought, ...]
    findings: tuple[Finding, ...]


def judge(applicants: Iterable[Applicant]) -> Judged:
    """The brought codes that lie where their households live; applicants that bring none are passed over."""
    readings = [_read(applicant) for applicant in applicants if applicant.brought_code.strip()]
    readable = [reading for reading in readings if isinstance(reading, Brought)]
    unreadable = [reading for reading in readings if isinstance(reading, Finding)]
    fits = _lie_at_home(readable)
    away = [
        finding(brought.applicant, "brought-code-elsewhere", str(brought.code))
        for brought, fit in zip(readable, fits, strict=True)
        if not fit
    ]
    adoptable = tuple(brought for brought, fit in zip(readable, fits, strict=True) if fit)
    return Judged(adoptable, findings=(*unreadable, *away))


def differing(applicant: Applicant, kept: IssuedCode) -> tuple[Finding, ...]:
    """The finding that a household with a live code brings another; a head may differ, editions change it."""
    if not applicant.brought_code.strip():
        return ()
    match _read(applicant):
        case Brought(code=code) if code.suffix == kept.code.suffix and code.unit in ("", kept.code.unit):
            return ()
    return (finding(applicant, "brought-code-differs", f"{applicant.brought_code} / {kept.code}"),)


def finding(applicant: Applicant, rule: str, detail: str) -> Finding:
    """A finding about an applicant."""
    return Finding(applicant.external_id, applicant.household_id, rule, detail)


def _read(applicant: Applicant) -> Brought | Finding:
    try:
        parsed = parse(applicant.brought_code)
    except CodeMalformed as error:
        return finding(applicant, "brought-code-malformed", f"{error.reason}: {error.text}")
    if parsed.check_ok is False:
        return finding(applicant, "brought-check-wrong", applicant.brought_code)
    return Brought(applicant, parsed.code)


def _lie_at_home(brought: Sequence[Brought]) -> list[bool]:
    """Whether each cell holds its household's point or else has its centre on the household's own land."""
    cells = [grid_cell(one.code, reference=one.applicant.point) for one in brought]
    fits = [cell == cell_of(one.applicant.point) for one, cell in zip(brought, cells, strict=True)]
    footprints = {
        place: one.applicant.footprint
        for place, one in enumerate(brought)
        if not fits[place] and one.applicant.footprint is not None
    }
    inside = centres_inside(list(footprints.values()), [cells[place] for place in footprints])
    for place, value in zip(footprints, inside, strict=True):
        fits[place] = value
    return fits
