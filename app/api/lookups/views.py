"""From what is published to the answers of the look-ups; pure."""

from collections.abc import Sequence

from app.api.lookups.schemas import FoundHousehold, FoundParcel
from app.api.present import position, printed
from app.api.schemas import AddressParts, ParcelRef
from geocoding.address.write import address_line
from geocoding.geohash import encode_geohash
from geocoding.model import Household, ParcelKey
from geocoding.snapshot.store import ParcelRecord


def found_household(one: Household) -> FoundHousehold:
    """A household as a look-up tells it."""
    address = one.address
    return FoundHousehold(
        household_id=one.id,
        code=printed(one.code) if one.code else None,
        label=address_line(address),
        address=AddressParts(
            house_number=address.house_number,
            alley_path=address.alley_path,
            street=address.street,
            hamlet=address.hamlet,
            estate=address.estate,
            building=address.building,
            floor=address.floor,
            unit=address.unit,
        ),
        commune_code=one.commune_code,
        point=position(one.point),
        access_point=None if one.access_point is None else position(one.access_point),
        accuracy=one.accuracy,
        parcels=tuple(map(parcel_ref, one.parcels)),
    )


def found_parcel(parcel: ParcelRecord, households: Sequence[Household]) -> FoundParcel:
    """A parcel with the households on it."""
    return FoundParcel(
        commune_code=parcel.key.commune_code,
        sheet=parcel.key.sheet,
        number=parcel.key.number,
        geohash=encode_geohash(parcel.label),
        point=position(parcel.label),
        households=tuple(map(found_household, households)),
    )


def parcel_ref(key: ParcelKey) -> ParcelRef:
    """A parcel by its key."""
    return ParcelRef(commune_code=key.commune_code, sheet=key.sheet, number=key.number)
