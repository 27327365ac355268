"""The append-only record of issued codes: the port, and an implementation in memory."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol

from postcode.assignment import IssuedCode, NewCode, Plan
from postcode.code import Vpostcode
from postcode.errors import CodeTaken, HouseholdHasCode


class Ledger(Protocol):
    """Every code ever issued; a code never leaves it and is never issued twice."""

    def issued(self) -> Iterator[IssuedCode]:
        """Every code ever issued, retired ones included, sorted by code."""
        ...

    def apply(self, plan: Plan, *, at: datetime) -> None:
        """Record the new codes of a plan as issued at that time (with a zone): all of them or none.

        Raises `CodeTaken` when a code was issued before, `HouseholdHasCode` when a household has a live code,
        `ValueError` on a time without zone; so the same plan cannot be applied twice.
        """
        ...


class MemoryLedger:
    """A ledger for tests and trials."""

    def __init__(self, issued: Iterable[IssuedCode] = ()) -> None:
        self._by_code = {code.code: code for code in issued}

    def issued(self) -> Iterator[IssuedCode]:
        """Every code ever issued, retired ones included, sorted by code."""
        return iter(sorted(self._by_code.values(), key=lambda issued: issued.code))

    def apply(self, plan: Plan, *, at: datetime) -> None:
        """Record the new codes of a plan: all of them or none; raises as the port says."""
        if at.tzinfo is None:
            raise ValueError("the time of issue has no zone")
        by_code = dict(self._by_code)
        live = {issued.household_id: issued.code for issued in by_code.values() if issued.live}
        for new in plan.new:
            _refuse_repeats(new, by_code=by_code, live=live)
            by_code[new.code] = IssuedCode(new.code, new.household_id, new.site)
            live[new.household_id] = new.code
        self._by_code = by_code


def _refuse_repeats(new: NewCode, *, by_code: dict[Vpostcode, IssuedCode], live: dict[str, Vpostcode]) -> None:
    if new.code in by_code:
        raise CodeTaken(str(new.code))
    if new.household_id in live:
        raise HouseholdHasCode(new.household_id, str(live[new.household_id]))
