"""Who gets which code: a pure plan from the applicants, the codes ever issued and an edition of the heads.

Households with a live code keep it. Of the others those with a brought code come first, then those whose own
cell is free, then those whose cell another site holds; within each step in planning order, so that the plan
is the same whatever the order of its input.
"""

from collections.abc import Iterable, Sequence

from geocoding.model import Accuracy
from postcode.adoption import Brought, differing, finding, judge
from postcode.clash import Ground, own_cells
from postcode.code import HEAD_LENGTH, Vpostcode, suffix_of
from postcode.editions import Edition
from postcode.errors import ApplicantRepeated
from postcode.occupancy import Occupancy
from postcode.olc import Cell, cell_of
from postcode.plan import Applicant, Finding, IssuedCode, NewCode, Plan, Refusal
from postcode.spelling import is_unit

__all__ = ["Applicant", "Finding", "IssuedCode", "NewCode", "Plan", "Refusal", "plan_codes"]

TOO_COARSE = frozenset({Accuracy.INTERPOLATED, Accuracy.CENTROID})
"""Positions that do not tell one house from the next, so no code can rest on them."""


def plan_codes(applicants: Iterable[Applicant], issued: Iterable[IssuedCode], *, edition: Edition) -> Plan:
    """The plan that gives every acceptable applicant exactly one live code, whatever the order of the input.

    Raises `ApplicantRepeated` when a household applies twice.
    """
    history = tuple(issued)
    live = {code.household_id: code for code in history if code.live}
    ordered = _in_planning_order(applicants)
    keepers = [applicant for applicant in ordered if applicant.household_id in live]
    others = [applicant for applicant in ordered if applicant.household_id not in live]
    refused = {refusal.household_id: refusal for one in others for refusal in _refusals(one, edition=edition)}
    draft = _Draft(Occupancy(history), edition=edition)
    draft.serve([applicant for applicant in others if applicant.household_id not in refused])
    for keeper in keepers:
        draft.findings += differing(keeper, live[keeper.household_id])
    return Plan(
        new=tuple(sorted(draft.new, key=lambda new: str(new.code))),
        kept=tuple(sorted((live[keeper.household_id] for keeper in keepers), key=lambda kept: str(kept.code))),
        refused=tuple(sorted(refused.values())),
        findings=tuple(sorted(draft.findings)),
    )


def _in_planning_order(applicants: Iterable[Applicant]) -> list[Applicant]:
    """By commune, sheet, parcel and external id; the random household id decides only between equal ones."""
    ordered = sorted(applicants, key=_planning_key)
    seen: set[str] = set()
    for applicant in ordered:
        if applicant.household_id in seen:
            raise ApplicantRepeated(applicant.household_id)
        seen.add(applicant.household_id)
    return ordered


def _planning_key(applicant: Applicant) -> tuple[str, ...]:
    sheet, number = (applicant.parcel.sheet, applicant.parcel.number) if applicant.parcel else ("", "")
    return (
        applicant.commune_code,
        sheet,
        number,
        applicant.external_id,
        applicant.site,
        applicant.household_id,
    )


def _refusals(applicant: Applicant, *, edition: Edition) -> tuple[Refusal, ...]:
    """The first reason why an applicant gets no code; empty when there is none."""
    if applicant.accuracy in TOO_COARSE:
        rule, detail = "position-too-coarse", applicant.accuracy.value
    elif applicant.commune_code not in edition.heads:
        rule, detail = "commune-without-head", applicant.commune_code
    else:
        return ()
    return (Refusal(applicant.external_id, applicant.household_id, rule, detail),)


class _Draft:
    """A plan in the making: what is given out so far."""

    def __init__(self, occupancy: Occupancy, *, edition: Edition) -> None:
        self._occupancy = occupancy
        self._edition = edition
        self.new: list[NewCode] = []
        self.findings: list[Finding] = []

    def serve(self, applicants: Sequence[Applicant]) -> None:
        """Give each applicant a code."""
        judged = judge(applicants)
        self.findings += judged.findings
        adopted = {brought.applicant.household_id for brought in judged.adoptable if self._adopt(brought)}
        displaced = [
            applicant
            for applicant in applicants
            if applicant.household_id not in adopted and not self._house(applicant, cell_of(applicant.point))
        ]
        self._rehouse(displaced)

    def _adopt(self, brought: Brought) -> bool:
        """Give the household the cell it brought, under the head of today, if it is still to be had."""
        applicant, code = brought.applicant, brought.code
        base = self._base(applicant, code.suffix)
        unit_is_used = code.unit != "" and self._occupancy.is_used(base, code.unit)
        if unit_is_used or not self._occupancy.admits(base, applicant.site):
            self.findings.append(finding(applicant, "brought-code-taken", str(code)))
            return False
        given = self._issue(applicant, code.suffix, unit=code.unit, adopted=True)
        if given.head != code.head:
            self.findings.append(finding(applicant, "brought-code-reheaded", f"{code} / {given}"))
        if given.unit not in (code.unit, applicant.flat):
            self.findings.append(finding(applicant, "brought-code-shared", f"{code} / {given}"))
        return True

    def _house(self, applicant: Applicant, cell: Cell) -> bool:
        """Give the household that cell if it is free or the site's own."""
        suffix = suffix_of(cell)
        if not self._occupancy.admits(self._base(applicant, suffix), applicant.site):
            return False
        self._issue(applicant, suffix)
        return True

    def _rehouse(self, displaced: Sequence[Applicant]) -> None:
        """Give each household the nearest cell to be had on its own land, else a unit of the cell it lost."""
        grounds = [Ground(one.footprint, one.point) for one in displaced if one.footprint is not None]
        choices = own_cells(grounds)
        for applicant in displaced:
            cells = next(choices) if applicant.footprint is not None else iter(())
            if not any(self._house(applicant, cell) for cell in cells):
                given = self._issue(applicant, suffix_of(cell_of(applicant.point)))
                self.findings.append(finding(applicant, "cell-of-another-site", str(given)))

    def _issue(self, applicant: Applicant, suffix: str, *, unit: str = "", adopted: bool = False) -> Vpostcode:
        base = self._base(applicant, suffix)
        flat = applicant.flat if is_unit(applicant.flat) else ""
        unit = unit or self._occupancy.free_unit(base, applicant.site, flat=flat)
        self._occupancy.take(base, applicant.site, unit=unit)
        code = Vpostcode(base[:HEAD_LENGTH], suffix, unit)
        self.new.append(NewCode(applicant.household_id, code, applicant.site, adopted=adopted))
        if applicant.flat and unit != applicant.flat:
            self.findings.append(finding(applicant, "flat-number-not-used", f"{applicant.flat} / {code}"))
        return code

    def _base(self, applicant: Applicant, suffix: str) -> str:
        return self._edition.heads[applicant.commune_code] + suffix
