"""Codes for the households that an approval leaves without one: planned against their neighbourhood only."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy.orm import Session

from app.assign import applicants_of
from app.db.corrections import stored_households
from app.db.ledger import issued_in_cells, issued_to, issued_under
from geocoding.model import HouseholdStatus
from postcode.assignment import plan_codes
from postcode.editions import Edition
from postcode.neighbourhood import bases_near
from postcode.plan import Applicant, IssuedCode, Plan


def plan_missing(session: Session, household_ids: Collection[str], *, edition: Edition) -> Plan:
    """The plan for those of some households that live without a code; the same that an assignment of all would make."""
    stored = stored_households(session, household_ids).values()
    lacking = [one for one in stored if not one.code and one.status is not HouseholdStatus.RETIRED]
    if not lacking:
        return Plan()
    applicants = list(applicants_of(session, lacking))
    issued = {one.code: one for one in _issued_around(session, applicants, edition=edition)}
    return plan_codes(applicants, issued.values(), edition=edition)


def _issued_around(session: Session, applicants: Sequence[Applicant], *, edition: Edition) -> Iterator[IssuedCode]:
    yield from issued_to(session, [one.household_id for one in applicants])
    bases: set[str] = set()
    whole: set[str] = set()
    for applicant in applicants:
        head = edition.heads.get(applicant.commune_code, "")
        near = bases_near(applicant, head=head)
        if near is None:
            whole.add(head)
        else:
            bases |= near
    yield from issued_in_cells(session, bases)
    for head in sorted(whole):
        yield from issued_under(session, head)
