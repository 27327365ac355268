"""What the register already holds that a layer is checked against."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from app.db import read
from geocoding.gazetteer.units import Units
from geocoding.layers.city import City, build_city
from geocoding.layers.rows import Layer
from geocoding.model import AdminUnit, UnitKind

_COMMUNE_KINDS = frozenset({UnitKind.PHUONG, UnitKind.XA, UnitKind.THI_TRAN})
_AGAINST: Mapping[Layer, tuple[str, ...]] = {
    Layer.COMMUNES: (),
    Layer.PARCELS: ("commune_outline",),
    Layer.BUILDINGS: ("commune_outline",),
    Layer.STREETS: ("commune_outline",),
    Layer.HOUSEHOLDS: ("commune_outline", "parcel", "building", "street"),
    Layer.OSM: ("commune_outline", "parcel"),
    Layer.REFERENCE_COUNTS: ("commune_outline",),
    Layer.SERVICE_POINTS: ("commune_outline",),
    Layer.IDENTIFIERS: ("commune_outline", "household", "identifier"),
    Layer.CERTIFICATIONS: ("commune_outline", "household"),
}
"""The tables each layer is checked against; a change in them can change what becomes of a file."""


def read_city(session: Session, layer: Layer, *, on: date) -> City:
    """The city as the register knows it, as far as the layer is checked against it."""
    against = _AGAINST[layer]
    units = tuple(read.admin_units(session))
    return build_city(
        outlines=read.commune_outlines(session, on) if "commune_outline" in against else (),
        known_codes={unit.code for unit in units if is_commune(unit)},
        units=Units(units, read.unit_links(session)),
        parcels=read.parcels(session) if "parcel" in against else (),
        buildings=read.buildings(session) if "building" in against else (),
        streets=read.streets(session) if "street" in against else (),
    )


def is_commune(unit: AdminUnit) -> bool:
    """Whether a unit is a commune and not a district."""
    return unit.kind in _COMMUNE_KINDS


def state_of_context(session: Session, layer: Layer) -> str:
    """A text that differs when the register gained or lost rows that the layer is checked against."""
    counts = read.counts(session)
    return " ".join(f"{table}={counts[table]}" for table in _AGAINST[layer])
