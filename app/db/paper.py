"""Reading the register for paper: households with their codes, parcels and states."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from app.db.tables import HouseholdParcelTable, HouseholdTable, IssuedCodeTable, LiveCodeTable
from geocoding.model import Address, HouseholdStatus, ParcelKey
from postcode.code import HEAD_LENGTH, Vpostcode

_IDS = 500
"""Ids bound into one statement."""


@dataclass(frozen=True, slots=True)
class RegisteredHome:
    """A household of the register that is not retired; `code` is its live code, None without one."""

    id: str
    address: Address
    commune_code: str
    status: HouseholdStatus
    code: Vpostcode | None
    parcels: tuple[ParcelKey, ...]


def homes_of_commune(session: Session, commune_code: str) -> Iterator[RegisteredHome]:
    """The households of a commune, by id."""
    yield from _homes(session, _statement().where(HouseholdTable.commune_code == commune_code))


def homes_by_id(session: Session, ids: Sequence[str]) -> Iterator[RegisteredHome]:
    """Those of the households that there are, by id; `ids` are canonical UUIDs."""
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _IDS):
        yield from _homes(session, _statement().where(HouseholdTable.id.in_(wanted[start : start + _IDS])))


def is_live(session: Session, code: Vpostcode) -> bool | None:
    """Whether an issued code is live, or retired; None for one that was never issued."""
    issued, live = IssuedCodeTable, LiveCodeTable
    same = and_(live.household_id == issued.household_id, live.base == issued.base, live.unit == issued.unit)
    statement = select(live.household_id.is_not(None)).select_from(issued).outerjoin(live, same)
    found = session.execute(statement.where(issued.base == code.base, issued.unit == code.unit)).first()
    return None if found is None else bool(found[0])


def _statement() -> Select[*tuple[object, ...]]:
    household, live, link = HouseholdTable, LiveCodeTable, HouseholdParcelTable
    return (
        select(
            *(household.id, household.commune_code, household.status),
            *(household.house_number, household.alley_path, household.street, household.hamlet),
            *(household.estate, household.building, household.floor, household.unit),
            *(live.base.label("code_base"), live.unit.label("code_unit")),
            *(link.commune_code.label("parcel_commune"), link.sheet, link.number),
        )
        .outerjoin(live, live.household_id == household.id)
        .outerjoin(link, link.household_id == household.id)
        .where(household.status != HouseholdStatus.RETIRED)
        .order_by(household.id, link.position)
    )


def _homes(session: Session, statement: Select[*tuple[object, ...]]) -> Iterator[RegisteredHome]:
    rows = session.execute(statement, execution_options={"yield_per": 2_000})
    for _, of_one in groupby(rows, key=lambda row: row.id):
        yield _home(list(of_one))


def _home(rows: list[Row[*tuple[object, ...]]]) -> RegisteredHome:
    row = rows[0]
    return RegisteredHome(
        id=row.id,
        address=Address(
            house_number=row.house_number,
            alley_path=row.alley_path,
            street=row.street,
            hamlet=row.hamlet,
            estate=row.estate,
            building=row.building,
            floor=row.floor,
            unit=row.unit,
        ),
        commune_code=row.commune_code,
        status=HouseholdStatus(row.status),
        code=_code(row.code_base, row.code_unit),
        parcels=tuple(ParcelKey(one.parcel_commune, one.sheet, one.number) for one in rows if one.number is not None),
    )


def _code(base: str | None, unit: str) -> Vpostcode | None:
    return None if base is None else Vpostcode(base[:HEAD_LENGTH], base[HEAD_LENGTH:], unit)
