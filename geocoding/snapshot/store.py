"""An open snapshot, and the holder that follows the active one."""

import time
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from geocoding.crs import to_survey
from geocoding.errors import SnapshotCorrupt, SnapshotMissing
from geocoding.model import Box, Household, ParcelKey, Point
from geocoding.snapshot.communes import CommuneRecord, CommuneStore
from geocoding.snapshot.completions import CompletionStore
from geocoding.snapshot.containers import Containers
from geocoding.snapshot.files import active_version, read_manifest
from geocoding.snapshot.households import HouseholdPlace, HouseholdStore
from geocoding.snapshot.names import NameStore
from geocoding.snapshot.pages import Page, Selection
from geocoding.snapshot.parcels import ParcelStore
from geocoding.snapshot.places import PlaceStore
from geocoding.snapshot.retired import RetiredCode, RetiredStore
from geocoding.snapshot.service_points import ServicePointRecord, read_service_points
from geocoding.snapshot.street_list import StreetList


@dataclass(frozen=True, slots=True)
class ParcelRecord:
    """A parcel as shown on a map: key, outline in degrees, label point."""

    key: ParcelKey
    shape: BaseGeometry
    label: Point


class Snapshot:
    """One published state of the register, read-only and shared between processes by the page cache."""

    def __init__(self, folder: Path) -> None:
        manifest = read_manifest(folder)
        self.folder = folder
        self.version = manifest.version
        self.facts: Mapping[str, str | int | bool] = manifest.facts
        self.parcels = ParcelStore(folder)
        self.households = HouseholdStore(folder)
        self.places = PlaceStore(folder)
        self.names = NameStore(folder)
        self.street_list = StreetList(folder)
        self.commune_store = CommuneStore(folder)
        self.completions = CompletionStore(folder)
        self.retired_codes = RetiredStore(folder)

    @cached_property
    def containers(self) -> Containers:
        """Its streets, alleys and houses as a tree."""
        return Containers(len(self.households), self.households.place)

    @cached_property
    def service_points(self) -> Sequence[ServicePointRecord]:
        """All postal service points, by id."""
        return read_service_points(self.folder)

    def household_at(self, position: int) -> Household:
        """The household of a position."""
        return self.households[position]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many households, codes, parcels and communes it holds."""
        return {name: int(self.facts[name]) for name in ("households", "codes", "parcels", "communes")}

    @property
    def approximate(self) -> bool:
        """Whether the outlines only imitate the legal lines, as those of the sample city do."""
        return any(commune.approximate for commune in self.communes())

    def commune(self, code: str) -> CommuneRecord | None:
        """The commune with that code of 2025, None when the snapshot has no outline of it."""
        return self.commune_store.get(code)

    def communes(self) -> tuple[CommuneRecord, ...]:
        """All communes, by code."""
        return self.commune_store.all()

    def find(self, stored_code: str) -> Household | None:
        """The household that holds a code in its stored spelling, None when nobody does."""
        return self.households.with_code(stored_code)

    def retired(self, stored_code: str) -> RetiredCode | None:
        """What became of a code that lives no more; None for any other."""
        return self.retired_codes.find(stored_code)

    def with_suffix(self, suffix: str) -> Sequence[Household]:
        """The households whose codes have the same seven last characters in the base."""
        return self.households.with_suffix(suffix)

    def parcel(self, key: ParcelKey) -> ParcelRecord | None:
        """The parcel with a key, None without one."""
        position = self.parcels.find(key)
        return None if position is None else self._parcel_records([position])[0]

    def household(self, household_id: str) -> Household | None:
        """The household with an id, None without one."""
        position = self.households.find(household_id)
        return None if position is None else self.households[position]

    def households_on(self, key: ParcelKey) -> Sequence[Household]:
        """The households that stand on a parcel."""
        return [self.households[position] for position in self.households.on_parcel(key)]

    def parcel_reach(self, communes: frozenset[str] | None) -> Box | None:
        """A box around the parcels of the communes, of all when None; None around nothing."""
        return self.parcels.reach(communes)

    def parcel_page(self, selection: Selection, *, after: ParcelKey | None, limit: int) -> Page[ParcelRecord]:
        """At most `limit` of the parcels that meet the selection, by key, behind the one named."""
        page = self.parcels.page(selection, after=after, limit=limit)
        before = next(iter(self._parcel_records([] if page.before is None else [page.before])), None)
        return Page(self._parcel_records(page.items), page.matched, page.more, page.skipped, before)

    def household_page(self, selection: Selection, *, after: HouseholdPlace | None, limit: int) -> Page[Household]:
        """At most `limit` of the households whose points lie in the selection, behind the place named."""
        page = self.households.page(selection, after=after, limit=limit)
        before = None if page.before is None else self.households[page.before]
        found = [self.households[position] for position in page.items]
        return Page(found, page.matched, page.more, page.skipped, before)

    def parcels_in(self, box: Box, limit: int, *, communes: Container[str] | None = None) -> Sequence[ParcelRecord]:
        """At most `limit` parcels that meet the box, by key; of these communes, or of all."""
        meeting = self.parcels.meeting(*_survey_box(box))
        wanted = (p for p in meeting if communes is None or self.parcels.key(p).commune_code in communes)
        return self._parcel_records(list(islice(wanted, limit)))

    def _parcel_records(self, positions: Sequence[int]) -> Sequence[ParcelRecord]:
        shapes = self.parcels.shapes_wgs84(positions)
        return [
            ParcelRecord(self.parcels.key(position), shape, self.parcels.label(position))
            for position, shape in zip(positions, shapes, strict=True)
        ]

    def households_in(self, box: Box, limit: int, *, communes: Container[str] | None = None) -> Sequence[Household]:
        """At most `limit` households whose points lie in the box; of these communes, or of all."""
        meeting = self.households.meeting(*_survey_box(box))
        wanted = (p for p in meeting if communes is None or self.households.commune_code(p) in communes)
        found = (self.households[position] for position in wanted)
        return list(islice((one for one in found if box.contains(one.point)), limit))


def _survey_box(box: Box) -> tuple[float, float, float, float]:
    """The box in the survey plane that holds a box in degrees; the plane is turned by less than 0.5° here."""
    corners = [to_survey(Point(lon=lon, lat=lat)) for lon in (box.west, box.east) for lat in (box.south, box.north)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def open_snapshot(snapshots: Path) -> Snapshot:
    """The active snapshot of a folder of snapshots; raises `SnapshotMissing` or `SnapshotCorrupt`."""
    return Snapshot(snapshots / active_version(snapshots))


class SnapshotHolder:
    """The active snapshot, looked for anew at most every `check_s` seconds.

    A snapshot that cannot be opened leaves the one in use in place.
    """

    def __init__(self, snapshots: Path, *, check_s: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._snapshots = snapshots
        self._check_s = check_s
        self._clock = clock
        self._snapshot: Snapshot | None = None
        self._checked_at = float("-inf")

    def current(self) -> Snapshot:
        """The snapshot to answer from; raises `SnapshotMissing` before the first publication."""
        now = self._clock()
        if self._snapshot is None or now - self._checked_at >= self._check_s:
            self._checked_at = now
            self._snapshot = self._followed(self._snapshot)
        return self._snapshot

    def _followed(self, held: Snapshot | None) -> Snapshot:
        if held is None:
            return open_snapshot(self._snapshots)
        try:
            version = active_version(self._snapshots)
            return held if version == held.version else Snapshot(self._snapshots / version)
        except (SnapshotMissing, SnapshotCorrupt):
            return held
