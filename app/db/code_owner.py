"""To whom a code was issued, whether it lives or not."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.tables import HouseholdTable, IssuedCodeTable
from postcode.code import Vpostcode


def owner_of(session: Session, code: Vpostcode) -> tuple[str, str] | None:
    """The household that the code was issued to and its commune; None for a code that was never issued."""
    issued, household = IssuedCodeTable, HouseholdTable
    row = session.execute(
        select(household.id, household.commune_code)
        .join(issued, issued.household_id == household.id)
        .where(issued.base == code.base, issued.unit == code.unit)
    ).first()
    return None if row is None else (row.id, row.commune_code)
