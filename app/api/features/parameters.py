"""Query parameters of `/ogc/…`: those of the standard, and the properties by which a collection can be asked."""

from enum import StrEnum
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query
from pydantic import BeforeValidator, Field

from app.api.parameters import MAX_PART, Parameters
from app.features.api_document import DEFAULT_LIMIT, MAX_LIMIT
from app.features.question import Interval, asked_boxes, asked_interval
from app.features.systems import System
from geocoding.layers.rows import ServiceKind
from geocoding.snapshot.windows import Window


def _unless_blank(given: object) -> object:
    """A form that is sent without a choice names none."""
    return None if given == "" else given


class Format(StrEnum):
    """The forms in which everything can be had."""

    JSON = "json"
    HTML = "html"


class DocumentParameters(Parameters):
    """What every document can be asked for."""

    f: Format | None = None

    def given(self) -> dict[str, str]:
        """What was asked for by name, as it would be written; the form aside, and what goes without saying."""
        asked = self.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True, exclude={"f"})
        return {name: str(value) for name, value in asked.items()}

    def written(self) -> str:
        """The query of this answer in any form."""
        return urlencode(self.given())


class FeatureParameters(DocumentParameters):
    """What every feature can be asked for."""

    crs: System = System.CRS84


class ItemsParameters(FeatureParameters):
    """What every collection can be asked for."""

    bbox: str | None = Field(default=None, max_length=MAX_PART)
    bbox_crs: System = Field(default=System.CRS84, alias="bbox-crs")
    datetime: str | None = Field(default=None, max_length=MAX_PART)
    limit: int = Field(default=DEFAULT_LIMIT, ge=1)
    after: str | None = Field(default=None, max_length=2_000)

    @property
    def boxes(self) -> tuple[Window, ...] | None:
        """The boxes, None for everywhere; raises `BoxInvalid`."""
        return None if self.bbox is None else asked_boxes(self.bbox, self.bbox_crs)

    @property
    def interval(self) -> Interval:
        """The stretch of time, open at both ends without one; raises `IntervalInvalid`."""
        return Interval(None, None) if self.datetime is None else asked_interval(self.datetime)

    def require_interval(self) -> None:
        """Raise `IntervalInvalid` unless the time is one: features without time are in every interval."""
        _ = self.interval

    @property
    def page_size(self) -> int:
        """How many features a page holds: no more than served at once."""
        return min(self.limit, MAX_LIMIT)

    def written_behind(self, cursor: str | None) -> str:
        """The query of the page behind a cursor, of the first without one, in the form that was asked for."""
        form = {} if self.f is None else {"f": self.f.value}
        return urlencode({**self.model_copy(update={"after": cursor}).given(), **form})


class CommuneItems(ItemsParameters):
    """By commune."""

    code: str = Field(default="", max_length=MAX_PART)


class ParcelItems(ItemsParameters):
    """By commune and map sheet."""

    commune: str = Field(default="", max_length=MAX_PART)
    sheet: str = Field(default="", max_length=MAX_PART)


class ServicePointItems(ItemsParameters):
    """By commune and kind."""

    commune: str = Field(default="", max_length=MAX_PART)
    kind: Annotated[ServiceKind | None, BeforeValidator(_unless_blank)] = None


class HouseholdItems(ItemsParameters):
    """By commune and code."""

    commune: str = Field(default="", max_length=MAX_PART)
    code: str = Field(default="", max_length=MAX_PART)


DocumentQuery = Annotated[DocumentParameters, Query()]
FeatureQuery = Annotated[FeatureParameters, Query()]
CommuneItemsQuery = Annotated[CommuneItems, Query()]
ParcelItemsQuery = Annotated[ParcelItems, Query()]
ServicePointItemsQuery = Annotated[ServicePointItems, Query()]
HouseholdItemsQuery = Annotated[HouseholdItems, Query()]
