"""`/v1/identifiers/{scheme}/{value}`: national identifiers led to the household or parcel that has them."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BeforeValidator, Field

from app.access.principal import Principal, Scope
from app.api.access import Caller, needs, require_commune
from app.api.lookups.schemas import FoundHousehold, FoundParcel
from app.api.lookups.views import found_household, found_parcel
from app.api.parameters import Parameters, iso_day
from app.api.register import Register
from app.api.schemas import Schema
from app.api.serving import Current, Served
from app.db.identifiers import StoredIdentifier, identifier_named, identifiers_of
from app.errors import IdentifierMalformed, IdentifierUnknown
from geocoding.geohash import encode_geohash, geohash_box
from geocoding.identifiers import Scheme, read_identifier

router = APIRouter(prefix="/v1/identifiers", tags=["lookups"])


class IdentifierParameters(Parameters):
    """Of which day."""

    as_of: Annotated[date | None, BeforeValidator(iso_day)] = Field(
        default=None, description="Who had it on this day, YYYY-MM-DD; without it who has it, or had it last."
    )


class DatedIdentifier(Schema):
    """An identifier with the days on which it holds, both included; `valid_to` is null while it does."""

    scheme: Scheme
    value: str
    valid_from: date
    valid_to: date | None


class Identified(Schema):
    """What an identifier stands for: a household with all its identifiers, or a parcel with its households.

    `valid_from` and `valid_to` are null for a parcel's GeoHash, which follows from the parcel.
    """

    scheme: Scheme
    value: str
    valid_from: date | None
    valid_to: date | None
    dataset_version: str
    household: FoundHousehold | None
    parcel: FoundParcel | None
    identifiers: tuple[DatedIdentifier, ...]


@router.get("/{scheme}/{value:path}", operation_id="getIdentifier", dependencies=[needs(Scope.ADDRESSES)])
def get_identifier(
    scheme: Scheme,
    value: str,
    asked: Annotated[IdentifierParameters, Query()],
    served: Current,
    caller: Caller,
    register: Register,
) -> Identified:
    """The household with a digital address or a property code, the parcel with a GeoHash."""
    read = read_identifier(scheme, value)
    if read is None:
        raise IdentifierMalformed
    if scheme is Scheme.PARCEL_GEOHASH:
        return _of_parcel(read, served, caller)
    with register.reading() as session:
        found = identifier_named(session, scheme, read, on=asked.as_of)
        every = identifiers_of(session, found.household_id) if found is not None else ()
    if found is None:
        raise IdentifierUnknown
    require_commune(caller, found.commune_code)
    household = served.snapshot.household(found.household_id)
    return Identified(
        scheme=scheme,
        value=read,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
        dataset_version=served.snapshot.version,
        household=None if household is None else found_household(household),
        parcel=None,
        identifiers=tuple(map(_dated, every)),
    )


def _of_parcel(value: str, served: Served, caller: Principal) -> Identified:
    near = served.snapshot.parcels_in(geohash_box(value), limit=10)
    parcel = next((one for one in near if encode_geohash(one.label) == value), None)
    if parcel is None:
        raise IdentifierUnknown
    require_commune(caller, parcel.key.commune_code)
    return Identified(
        scheme=Scheme.PARCEL_GEOHASH,
        value=value,
        valid_from=None,
        valid_to=None,
        dataset_version=served.snapshot.version,
        household=None,
        parcel=found_parcel(parcel, served.snapshot.households_on(parcel.key)),
        identifiers=(),
    )


def _dated(one: StoredIdentifier) -> DatedIdentifier:
    return DatedIdentifier(scheme=one.scheme, value=one.value, valid_from=one.valid_from, valid_to=one.valid_to)
