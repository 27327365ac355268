"""The story of one question as the API tells it."""

from dataclasses import asdict, fields

from app.api import schemas
from app.api.disclosure import View
from geocoding.address.query import AddressQuery
from geocoding.match.explain import Explanation


def explanation_schema(told: Explanation, *, view: View) -> schemas.Explanation:
    """The story for a caller; the look-ups, which tell what is on file, only for those who may see everything."""
    look_ups = told.look_ups if view is View.EVERYTHING else ()
    return schemas.Explanation(
        text=told.text,
        removed=told.removed,
        repairs=told.repairs,
        readings=tuple(schemas.Reading(parts=_parts(reading)) for reading in told.readings),
        look_ups=tuple(schemas.LookUp(**asdict(look_up)) for look_up in look_ups),
    )


def _parts(reading: AddressQuery) -> dict[str, str]:
    """What a reading names, by field; lists are written with commas, alley paths with slashes."""
    address = reading.address
    parts = {field.name: getattr(address, field.name) for field in fields(address)}
    parts["alley_path"] = "/".join(address.alley_path)
    parts |= {name: getattr(reading, name) for name in ("commune", "district", "sheet", "parcel", "rest")}
    parts |= {"also": ", ".join(reading.also), "names": ", ".join(reading.names)}
    return {name: value for name, value in parts.items() if value}
