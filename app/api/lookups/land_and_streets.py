"""`/v1/parcels` and `/v1/containers`: from land to households and back, and from a street to its houses.

Plain `def` routes: they run in threads, so that a long list does not hold up questions.
"""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from app.access.principal import Principal, Scope
from app.api.access import Caller, needs, require_commune
from app.api.lookups.schemas import BranchOut, Houses, Parcels, Streets
from app.api.lookups.views import found_household, found_parcel
from app.api.parameters import MAX_PART, Parameters
from app.api.schemas import ParcelRef
from app.api.serving import Current, Served
from app.errors import CodeNotIssued, CommuneUnknown, ParcelUnnamed
from geocoding.address.cadastral import SheetAndNumber, read_parcel
from geocoding.model import ParcelKey
from geocoding.snapshot.containers import Branch

MAX_HOUSES = 500

router = APIRouter(prefix="/v1", tags=["lookups"])


class ParcelParameters(Parameters):
    """Which parcels: by sheet and number, as a text, or those of the household with a code."""

    commune: str = Field(default="", max_length=MAX_PART, description="Code of the commune; all without it.")
    sheet: str = Field(default="", max_length=MAX_PART, description="Map sheet (tờ bản đồ).")
    number: str = Field(default="", max_length=MAX_PART, description="Parcel number (thửa).")
    q: str = Field(
        default="",
        max_length=MAX_PART,
        description='"tờ 12 thửa 34", "thửa 34, tờ bản đồ 12", or "12/34": sheet first.',
    )
    code: str = Field(
        default="", max_length=MAX_PART, description="A Vpostcode in any spelling: its household's parcels."
    )


class StreetParameters(Parameters):
    """Streets of which commune."""

    commune: str = Field(min_length=1, max_length=MAX_PART, description="Code of the commune.")


class HouseParameters(StreetParameters):
    """Which street or alley, and which page of its houses."""

    street: str = Field(max_length=MAX_PART, description="Street as `/v1/containers/streets` names it.")
    alley_path: str = Field(default="", max_length=MAX_PART, description="Alleys from the street inwards: 12/5.")
    limit: int = Field(default=100, ge=1, le=MAX_HOUSES, description="At most so many households.")
    after: int = Field(default=0, ge=0, le=10_000_000, description="The member `next` of the page before.")


@router.get("/parcels", operation_id="findParcels", dependencies=[needs(Scope.LISTS)])
def find_parcels(asked: Annotated[ParcelParameters, Query()], served: Current, caller: Caller) -> Parcels:
    """Parcels with the households on them; by `code` the parcels of one household. Empty when there is none."""
    if asked.commune:
        require_commune(caller, asked.commune)
    if asked.code:
        keys, read = _keys_of_code(asked.code, served, caller), None
    else:
        read = _named(asked)
        keys = [ParcelKey(code, read.sheet, read.number) for code in _communes(asked, served, caller)]
    found = [one for one in map(served.snapshot.parcel, keys) if one is not None]
    return Parcels(
        dataset_version=served.snapshot.version,
        read_as=None if read is None else ParcelRef(commune_code=asked.commune, sheet=read.sheet, number=read.number),
        parcels=tuple(found_parcel(one, served.snapshot.households_on(one.key)) for one in found),
    )


@router.get("/containers/streets", operation_id="listStreets", dependencies=[needs(Scope.LISTS)])
def list_streets(asked: Annotated[StreetParameters, Query()], served: Current, caller: Caller) -> Streets:
    """The streets of a commune that have households."""
    _require_published(asked.commune, served, caller)
    found = served.snapshot.containers.streets(asked.commune)
    return Streets(dataset_version=served.snapshot.version, commune_code=asked.commune, streets=_branches(found))


@router.get("/containers/houses", operation_id="listHouses", dependencies=[needs(Scope.LISTS)])
def list_houses(asked: Annotated[HouseParameters, Query()], served: Current, caller: Caller) -> Houses:
    """The alleys that begin in a street or alley, and the households that stand in it; nothing for an unknown one."""
    _require_published(asked.commune, served, caller)
    snapshot, path = served.snapshot, tuple(filter(None, asked.alley_path.split("/")))
    own = snapshot.containers.houses(asked.commune, asked.street, path)
    shown = own[asked.after : asked.after + asked.limit]
    end = asked.after + len(shown)
    return Houses(
        dataset_version=snapshot.version,
        commune_code=asked.commune,
        street=asked.street,
        alley_path=path,
        alleys=_branches(snapshot.containers.alleys(asked.commune, asked.street, path)),
        total=len(own),
        households=tuple(found_household(snapshot.household_at(position)) for position in shown),
        next=end if shown and end < len(own) else None,
    )


def _named(asked: ParcelParameters) -> SheetAndNumber:
    """Sheet and number; raises `ParcelUnnamed` unless the question names both, in one way."""
    if asked.q and not (asked.sheet or asked.number):
        read = read_parcel(asked.q)
    else:
        read = SheetAndNumber(asked.sheet, asked.number) if asked.sheet and asked.number and not asked.q else None
    if read is None:
        raise ParcelUnnamed
    return read


def _communes(asked: ParcelParameters, served: Served, caller: Principal) -> Sequence[str]:
    everywhere = (one.code for one in served.snapshot.communes())
    return [asked.commune] if asked.commune else [code for code in everywhere if caller.covers(code)]


def _keys_of_code(code: str, served: Served, caller: Principal) -> Sequence[ParcelKey]:
    """The parcels of a code's household; raises `CodeMalformed`, `CodeNotIssued`, `OutsideCommune`."""
    household = served.engine.look_up(code).household
    if household is None:
        raise CodeNotIssued(())
    require_commune(caller, household.commune_code)
    return household.parcels


def _require_published(commune: str, served: Served, caller: Principal) -> None:
    require_commune(caller, commune)
    if served.snapshot.commune(commune) is None:
        raise CommuneUnknown


def _branches(found: Sequence[Branch]) -> tuple[BranchOut, ...]:
    return tuple(BranchOut(name=one.name, households=one.households) for one in found)
