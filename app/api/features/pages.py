"""Pages of features for a caller: from the snapshot what is published, from the register the coverage figures."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import shapely
from sqlalchemy.orm import Session

from app.access.principal import Principal
from app.api.access import require_commune
from app.api.disclosure import hides_small, view_of, visible_count
from app.api.features.parameters import CommuneItems, HouseholdItems, ItemsParameters, ParcelItems, ServicePointItems
from app.api.serving import Served
from app.coverage import city_coverage
from app.errors import FeatureUnknown
from app.features.cursor import (
    asked_code,
    asked_household,
    asked_parcel,
    code_cursor,
    household_cursor,
    parcel_cursor,
)
from app.features.model import Feature
from app.features.question import Interval
from app.features.things import (
    commune_feature,
    coverage_feature,
    household_feature,
    parcel_feature,
    service_point_feature,
)
from geocoding.model import Household
from geocoding.snapshot.communes import CommuneRecord
from geocoding.snapshot.households import place_of
from geocoding.snapshot.pages import Page, Selection
from geocoding.snapshot.windows import outline

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Items:
    """A page of features, how many are wanted in all, and behind which cursor the next page begins; None on the last.

    `skipped` counts the features of earlier pages; `previous` is the cursor of the page before, None when that is the
    first.
    """

    features: Sequence[Feature]
    matched: int
    cursor: str | None
    skipped: int = 0
    previous: str | None = None


@dataclass(frozen=True, slots=True)
class CommunePages:
    """The communes as one caller sees them."""

    served: Served
    caller: Principal

    def communes(self, asked: CommuneItems) -> Items:
        """The communes that are asked for, by code."""
        return self._page(asked, self._records(asked), self._commune)

    def commune(self, code: str) -> Feature:
        """One commune; raises `FeatureUnknown`."""
        return self._commune(self._known(code))

    def coverage(self, asked: CommuneItems, session: Session, *, target: float) -> Items:
        """The communes that are asked for with their figures, of those that a caller may see figures of."""
        shown = self._figures(session, target=target)
        interval = asked.interval
        records = [one for one in self._records(asked) if one.code in shown and _audited(shown[one.code], interval)]
        return self._page(asked, records, lambda one: shown[one.code])

    def commune_coverage(self, code: str, session: Session, *, target: float) -> Feature:
        """One commune with its figures; raises `FeatureUnknown`."""
        found = self._figures(session, target=target).get(self._known(code).code)
        if found is None:
            raise FeatureUnknown
        return found

    def _records(self, asked: CommuneItems) -> Sequence[CommuneRecord]:
        boxes = asked.boxes
        asked.require_interval()
        wanted = (one for one in self.served.snapshot.communes() if asked.code in ("", one.code))
        areas = None if boxes is None else list(map(outline, boxes))
        return [one for one in wanted if areas is None or any(shapely.intersects(one.shape, area) for area in areas)]

    def _page(
        self, asked: CommuneItems, records: Sequence[CommuneRecord], made: Callable[[CommuneRecord], Feature]
    ) -> Items:
        return _items(asked, records, key=lambda one: one.code, made=made)

    def _commune(self, record: CommuneRecord) -> Feature:
        view = view_of(self.caller, record.code)
        counts = (visible_count(number, view=view) for number in (record.households, record.codes))
        households, codes = counts
        return commune_feature(record, households=households, codes=codes)

    def _figures(self, session: Session, *, target: float) -> dict[str, Feature]:
        today, hides = datetime.now(UTC).date(), hides_small(self.caller, "")
        found = city_coverage(session, on=today, target=target, hides_small=hides)
        areas = {area.code: area for area in found.communes}
        records = (one for one in self.served.snapshot.communes() if one.code in areas)
        return {one.code: coverage_feature(one, areas[one.code]) for one in records}

    def _known(self, code: str) -> CommuneRecord:
        found = self.served.snapshot.commune(code)
        if found is None:
            raise FeatureUnknown
        return found


def service_point_items(asked: ServicePointItems, served: Served) -> Items:
    """The postal service points that are asked for, by id."""
    boxes = asked.boxes
    asked.require_interval()
    wanted = [
        one
        for one in served.snapshot.service_points
        if asked.commune in ("", one.commune_code)
        and asked.kind in (None, one.kind)
        and (boxes is None or any(box.contains(one.point) for box in boxes))
    ]
    return _items(asked, wanted, key=lambda one: one.id, made=service_point_feature)


def _items(
    asked: ItemsParameters, wanted: Sequence[Thing], *, key: Callable[[Thing], str], made: Callable[[Thing], Feature]
) -> Items:
    """The page of a short list that is asked for; `wanted` is in the order of its keys."""
    behind, size = asked_code(asked.after), asked.page_size
    start = bisect_right(wanted, behind, key=key)
    shown = wanted[start : start + size]
    cursor = code_cursor(key(shown[-1])) if start + len(shown) < len(wanted) else None
    previous = code_cursor(key(wanted[start - size - 1])) if start > size else None
    return Items([made(one) for one in shown], len(wanted), cursor, start, previous)


def service_point(feature_id: str, served: Served) -> Feature:
    """One postal service point; raises `FeatureUnknown`."""
    found = next((one for one in served.snapshot.service_points if one.id == feature_id), None)
    if found is None:
        raise FeatureUnknown
    return service_point_feature(found)


def parcel_items(asked: ParcelItems, served: Served, caller: Principal) -> Items:
    """The parcels that are asked for, of the caller's communes, by key; raises `OutsideCommune`."""
    selection = _selection(asked, caller, sheet=asked.sheet)
    page = served.snapshot.parcel_page(selection, after=asked_parcel(asked.after), limit=asked.page_size)
    features = [parcel_feature(one, households=len(served.snapshot.households_on(one.key))) for one in page.items]
    cursor = parcel_cursor(page.items[-1].key) if page.more else None
    previous = None if page.before is None else parcel_cursor(page.before.key)
    return Items(features, page.matched, cursor, page.skipped, previous)


def household_items(asked: HouseholdItems, served: Served, caller: Principal) -> Items:
    """The households that are asked for, of the caller's communes, street by street; raises `OutsideCommune`."""
    selection, after = _selection(asked, caller), asked_household(asked.after)
    if asked.code:
        page = _with_code(asked.code, served, selection)
    else:
        page = served.snapshot.household_page(selection, after=after, limit=asked.page_size)
    features = [household_feature(one) for one in page.items]
    cursor = household_cursor(place_of(page.items[-1])) if page.more else None
    previous = None if page.before is None else household_cursor(place_of(page.before))
    return Items(features, page.matched, cursor, page.skipped, previous)


def _with_code(code: str, served: Served, selection: Selection) -> Page[Household]:
    """The one household with a code, if it belongs to the selection; raises `CodeMalformed`."""
    found = served.engine.look_up(code).household
    if found is None or (selection.communes is not None and found.commune_code not in selection.communes):
        return Page((), 0, more=False)
    inside = selection.boxes is None or any(box.contains(found.point) for box in selection.boxes)
    return Page((found,) if inside else (), int(inside), more=False)


def _selection(asked: ParcelItems | HouseholdItems, caller: Principal, *, sheet: str = "") -> Selection:
    if asked.commune:
        require_commune(caller, asked.commune)
    asked.require_interval()
    communes = frozenset({asked.commune}) if asked.commune else caller.communes
    return Selection(boxes=asked.boxes, communes=communes, sheet=sheet)


def _audited(feature: Feature, interval: Interval) -> bool:
    at = feature.properties["audited_at"]
    return interval.holds(datetime.fromisoformat(at) if isinstance(at, str) else None)
