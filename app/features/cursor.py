"""Where the next page begins, as a text that callers hand back unread."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

import orjson

from app.errors import CursorInvalid
from geocoding.model import ParcelKey
from geocoding.snapshot.households import HouseholdPlace


def parcel_cursor(key: ParcelKey) -> str:
    """The cursor behind a parcel."""
    return _written([key.commune_code, key.sheet, key.number])


def asked_parcel(cursor: str | None) -> ParcelKey | None:
    """The parcel behind which to go on; raises `CursorInvalid`."""
    match _read(cursor):
        case None:
            return None
        case [str(commune_code), str(sheet), str(number)]:
            return ParcelKey(commune_code, sheet, number)
    raise CursorInvalid


def household_cursor(place: HouseholdPlace) -> str:
    """The cursor behind a household."""
    return _written([place.commune_code, place.street, list(place.alley_path), place.external_id, place.id])


def asked_household(cursor: str | None) -> HouseholdPlace | None:
    """The place behind which to go on; raises `CursorInvalid`."""
    match _read(cursor):
        case None:
            return None
        case [str(commune_code), str(street), [*path], str(external_id), str(household_id)]:
            return HouseholdPlace(commune_code, street, tuple(map(str, path)), external_id, household_id)
    raise CursorInvalid


def code_cursor(code: str) -> str:
    """The cursor behind a commune or a service point."""
    return _written([code])


def asked_code(cursor: str | None) -> str:
    """The commune or service point behind which to go on, "" for the first page; raises `CursorInvalid`."""
    match _read(cursor):
        case None:
            return ""
        case [str(code)]:
            return code
    raise CursorInvalid


def _written(parts: Sequence[object]) -> str:
    return urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def _read(cursor: str | None) -> object:
    if cursor is None:
        return None
    try:
        found: object = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        raise CursorInvalid from None
    if not isinstance(found, list):
        raise CursorInvalid
    return found
