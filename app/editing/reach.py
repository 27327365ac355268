"""What a caller may touch: officials what is in their own commune; foreign and unknown things look the same to them."""

from collections.abc import Collection, Mapping
from typing import Protocol, TypeVar

from sqlalchemy.orm import Session

from app.access.principal import Principal
from app.db.corrections import stored_households
from app.db.edits import edits
from app.db.read import StoredHousehold
from app.errors import EditUnknown, HouseholdUnknown, OutsideCommune
from app.workflow.model import Edit, Person


class _InCommune(Protocol):
    @property
    def commune_code(self) -> str: ...


Found = TypeVar("Found", bound=_InCommune)


def reachable_households(
    session: Session, household_ids: Collection[str], *, caller: Principal, to_write: bool = False
) -> dict[str, StoredHousehold]:
    """Households by id.

    Raises `OutsideCommune` for a foreign or, to an official, an unknown one, else `HouseholdUnknown`.
    """
    found = stored_households(session, household_ids, to_write=to_write)
    _require(household_ids, found, caller=caller, unknown=HouseholdUnknown)
    return found


def reachable_edits(
    session: Session, edit_ids: Collection[str], *, caller: Principal, to_settle: bool = False
) -> dict[str, Edit]:
    """Edits by id.

    Raises `OutsideCommune` for a foreign or, to an official, an unknown one, else `EditUnknown`.
    """
    found = edits(session, edit_ids, to_settle=to_settle)
    _require(edit_ids, found, caller=caller, unknown=EditUnknown)
    return found


def _require(ids: Collection[str], found: Mapping[str, Found], *, caller: Principal, unknown: type[Exception]) -> None:
    missing = any(one not in found for one in ids)
    foreign = any(not caller.covers(one.commune_code) for one in found.values())
    if foreign or (missing and caller.communes is not None):
        raise OutsideCommune
    if missing:
        raise unknown


def person_of(caller: Principal) -> Person:
    """The caller as the workflow notes who did something."""
    return Person(caller.id, caller.name)
