"""A finding: one breach of one rule by one subject, with an identity that outlives audits."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from geocoding.model import ParcelKey, Point
from postcode.coverage.catalogue import CATALOGUE
from postcode.coverage.register import AuditedHousehold
from postcode.coverage.rules import RuleCode, Severity

Fact = str | int | float
Facts = Mapping[str, Fact]

PEOPLE_PER_HOUSEHOLD = 3.6
"""Hanoi, census of 2019: 8.05 million people in over 2.2 million households (english.hanoi.gov.vn)."""

SEVERITY_WEIGHT: Mapping[Severity, int] = {Severity.ERROR: 9, Severity.WARNING: 3, Severity.NOTICE: 1}
QUESTION_WEIGHT = 10
"""By doublings too, so that one stubborn machine cannot lead the worklist."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach. `subject` names what breaks the rule ("household:…", "parcel:…", "way:…", "commune:…").

    `households` are the ids of those affected, `homes` their number where they are not known one by one; `parcel`
    is the cadastral key as text, "" without one. `failed_questions` is how many ended there without a household.
    """

    rule: RuleCode
    subject: str
    commune_code: str
    point: Point | None = None
    households: tuple[str, ...] = ()
    homes: int = 0
    parcel: str = ""
    facts: Facts = field(default_factory=dict)
    failed_questions: int = 0

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits that depend on rule and subject alone, so that every audit finds it again."""
        return blake2b(f"{self.rule.value}\n{self.subject}".encode(), digest_size=8).hexdigest()

    @property
    def severity(self) -> Severity:
        """How grave the rule is."""
        return CATALOGUE[self.rule].severity

    @property
    def people(self) -> int:
        """About how many people live with it."""
        return round(max(len(self.households), self.homes) * PEOPLE_PER_HOUSEHOLD)


def importance(finding: Finding) -> int:
    """The place of a finding in the worklist, highest first: severity, people, and questions that failed there.

    People count by doublings, so that a notice about a whole street does not hide an error about one household.
    """
    doublings = math.log2(1 + finding.people)
    asked = round(QUESTION_WEIGHT * math.log2(1 + finding.failed_questions))
    return SEVERITY_WEIGHT[finding.severity] * round(10 + 10 * doublings) + asked


def of_household(rule: RuleCode, household: AuditedHousehold, **facts: Fact) -> Finding:
    """A finding about one household."""
    return Finding(
        rule=rule,
        subject=f"household:{household.id}",
        commune_code=household.commune_code,
        point=household.point,
        households=(household.id,),
        parcel=str(household.parcels[0]) if household.parcels else "",
        facts=facts,
    )


def of_group(rule: RuleCode, group: list[AuditedHousehold], *, subject: str, **facts: Fact) -> Finding:
    """A finding about several households that belong together; it stands at the first."""
    first = group[0]
    return Finding(
        rule=rule,
        subject=subject,
        commune_code=first.commune_code,
        point=first.point,
        households=tuple(household.id for household in group),
        parcel=str(first.parcels[0]) if first.parcels else "",
        facts={**facts, "households": len(group)},
    )


def of_parcel(rule: RuleCode, key: ParcelKey, point: Point, **facts: Fact) -> Finding:
    """A finding about a parcel of the cadastre; one home is presumed on it."""
    return Finding(
        rule=rule,
        subject=f"parcel:{key}",
        commune_code=key.commune_code,
        point=point,
        homes=1,
        parcel=str(key),
        facts=facts,
    )


def of_commune(rule: RuleCode, code: str, *, homes: int, **facts: Fact) -> Finding:
    """A finding about a commune as a whole, which touches that many homes."""
    return Finding(rule=rule, subject=f"commune:{code}", commune_code=code, homes=homes, facts=facts)
