"""Query parameters of `/ogc/…`: those of the standard, and the properties by which a collection can be asked."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query
from pydantic import Field

from app.api.parameters import MAX_PART, Parameters
from app.features.api_document import DEFAULT_LIMIT, MAX_LIMIT
from app.features.question import Interval, asked_boxes, asked_interval
from geocoding.layers.rows import ServiceKind
from geocoding.model import Box


class ItemsParameters(Parameters):
    """What every collection can be asked for."""

    bbox: str | None = Field(default=None, max_length=MAX_PART)
    datetime: str | None = Field(default=None, max_length=MAX_PART)
    limit: int = Field(default=DEFAULT_LIMIT, ge=1)
    after: str | None = Field(default=None, max_length=2_000)

    @property
    def boxes(self) -> tuple[Box, ...] | None:
        """The boxes, None for everywhere; raises `BoxInvalid`."""
        return None if self.bbox is None else asked_boxes(self.bbox)

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

    def written(self) -> str:
        """The query of this page."""
        return urlencode(self.model_dump(exclude_none=True, exclude_defaults=True))

    def written_behind(self, cursor: str) -> str:
        """The query of the page behind a cursor."""
        return self.model_copy(update={"after": cursor}).written()


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
    kind: ServiceKind | None = None


class HouseholdItems(ItemsParameters):
    """By commune and code."""

    commune: str = Field(default="", max_length=MAX_PART)
    code: str = Field(default="", max_length=MAX_PART)


CommuneItemsQuery = Annotated[CommuneItems, Query()]
ParcelItemsQuery = Annotated[ParcelItems, Query()]
ServicePointItemsQuery = Annotated[ServicePointItems, Query()]
HouseholdItemsQuery = Annotated[HouseholdItems, Query()]
