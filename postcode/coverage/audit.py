"""The audit of one commune: every rule over everything known, and the figures."""

from dataclasses import dataclass

from postcode.coverage.asked import with_questions
from postcode.coverage.check_addresses import check_addresses
from postcode.coverage.check_codes import check_codes
from postcode.coverage.check_fields import check_fields
from postcode.coverage.check_land import check_layers, check_parcels
from postcode.coverage.check_numbers import check_numbers
from postcode.coverage.check_places import check_places
from postcode.coverage.check_ways import check_ways
from postcode.coverage.figures import Figure, figures_of
from postcode.coverage.finding import Finding, importance
from postcode.coverage.register import CommuneRegister

CHECKS = (
    check_codes,
    check_fields,
    check_addresses,
    check_places,
    check_ways,
    check_numbers,
    check_parcels,
    check_layers,
)
"""Every family of rules; each looks at the commune by itself."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit of one commune gave: its findings, worst first, and its figures."""

    commune_code: str
    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]


def audit_register(commune: CommuneRegister) -> Audit:
    """The findings and figures of a commune; the same register gives the same, in the same order."""
    findings = with_questions(commune, [finding for check in CHECKS for finding in check(commune)])
    findings.sort(key=lambda finding: (-importance(finding), finding.rule.value, finding.subject))
    return Audit(commune.code, tuple(findings), figures_of(commune))
