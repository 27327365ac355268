"""Households of a snapshot: by position, by code, by parcel, by place."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import cast

import numpy as np

from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, to_survey, transform
from geocoding.model import Accuracy, Address, Household, ParcelKey, Point
from geocoding.quick import quick
from geocoding.snapshot.boxes import Boxes, BoxIndex, save_boxes
from geocoding.snapshot.files import Records, open_array, open_integers, save_array, save_records
from geocoding.snapshot.pages import Page, Selection, page_in_boxes, page_of_ranges
from geocoding.snapshot.postings import Postings, parts_for, save_postings
from geocoding.snapshot.windows import Window

_ACCURACIES = tuple(Accuracy)
_SUFFIX_LENGTH = 7
_BASE_LENGTH = 12

BLOCK = 10_000
"""Points transformed at a time."""


class Households:
    """The households of a snapshot as they are written, by position: read from disk one at a time."""

    def __init__(self, folder: Path) -> None:
        self._records = Records(folder, "households")

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, position: int) -> Household:
        return _household(self._records[position])

    def __iter__(self) -> Iterator[Household]:
        return map(self.__getitem__, range(len(self)))


def save_households(folder: Path, households: Iterable[Household]) -> Households:
    """Write households in their order, which becomes their position; the folder has its parcels already."""
    count = save_records(folder, "households", map(_record, households))
    written, parts, parcels = Households(folder), parts_for(count), Postings(folder, "parcel_keys")
    sizes = Counter(household.commune_code for household in written)
    communes = sorted(sizes)
    save_array(folder, "household_commune_codes", np.asarray(communes, dtype="U8"))
    numbers = np.arange(len(communes), dtype=np.uint16)
    save_array(folder, "household_communes", np.repeat(numbers, [sizes[code] for code in communes]))
    save_boxes(folder / "households.rtree", _boxes(written), count=count)
    codes = ((one.code, position) for position, one in enumerate(written) if one.code)
    both = ((key, position) for code, position in codes for key in (code, _suffix_key(code)))
    save_postings(folder, "codes", both, parts=parts)
    save_postings(folder, "ids", ((one.id, position) for position, one in enumerate(written)), parts=parts)
    links = ((str(key), position) for position, one in enumerate(written) for key in one.parcels)
    save_postings(folder, "by_parcel", (link for link in links if parcels.get(link[0])), parts=parts)
    return written


def _boxes(households: Iterable[Household]) -> Iterator[Boxes]:
    """Blocks of the households' points, as boxes of the survey plane."""
    left = iter(households)
    while block := [(one.point.lon, one.point.lat) for one in islice(left, BLOCK)]:
        plane = transform(np.asarray(block), source_epsg=WGS84_EPSG, target_epsg=SURVEY_EPSG)
        yield np.hstack([plane, plane])


def _suffix_key(code: str) -> str:
    return f"*{code[_BASE_LENGTH - _SUFFIX_LENGTH : _BASE_LENGTH]}"


def _record(household: Household) -> list[object]:
    address = household.address
    access = household.access_point
    return [
        household.id,
        household.external_id,
        household.code,
        household.commune_code,
        household.point.lon,
        household.point.lat,
        _ACCURACIES.index(household.accuracy),
        [
            address.house_number,
            address.street,
            address.hamlet,
            address.estate,
            address.building,
            address.floor,
            address.unit,
        ],
        list(address.alley_path),
        [access.lon, access.lat] if access is not None else None,
        [[key.commune_code, key.sheet, key.number] for key in household.parcels],
        household.former_commune_code,
    ]


@dataclass(frozen=True, slots=True, order=True)
class HouseholdPlace:
    """Where a household stands in the order of a snapshot; a list goes on behind it."""

    commune_code: str
    street: str
    alley_path: tuple[str, ...]
    external_id: str
    id: str


def place_of(household: Household) -> HouseholdPlace:
    """Its place in the order."""
    address = household.address
    return HouseholdPlace(
        household.commune_code, address.street, address.alley_path, household.external_id, household.id
    )


_Record = tuple[str, str, str, str, float, float, int, list[str], list[str], list[float] | None, list[list[str]], str]
"""What `_record` writes, as it is read."""


def _household(record: list[object]) -> Household:
    identity, external_id, code, commune_code, lon, lat, accuracy, names, path, access, parcels, former = cast(
        _Record, record
    )
    house_number, street, hamlet, estate, building, floor, unit = names
    return _make_household(
        identity,
        external_id,
        code,
        _make_address(house_number, tuple(path), street, hamlet, estate, building, floor, unit),
        commune_code,
        _make_point(lon, lat),
        _make_point(access[0], access[1]) if access is not None else None,
        _ACCURACIES[accuracy],
        tuple([_make_key(commune, sheet, number) for commune, sheet, number in parcels]),
        former,
    )


_make_household, _make_address, _make_point, _make_key = (
    quick(Household),
    quick(Address),
    quick(Point),
    quick(ParcelKey),
)


class HouseholdStore:
    """The households of an open snapshot."""

    def __init__(self, folder: Path) -> None:
        self._households = Households(folder)
        self._boxes = BoxIndex(folder / "households.rtree")
        self._communes = tuple(str(code) for code in open_array(folder, "household_commune_codes"))
        self._commune_of = open_integers(folder, "household_communes")
        self._codes = Postings(folder, "codes")
        self._ids = Postings(folder, "ids")
        self._by_parcel = Postings(folder, "by_parcel")

    def __len__(self) -> int:
        return len(self._households)

    def __getitem__(self, position: int) -> Household:
        return self._households[position]

    def commune_code(self, position: int) -> str:
        """The commune of one household, without building the rest of it."""
        return self._communes[self._commune_of[position]]

    def find(self, household_id: str) -> int | None:
        """The position of a household, None when no household has the id."""
        return next(iter(self._ids.get(household_id)), None)

    def with_code(self, stored: str) -> Household | None:
        """The household that holds a code in its stored spelling, None when nobody does."""
        found = self._codes.get(stored)
        return self[found[0]] if found else None

    def with_suffix(self, suffix: str) -> list[Household]:
        """The households whose codes share the last seven characters of the base, whatever the head."""
        return [self[position] for position in self._codes.get(f"*{suffix}")]

    def on_parcel(self, key: ParcelKey) -> Sequence[int]:
        """Positions of the households linked to a parcel."""
        return self._by_parcel.get(str(key))

    def page(self, selection: Selection, *, after: HouseholdPlace | None, limit: int) -> Page[int]:
        """Positions of the households whose points lie in the boxes, in the communes."""
        start = 0 if after is None else bisect_right(range(len(self)), after, key=self.place)
        ranges = self._ranges(selection.communes)
        if selection.boxes is None:
            return page_of_ranges(ranges, start=start, limit=limit)
        return page_in_boxes(self._boxes, selection.boxes, ranges=ranges, start=start, limit=limit, lie_in=self._lie_in)

    def place(self, position: int) -> HouseholdPlace:
        """Where a household stands in the order."""
        return place_of(self[position])

    def _ranges(self, communes: frozenset[str] | None) -> list[range]:
        if communes is None:
            return [range(len(self))]
        numbers = [number for number, code in enumerate(self._communes) if code in communes]
        ends = (np.searchsorted(self._commune_of, [number, number + 1]).tolist() for number in numbers)
        return [range(start, stop) for start, stop in ends]

    def _lie_in(self, positions: Sequence[int], box: Window) -> Sequence[bool]:
        return [box.contains(self[position].point) for position in positions]

    def nearest(self, point: Point, *, count: int, within_m: float) -> list[int]:
        """Positions of the households nearest to a point, nearest first."""
        x, y = to_survey(point)
        return self._boxes.nearest(x, y, count=count, within_m=within_m)

    def meeting(self, west: float, south: float, east: float, north: float) -> list[int]:
        """Positions of the households whose points lie in a box of the survey plane."""
        return self._boxes.meeting(west, south, east, north)
