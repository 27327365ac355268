"""Contents and wishes as plain JSON values and back: how they are stored, shown and hashed."""

from collections.abc import Mapping
from dataclasses import fields
from typing import cast

from app.workflow.model import Content, Wanted
from geocoding.model import Accuracy, Address, HouseholdStatus, ParcelKey, Point

Json = Mapping[str, object]
"""Names to JSON values."""

ADDRESS_PARTS = tuple(field.name for field in fields(Address))


def content_json(content: Content) -> dict[str, object]:
    """A content as JSON values: the address parts, then the rest, positions as [lon, lat]."""
    return {
        **{name: _plain(getattr(content.address, name)) for name in ADDRESS_PARTS},
        "commune_code": content.commune_code,
        "point": _position(content.point),
        "access_point": _position(content.access_point),
        "accuracy": content.accuracy.value,
        "parcels": [_parcel(key) for key in content.parcels],
        "status": content.status.value,
    }


def read_content(json: Json) -> Content:
    """The content that `content_json` wrote."""
    return Content(
        address=Address(**{name: _tupled(json[name]) for name in ADDRESS_PARTS}),  # type: ignore[arg-type]
        commune_code=str(json["commune_code"]),
        point=_read_point(json["point"]),
        access_point=None if json["access_point"] is None else _read_point(json["access_point"]),
        accuracy=Accuracy(str(json["accuracy"])),
        parcels=_read_parcels(json["parcels"]),
        status=HouseholdStatus(str(json["status"])),
    )


def wanted_json(wanted: Wanted) -> dict[str, object]:
    """What is wanted as JSON values, without what stays as it is."""
    given = {field.name: getattr(wanted, field.name) for field in fields(wanted)}
    return {name: _plain(value) for name, value in given.items() if value is not None}


def read_wanted(json: Json) -> Wanted:
    """What `wanted_json` wrote."""
    return Wanted(**{name: _read(name, value) for name, value in json.items()})  # type: ignore[arg-type]


def changed_parts(before: Content | None, after: Content) -> tuple[str, ...]:
    """The names of the JSON values in which two contents differ, in their order; all of them for a new one."""
    new = content_json(after)
    old = {} if before is None else content_json(before)
    return tuple(name for name, value in new.items() if name not in old or old[name] != value)


def _plain(value: object) -> object:
    match value:
        case Wanted():
            return wanted_json(value)
        case Point():
            return _position(value)
        case ParcelKey():
            return _parcel(value)
        case tuple():
            return [_plain(one) for one in value]
    return str(value)


def _read(name: str, value: object) -> object:
    match name:
        case "point" | "access_point":
            return _read_point(value)
        case "accuracy":
            return Accuracy(str(value))
        case "parcels":
            return _read_parcels(value)
        case "parts":
            return tuple(read_wanted(part) for part in cast(list[Json], value))
    return _tupled(value)


def _tupled(value: object) -> object:
    return tuple(cast(list[str], value)) if isinstance(value, list) else value


def _position(point: Point | None) -> list[float] | None:
    return None if point is None else [point.lon, point.lat]


def _read_point(value: object) -> Point:
    lon, lat = cast(list[float], value)
    return Point(lon=lon, lat=lat)


def _parcel(key: ParcelKey) -> list[str]:
    return [key.commune_code, key.sheet, key.number]


def _read_parcels(value: object) -> tuple[ParcelKey, ...]:
    return tuple(ParcelKey(*key) for key in cast(list[list[str]], value))
