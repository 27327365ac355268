"""The append-only record of issued codes: the port, and an implementation in memory."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from postcode.assignment import IssuedCode, NewCode, Plan
from postcode.code import Vpostcode
from postcode.errors import CodeNotLive, CodeNotRetired, CodeTaken, HouseholdHasCode
from postcode.plan import Succession


class Ledger(Protocol):
    """Every code ever issued and what became of it; a code never leaves it and is never issued twice."""

    def issued(self) -> Iterator[IssuedCode]:
        """Every code ever issued, retired ones included, sorted by code."""
        ...

    def successions(self) -> Iterator[tuple[Succession, datetime]]:
        """Everything that became of households and their codes, oldest first, with its time in UTC."""
        ...

    def apply(self, plan: Plan, *, at: datetime) -> None:
        """Record a plan at that time (with a zone), all of it or nothing: ends, then revivals, then new codes.

        Raises `CodeTaken` when a code was issued before, `HouseholdHasCode` when a household would have two live
        codes, `CodeNotLive` and `CodeNotRetired` when an end or a revival does not fit what is recorded,
        `ValueError` on a time without zone; so the same plan cannot be applied twice.
        """
        ...


class MemoryLedger:
    """A ledger for tests and trials."""

    def __init__(self, issued: Iterable[IssuedCode] = ()) -> None:
        self._state = _State({code.code: code for code in issued})
        self._successions: list[tuple[Succession, datetime]] = []

    def issued(self) -> Iterator[IssuedCode]:
        """Every code ever issued, retired ones included, sorted by code."""
        return iter(sorted(self._state.by_code.values(), key=lambda issued: issued.code))

    def successions(self) -> Iterator[tuple[Succession, datetime]]:
        """Everything that became of households and their codes, oldest first."""
        return iter(tuple(self._successions))

    def apply(self, plan: Plan, *, at: datetime) -> None:
        """Record a plan, all of it or nothing; raises as the port says."""
        if at.tzinfo is None:
            raise ValueError("the time of issue has no zone")
        state = _State(dict(self._state.by_code))
        for succession in plan.successions:
            state.end(succession)
        for code in plan.revived:
            state.revive(code)
        for new in plan.new:
            state.issue(new)
        self._state = state
        self._successions += [(succession, at) for succession in plan.successions]


class _State:
    """The codes while a plan is being applied."""

    def __init__(self, by_code: dict[Vpostcode, IssuedCode]) -> None:
        self.by_code = by_code
        self._live = {issued.household_id: issued.code for issued in by_code.values() if issued.live}

    def end(self, succession: Succession) -> None:
        if succession.code is None:
            return
        if self._live.get(succession.household_id) != succession.code:
            raise CodeNotLive(succession.household_id, str(succession.code))
        del self._live[succession.household_id]
        self.by_code[succession.code] = replace(self.by_code[succession.code], live=False)

    def revive(self, code: IssuedCode) -> None:
        known = self.by_code.get(code.code)
        if known is None or known.household_id != code.household_id or known.live:
            raise CodeNotRetired(code.household_id, str(code.code))
        self._refuse_second(code.household_id)
        self._live[code.household_id] = code.code
        self.by_code[code.code] = replace(known, live=True)

    def issue(self, new: NewCode) -> None:
        if new.code in self.by_code:
            raise CodeTaken(str(new.code))
        self._refuse_second(new.household_id)
        self._live[new.household_id] = new.code
        self.by_code[new.code] = IssuedCode(new.code, new.household_id, new.site)

    def _refuse_second(self, household_id: str) -> None:
        if household_id in self._live:
            raise HouseholdHasCode(household_id, str(self._live[household_id]))
