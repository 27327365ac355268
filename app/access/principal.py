"""Callers, their roles, and what each role may do (ARCHITECTURE, "Who sees what").

A route asks for one scope; a role is a set of scopes. What a caller sees of an answer follows from the scopes too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What kind of caller it is."""

    CITIZEN = "citizen"
    SHOP = "shop"
    OPERATOR = "operator"
    OFFICIAL = "official"
    OFFICER = "officer"
    AUDITOR = "auditor"


class Scope(StrEnum):
    """One right; every route declares the one it needs."""

    PUBLIC = "public"
    """What shows nobody's data: health, pages, the problem catalogue, the list of communes."""
    RESOLVE = "resolve"
    """Text → verdict and the one matched code; code → whether it is issued, and its cell."""
    CANDIDATES = "candidates"
    """All matches of an ambiguous text."""
    ADDRESSES = "addresses"
    """Code → address, unit, access point; point → household."""
    LISTS = "lists"
    """Households of an alley, a parcel, a cell or a map window; parcels and households as features of a GIS."""
    HISTORY = "history"
    """What became of a code: successors and lineage."""
    COVERAGE = "coverage"
    """Figures of cells of at least ten households."""
    FINDINGS = "findings"
    """Findings with their evidence, the worklist."""
    FINDINGS_SETTLE = "findings:settle"
    """Waiving, sending on, declaring a finding true in life."""
    REGISTER_READ = "register:read"
    REGISTER_EDIT = "register:edit"
    REGISTER_APPROVE = "register:approve"
    REPORTS = "reports"
    """Telling what is wrong and asking what became of it by the receipt."""
    BATCHES = "batches"
    CHANGES = "changes"
    """The change feed and webhooks."""
    EXPORTS = "exports"
    """Whole datasets as files."""
    AUDIT = "audit"
    """Who did and saw what."""
    ADMIN = "admin"
    """Accounts, keys, imports, publication."""


_CITIZEN: Final = frozenset({Scope.PUBLIC, Scope.RESOLVE, Scope.COVERAGE, Scope.REPORTS})
_SHOP: Final = _CITIZEN | {Scope.CANDIDATES}
_OPERATOR: Final = _SHOP | {Scope.ADDRESSES, Scope.LISTS, Scope.HISTORY, Scope.BATCHES, Scope.CHANGES}
_READER: Final = _OPERATOR | {Scope.FINDINGS, Scope.REGISTER_READ, Scope.EXPORTS}
_OFFICIAL: Final = _READER | {Scope.FINDINGS_SETTLE, Scope.REGISTER_EDIT, Scope.REGISTER_APPROVE}

SCOPES_OF: Final[Mapping[Role, frozenset[Scope]]] = {
    Role.CITIZEN: _CITIZEN,
    Role.SHOP: _SHOP,
    Role.OPERATOR: _OPERATOR,
    Role.OFFICIAL: _OFFICIAL,
    Role.OFFICER: frozenset(Scope),
    Role.AUDITOR: _READER | {Scope.AUDIT},
}
"""What each role may do; an official in the own commune only, see `Principal.covers`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """A known caller. `id` is permanent and names no person; `communes` are those of the own area, None for all."""

    id: str
    name: str
    role: Role
    scopes: frozenset[Scope]
    communes: frozenset[str] | None = None
    purpose: str = ""

    def may(self, scope: Scope) -> bool:
        """Whether the caller has this right."""
        return scope in self.scopes

    def covers(self, commune_code: str) -> bool:
        """Whether the commune belongs to the caller's area."""
        return self.communes is None or commune_code in self.communes

    def may_in(self, commune_code: str, scope: Scope) -> bool:
        """Whether the caller has this right in this commune."""
        return self.may(scope) and self.covers(commune_code)

    @property
    def is_known(self) -> bool:
        """Whether the caller has shown a key or signed in."""
        return self.id not in {ANONYMOUS.id, VISITOR.id}


ANONYMOUS: Final = Principal(id="anonymous", name="", role=Role.CITIZEN, scopes=_CITIZEN)
"""Everybody without a key."""

VISITOR: Final = Principal(id="visitor", name="", role=Role.AUDITOR, scopes=_READER | {Scope.AUDIT})
"""Everybody without a key in demo mode: reads everything, changes nothing."""
