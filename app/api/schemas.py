"""The answers of the API: GeoJSON with GeoCodeJSON 0.1.0 members, and ours beside them under `vpostcode`.

Members of `geocoding` are left out when they do not apply; members of `vpostcode` are always there, null when empty.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from geocoding.match.answer import FaultKind, NextAction
from geocoding.model import Accuracy, Verdict

ATTRIBUTION = "Vpostcode"

LevelName = Literal["none", "commune", "street", "alley", "parcel", "household"]
Position = tuple[float, float]
"""Longitude, latitude in WGS 84 degrees."""


def _is_none(value: object) -> bool:
    return value is None


OptionalText = Annotated[str | None, Field(exclude_if=_is_none)]


class Schema(BaseModel):
    """Base of all answers: immutable, and nothing undeclared gets out."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Schema):
    """A sentence for people in both languages."""

    vi: str
    en: str


class PointGeometry(Schema):
    """A GeoJSON point."""

    type: Literal["Point"] = "Point"
    coordinates: Position


class AreaGeometry(Schema):
    """A GeoJSON area."""

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[list[Position]] | list[list[list[Position]]]


class QueryBlock(Schema):
    """The top-level block of GeoCodeJSON."""

    version: Literal["0.1.0"] = "0.1.0"
    attribution: str = ATTRIBUTION
    query: OptionalText = None


class Place(Schema):
    """The `geocoding` block of a feature; `accuracy` in metres."""

    type: Literal["house", "street", "locality", "city"]
    label: str
    accuracy: Annotated[int | None, Field(ge=0, exclude_if=_is_none)] = None
    name: OptionalText = None
    housenumber: OptionalText = None
    street: OptionalText = None
    locality: OptionalText = None
    postcode: OptionalText = None
    district: OptionalText = Field(default=None, description="The commune: phường or xã.")
    city: str = "Hà Nội"
    country: str = "Việt Nam"


class DatedCommune(Schema):
    """A commune of another day; `certain` is false where it is one of several candidates, the likeliest first."""

    code: str
    name: str
    district: str = Field(description="Quận, huyện or thị xã; empty from 1 July 2025 on.")
    certain: bool


class CommuneRef(Schema):
    """The commune a match lies in, with its national postcode."""

    code: str
    name: str
    postcode: str
    former: tuple[DatedCommune, ...] = Field(description="The commune of before 1 July 2025, or its candidates.")
    as_of: tuple[DatedCommune, ...] | None = Field(description="The commune of the day asked for; null without one.")


class ParcelRef(Schema):
    """How the cadastre names a parcel."""

    commune_code: str
    sheet: str
    number: str


class AddressParts(Schema):
    """The parts of an address; an absent part is the empty string. `alley_path` runs from the street inwards."""

    house_number: str = ""
    alley_path: tuple[str, ...] = ()
    street: str = ""
    hamlet: str = ""
    estate: str = ""
    building: str = ""
    floor: str = ""
    unit: str = ""


class MatchBlock(Schema):
    """What we say about one match."""

    level: LevelName = Field(description="What kind of thing matched.")
    code: str | None = Field(description="The Vpostcode in printed form with its check symbol.")
    accuracy: Accuracy = Field(description="How the position was derived.")
    uncertainty_m: float = Field(description="Radius in metres that should hold the truth.")
    confidence: float = Field(ge=0, le=1, description="Probability that this is the thing meant.")
    distance_m: float | None = Field(description="Metres from the asked point; null when no point was asked.")
    commune: CommuneRef | None
    parcel: ParcelRef | None
    address: AddressParts | None
    access_point: Position | None
    household_id: str | None
    external_id: str | None


class Fault(Schema):
    """One thing changed, dropped or contradicted between question and answer."""

    element: str
    kind: FaultKind
    asked: str
    answered: str
    message: Text


class AnswerBlock(Schema):
    """What we say about the whole answer; `withheld` counts matches that this caller may not see."""

    verdict: Verdict
    next_action: NextAction
    total: int
    withheld: int = 0
    dataset_version: str
    as_of: date | None = Field(default=None, description="The day whose names were asked for.")
    faults: tuple[Fault, ...] = ()
    unmatched: str = ""


class Reading(Schema):
    """One way in which a text was read; parts that it does not name are left out."""

    parts: dict[str, str]


class LookUp(Schema):
    """One street, estate, hamlet or commune looked into; `communes` is null when all were allowed."""

    round: int
    container: str
    path: str
    leaves: tuple[str, ...]
    communes: tuple[str, ...] | None
    slips: int
    households: int


class Explanation(Schema):
    """The story of one question: the text as it was read, what was taken out, the readings and the look-ups.

    Callers who may not see candidates get no look-ups: they would tell which houses exist.
    """

    text: str
    removed: tuple[str, ...]
    repairs: tuple[str, ...]
    readings: tuple[Reading, ...]
    look_ups: tuple[LookUp, ...]


class MatchProperties(Schema):
    """Properties of one match."""

    geocoding: Place
    vpostcode: MatchBlock


class MatchFeature(Schema):
    """One match as a GeoJSON feature."""

    type: Literal["Feature"] = "Feature"
    geometry: PointGeometry
    properties: MatchProperties


class AnswerCollection(Schema):
    """The answer to a question: at most five features, best first."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    geocoding: QueryBlock
    vpostcode: AnswerBlock
    features: tuple[MatchFeature, ...]
    explanation: Annotated[Explanation | None, Field(exclude_if=_is_none)] = None


class CodeBlock(AnswerBlock):
    """What we say about the answer to a code."""

    code: str = Field(description="The code of today in printed form; another than asked when its head was translated.")
    check_ok: bool | None = Field(description="Whether the check symbol fits; null when none was given.")


class CodeCollection(Schema):
    """The household that has the code; `bbox` is the 3 m cell of the code."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    bbox: tuple[float, float, float, float]
    geocoding: QueryBlock
    vpostcode: CodeBlock
    features: tuple[MatchFeature, ...]


class CommuneBlock(Schema):
    """What we say about one commune; a count below ten is null where small groups are not shown."""

    code: str
    name: str
    postcode: str
    former: tuple[str, ...] = Field(description="Names of the communes it replaced on 1 July 2025.")
    households: int | None
    codes: int | None
    centre: Position


class CommuneProperties(Schema):
    """Properties of one commune."""

    geocoding: Place
    vpostcode: CommuneBlock


class CommuneFeature(Schema):
    """One commune as a GeoJSON feature: its outline where one commune was asked for, else its centre."""

    type: Literal["Feature"] = "Feature"
    geometry: PointGeometry | AreaGeometry
    properties: CommuneProperties


class DatasetBlock(Schema):
    """Which published state answered; `approximate` says that outlines are drawn for a sample, not surveyed."""

    dataset_version: str
    approximate: bool
    total: int


class CommuneCollection(Schema):
    """Communes as GeoJSON, by code."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    geocoding: QueryBlock = QueryBlock()
    vpostcode: DatasetBlock
    features: tuple[CommuneFeature, ...]


class Liveness(Schema):
    """The process answers."""

    status: Literal["ok"] = "ok"


class ProblemError(Schema):
    """One fault of the request: a JSON Pointer to it and what is wrong."""

    pointer: str
    detail: str


class Problem(BaseModel):
    """An error as RFC 9457 has it; `type` leads to a page about this kind of error."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[ProblemError] | None = None
    near_misses: list[str] | None = None
    violated_policies: Annotated[tuple[str, ...] | None, Field(description="Names of the limits that are reached.")] = (
        None
    )
    successors: list[str] | None = None
