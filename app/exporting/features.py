"""All features of a collection, one page of the snapshot after the other, so that memory stays flat."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.coverage import AreaCoverage
from app.features.collections import COMMUNES, COVERAGE, HOUSEHOLDS, PARCELS, SERVICE_POINTS
from app.features.model import Collection, Feature
from app.features.things import (
    commune_feature,
    coverage_feature,
    household_feature,
    parcel_feature,
    service_point_feature,
)
from geocoding.model import ParcelKey
from geocoding.snapshot.communes import CommuneRecord
from geocoding.snapshot.households import HouseholdPlace, place_of
from geocoding.snapshot.pages import Selection
from geocoding.snapshot.service_points import ServicePointRecord
from geocoding.snapshot.store import Snapshot

PAGE = 2_000


@dataclass(frozen=True, slots=True)
class Content:
    """What is exported: the snapshot, one commune of it or all (""), and the coverage figures by commune."""

    snapshot: Snapshot
    commune: str
    areas: Mapping[str, AreaCoverage]

    @property
    def selection(self) -> Selection:
        """What is wanted of the snapshot."""
        return Selection(communes=frozenset({self.commune}) if self.commune else None)

    def communes(self) -> list[CommuneRecord]:
        """The communes that are exported."""
        return [one for one in self.snapshot.communes() if self.commune in ("", one.code)]

    def service_points(self) -> list[ServicePointRecord]:
        """The service points that are exported."""
        return [one for one in self.snapshot.service_points if self.commune in ("", one.commune_code)]


def every_feature(collection: Collection, content: Content) -> Iterator[Feature]:
    """The features of a collection in its order."""
    made: Mapping[str, Callable[[Content], Iterator[Feature]]] = {
        COMMUNES.id: _communes,
        COVERAGE.id: _coverage,
        SERVICE_POINTS.id: _service_points,
        PARCELS.id: _parcels,
        HOUSEHOLDS.id: _households,
    }
    return made[collection.id](content)


def _communes(content: Content) -> Iterator[Feature]:
    for one in content.communes():
        yield commune_feature(one, households=one.households, codes=one.codes)


def _coverage(content: Content) -> Iterator[Feature]:
    return (coverage_feature(one, content.areas[one.code]) for one in content.communes() if one.code in content.areas)


def _service_points(content: Content) -> Iterator[Feature]:
    return map(service_point_feature, content.service_points())


def _parcels(content: Content) -> Iterator[Feature]:
    snapshot = content.snapshot
    after: ParcelKey | None = None
    more = True
    while more:
        page = snapshot.parcel_page(content.selection, after=after, limit=PAGE)
        for one in page.items:
            yield parcel_feature(one, households=len(snapshot.households.on_parcel(one.key)))
        after, more = page.items[-1].key if page.items else None, page.more


def _households(content: Content) -> Iterator[Feature]:
    after: HouseholdPlace | None = None
    more = True
    while more:
        page = content.snapshot.household_page(content.selection, after=after, limit=PAGE)
        yield from map(household_feature, page.items)
        after, more = place_of(page.items[-1]) if page.items else None, page.more
