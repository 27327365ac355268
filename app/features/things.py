"""From what is published to features: one function for each collection; pure."""

import shapely
from shapely.geometry.base import BaseGeometry

from app.coverage import AreaCoverage
from app.features.model import Feature
from geocoding.address.write import address_line
from geocoding.model import Household
from geocoding.snapshot.communes import CommuneRecord
from geocoding.snapshot.service_points import ServicePointRecord
from geocoding.snapshot.store import ParcelRecord
from postcode.code import read_stored


def commune_feature(commune: CommuneRecord, *, households: int | None, codes: int | None) -> Feature:
    """A commune; the counts are None where they are hidden."""
    return Feature(
        commune.code,
        multi(commune.shape),
        {
            "code": commune.code,
            "name": commune.full_name,
            "postcode": commune.postcode,
            "households": households,
            "codes": codes,
            "former": ", ".join(commune.former),
            "approximate": commune.approximate,
        },
    )


def coverage_feature(commune: CommuneRecord, area: AreaCoverage) -> Feature:
    """A commune with its figures."""
    has_figures = area.households is not None
    return Feature(
        commune.code,
        multi(commune.shape),
        {
            "code": commune.code,
            "name": commune.full_name,
            "households": area.households,
            "certified": area.certified_live,
            "share_certified": area.share_certified,
            "reference_count": None if area.reference is None else area.reference.count,
            "share_of_reference": area.share_of_reference,
            "errors": area.findings.error if has_figures else None,
            "warnings": area.findings.warning if has_figures else None,
            "audited_at": None if area.audited_at is None else area.audited_at.isoformat(timespec="seconds"),
        },
    )


def parcel_feature(parcel: ParcelRecord, *, households: int) -> Feature:
    """A parcel; its id is commune, sheet and number with hyphens between."""
    key = parcel.key
    return Feature(
        str(key),
        multi(parcel.shape),
        {"commune": key.commune_code, "sheet": key.sheet, "number": key.number, "households": households},
    )


def household_feature(household: Household) -> Feature:
    """A household at its identity point."""
    address, access = household.address, household.access_point
    return Feature(
        household.id,
        shapely.Point(household.point.lon, household.point.lat),
        {
            "code": read_stored(household.code).printed() if household.code else None,
            "label": address_line(address),
            "house_number": address.house_number,
            "alley_path": "/".join(address.alley_path),
            "street": address.street,
            "hamlet": address.hamlet,
            "estate": address.estate,
            "building": address.building,
            "floor": address.floor,
            "unit": address.unit,
            "commune": household.commune_code,
            "former_commune": household.former_commune_code,
            "accuracy": household.accuracy.value,
            "parcels": " ".join(map(str, household.parcels)),
            "access_lon": None if access is None else access.lon,
            "access_lat": None if access is None else access.lat,
        },
    )


def service_point_feature(one: ServicePointRecord) -> Feature:
    """A postal service point."""
    return Feature(
        one.id,
        shapely.Point(one.point.lon, one.point.lat),
        {
            "name": one.name,
            "kind": one.kind.value,
            "address": one.address_text,
            "commune": one.commune_code,
            "external_id": one.external_id,
            "source": one.source,
        },
    )


def multi(shape: BaseGeometry) -> BaseGeometry:
    """The shape as a multipolygon, so that all features of a layer are of one kind."""
    return shapely.MultiPolygon([shape]) if isinstance(shape, shapely.Polygon) else shape
