"""From what the engine answers to what the API sends; pure."""

import math
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, Literal

import shapely
from shapely import Geometry

from app.api import schemas
from app.api.disclosure import View, visible_count
from app.api.fault_words import in_words
from app.commune_forms import CommuneForms
from geocoding.address.write import full_line
from geocoding.gazetteer.epochs import UnitThen
from geocoding.match.answer import Answer, Fault, Match, NextAction
from geocoding.match.present import UNCERTAINTY_M
from geocoding.model import Address, Box, Household, MatchLevel, ParcelKey, Point, Verdict
from geocoding.snapshot.communes import CommuneRecord
from postcode.code import read_stored
from postcode.lookup import CodeAnswer

DEGREE_STEP: Final = 1e-7
"""About one centimetre: finer digits say nothing."""

PlaceType = Literal["house", "street", "locality", "city"]
FindForms = Callable[[Match], CommuneForms]
"""Gives the commune of a match under its names of different days."""

PLACE_TYPES: Final[dict[MatchLevel, PlaceType]] = {
    MatchLevel.NONE: "locality",
    MatchLevel.COMMUNE: "locality",
    MatchLevel.STREET: "street",
    MatchLevel.ALLEY: "street",
    MatchLevel.PARCEL: "locality",
    MatchLevel.HOUSEHOLD: "house",
}
"""GeoCodeJSON has no word for a parcel or for a commune of a city; `vpostcode.level` is exact."""

LEVEL_NAMES: Final[dict[MatchLevel, schemas.LevelName]] = {
    MatchLevel.NONE: "none",
    MatchLevel.COMMUNE: "commune",
    MatchLevel.STREET: "street",
    MatchLevel.ALLEY: "alley",
    MatchLevel.PARCEL: "parcel",
    MatchLevel.HOUSEHOLD: "household",
}


def answer_collection(
    answer: Answer,
    matches: Sequence[Match],
    *,
    query: str | None,
    version: str,
    find_forms: FindForms,
    as_of: date | None,
    explanation: schemas.Explanation | None = None,
) -> schemas.AnswerCollection:
    """The answer with those of its matches that may be shown, in the names of a day where one was asked for."""
    return schemas.AnswerCollection(
        geocoding=schemas.QueryBlock(query=query),
        vpostcode=schemas.AnswerBlock(
            verdict=answer.verdict,
            next_action=answer.next_action,
            total=answer.total,
            withheld=len(answer.matches) - len(matches),
            dataset_version=version,
            as_of=as_of,
            faults=tuple(fault_schema(fault) for fault in answer.faults),
            unmatched=answer.unmatched,
        ),
        features=tuple(match_feature(match, forms=find_forms(match)) for match in matches),
        explanation=explanation,
    )


def match_feature(match: Match, *, forms: CommuneForms) -> schemas.MatchFeature:
    """One match; `forms` is the commune it lies in."""
    label = forms.label(match.label)
    address = match.household.address if match.household else None
    return schemas.MatchFeature(
        geometry=schemas.PointGeometry(coordinates=position(match.point)),
        properties=schemas.MatchProperties(
            geocoding=schemas.Place(
                type=PLACE_TYPES[match.level],
                accuracy=math.ceil(match.uncertainty_m),
                label=label,
                name=_name(match, label=label, commune=forms.name) or None,
                housenumber=(address.house_number or None) if address else None,
                street=(address.street or None) if address else None,
                locality=(address.hamlet or address.estate or None) if address else None,
                postcode=forms.record.postcode if forms.record else None,
                district=forms.name,
            ),
            vpostcode=_match_block(match, forms=forms),
        ),
    )


def _match_block(match: Match, *, forms: CommuneForms) -> schemas.MatchBlock:
    household = match.household
    parcel = match.parcel or (household.parcels[0] if household and household.parcels else None)
    return schemas.MatchBlock(
        level=LEVEL_NAMES[match.level],
        code=printed(household.code) if household and household.code else None,
        accuracy=match.accuracy,
        uncertainty_m=round(match.uncertainty_m, 1),
        confidence=told_confidence(match),
        distance_m=None if match.distance_m is None else round(match.distance_m, 1),
        commune=commune_ref(forms.record, forms=forms) if forms.record else None,
        parcel=parcel_ref(parcel) if parcel else None,
        address=address_parts(household.address) if household and household.address != Address() else None,
        access_point=position(household.access_point) if household and household.access_point else None,
        household_id=(household.id or None) if household else None,
        external_id=(household.external_id or None) if household else None,
    )


def told_confidence(match: Match) -> float:
    """The confidence as far as it means something: 0.9970019999999999 says no more than 0.997."""
    return round(match.confidence, 4)


def _name(match: Match, *, label: str, commune: str | None) -> str:
    """The proper name of the thing: of the building for a household, else of the matched area itself."""
    if match.household is not None:
        return match.household.address.building
    if match.level is MatchLevel.COMMUNE and commune is not None:
        return commune
    return label if match.level in {MatchLevel.STREET, MatchLevel.ALLEY} else ""


def code_match(household: Household, *, commune: CommuneRecord | None) -> Match:
    """The household behind a code, its parts withheld or not, as a match; `commune` is the one it lies in."""
    return Match(
        level=MatchLevel.HOUSEHOLD,
        label=full_line(household.address, commune=commune.full_name if commune else ""),
        point=household.point,
        accuracy=household.accuracy,
        commune_code=household.commune_code,
        uncertainty_m=UNCERTAINTY_M[household.accuracy],
        confidence=1.0,
        household=household,
    )


def code_collection(
    answer: CodeAnswer, match: Match, *, query: str, version: str, forms: CommuneForms, as_of: date | None
) -> schemas.CodeCollection:
    """The match behind a code; `forms` is the commune it lies in, `bbox` the cell of the code."""
    return schemas.CodeCollection(
        bbox=_bbox(answer.box),
        geocoding=schemas.QueryBlock(query=query),
        vpostcode=schemas.CodeBlock(
            verdict=Verdict.MATCHED,
            next_action=NextAction.ACCEPT,
            total=1,
            dataset_version=version,
            as_of=as_of,
            faults=tuple(fault_schema(fault) for fault in answer.faults),
            code=answer.code.printed(),
            check_ok=answer.asked.check_ok,
        ),
        features=(match_feature(match, forms=forms),),
    )


def commune_feature(
    commune: CommuneRecord, *, geometry: schemas.PointGeometry | schemas.AreaGeometry, view: View
) -> schemas.CommuneFeature:
    """One commune with the geometry asked for."""
    return schemas.CommuneFeature(
        geometry=geometry,
        properties=schemas.CommuneProperties(
            geocoding=schemas.Place(
                type="locality",
                label=f"{commune.full_name}, Hà Nội",
                name=commune.full_name,
                postcode=commune.postcode,
                district=commune.full_name,
            ),
            vpostcode=schemas.CommuneBlock(
                code=commune.code,
                name=commune.full_name,
                postcode=commune.postcode,
                former=commune.former,
                households=visible_count(commune.households, view=view),
                codes=visible_count(commune.codes, view=view),
                centre=position(commune.centre),
            ),
        ),
    )


def fault_schema(fault: Fault) -> schemas.Fault:
    """The fault with its sentence in both languages."""
    words = in_words(fault)
    return schemas.Fault(
        element=fault.element,
        kind=fault.kind,
        asked=fault.asked,
        answered=fault.answered,
        message=schemas.Text(vi=words.vi, en=words.en),
    )


def commune_ref(commune: CommuneRecord, *, forms: CommuneForms) -> schemas.CommuneRef:
    """The commune as a match names it, with its names of other days."""
    return schemas.CommuneRef(
        code=commune.code,
        name=commune.full_name,
        postcode=commune.postcode,
        former=dated_communes(forms.former),
        as_of=None if forms.then is None else dated_communes(forms.then),
    )


def dated_communes(units: Sequence[UnitThen]) -> tuple[schemas.DatedCommune, ...]:
    """Communes of another day, or the candidates for one."""
    return tuple(
        schemas.DatedCommune(
            code=one.unit.code,
            name=one.unit.full_name,
            district=one.district.full_name if one.district is not None else "",
            certain=one.certain,
        )
        for one in units
    )


def parcel_ref(parcel: ParcelKey) -> schemas.ParcelRef:
    """The parcel as a match names it."""
    return schemas.ParcelRef(commune_code=parcel.commune_code, sheet=parcel.sheet, number=parcel.number)


def address_parts(address: Address) -> schemas.AddressParts:
    """The parts of the address."""
    return schemas.AddressParts.model_validate(address, from_attributes=True)


def printed(stored: str) -> str:
    """A stored code as people read it, check symbol included."""
    return read_stored(stored).printed()


def position(point: Point) -> schemas.Position:
    """Longitude and latitude, rounded to what can be meant."""
    return round(point.lon, 7), round(point.lat, 7)


def _bbox(box: Box) -> tuple[float, float, float, float]:
    west, south, east, north = (round(degree, 9) for degree in (box.west, box.south, box.east, box.north))
    return west, south, east, north


def area_geometry(shape: Geometry) -> schemas.AreaGeometry:
    """A polygon or several, rounded to what can be meant."""
    rounded = shapely.set_precision(shape, DEGREE_STEP, mode="pointwise")
    return schemas.AreaGeometry.model_validate_json(shapely.to_geojson(rounded))
