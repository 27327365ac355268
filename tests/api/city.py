"""A city of two communes in memory, the twin of a published snapshot: same answers to the same questions.

   105.80      105.81      105.82     every letter is a parcel of 0.001°, a household at its centre
21.01 +-----------+-----------+
      | a b c     |           |       00001 Phường Thử: parcels a, b (two flats), c (no household)
      |           |     d     |       00002 Xã Mẫu: parcel d
21.00 +-----------+-----------+
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from shapely import MultiPolygon, box

from geocoding.address.query import AddressQuery
from geocoding.gazetteer.epochs import Epochs
from geocoding.gazetteer.facts import REFORM, LinkKind, UnitLink
from geocoding.geometry import distance_m
from geocoding.match.answer import Answer, Fault, FaultKind, Match, NextAction
from geocoding.match.explain import Explanation, LookUp
from geocoding.match.suggest import LabelPart, Suggestion
from geocoding.model import (
    Accuracy,
    Address,
    AdminUnit,
    Box,
    Household,
    MatchLevel,
    ParcelKey,
    Point,
    UnitKind,
    Verdict,
)
from geocoding.snapshot.communes import CommuneRecord
from geocoding.snapshot.completion_keys import CompletionKind
from geocoding.snapshot.containers import Containers, place_in
from geocoding.snapshot.households import HouseholdPlace, place_of
from geocoding.snapshot.pages import Page, Selection
from geocoding.snapshot.retired import RetiredCode
from geocoding.snapshot.service_points import ServicePointRecord
from geocoding.snapshot.store import ParcelRecord
from geocoding.snapshot.windows import outline
from postcode.code import Vpostcode, encode, read_stored
from postcode.editions import Edition, read_editions
from postcode.lookup import CodeAnswer, look_up

PARCEL = 0.001
CORNERS = {"a": (105.801, 21.008), "b": (105.803, 21.008), "c": (105.805, 21.008), "d": (105.815, 21.002)}


def parcel_key(letter: str) -> ParcelKey:
    return ParcelKey("00002" if letter == "d" else "00001", "7", str("abcd".index(letter) + 1))


def centre(letter: str) -> Point:
    lon, lat = CORNERS[letter]
    return Point(lon=round(lon + PARCEL / 2, 7), lat=round(lat + PARCEL / 2, 7))


def parcel(letter: str) -> ParcelRecord:
    lon, lat = CORNERS[letter]
    return ParcelRecord(parcel_key(letter), shape=box(lon, lat, lon + PARCEL, lat + PARCEL), label=centre(letter))


def commune(code: str = "00001", **changes: object) -> CommuneRecord:
    west = 105.80 if code == "00001" else 105.81
    record = CommuneRecord(
        code=code,
        full_name="Phường Thử" if code == "00001" else "Xã Mẫu",
        postcode="11024" if code == "00001" else "12345",
        centre=Point(lon=west + 0.005, lat=21.005),
        shape=box(west, 21.0, west + 0.01, 21.01),
        former=("Phường Cũ",),
        approximate=True,
        households=12 if code == "00001" else 3,
        codes=12 if code == "00001" else 3,
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def household(letter: str = "a", *, number: str = "12", unit: str = "", **changes: object) -> Household:
    code = encode(centre(letter), head="12345" if letter == "d" else "11024")
    made = Household(
        id=f"0190a000-0000-7000-8000-0000000{unit or '0000'}{letter}",
        external_id=f"ho-{letter}{unit}",
        code=str(Vpostcode(code.head, code.suffix, unit)),
        address=Address(house_number=number, alley_path=("5",), street="Phố Thử", unit=unit),
        commune_code=parcel_key(letter).commune_code,
        point=centre(letter),
        access_point=None,
        accuracy=Accuracy.PARCEL,
        parcels=(parcel_key(letter),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def match(one: Household, *, confidence: float = 1.0, **changes: object) -> Match:
    address = one.address
    label = f"Số {address.house_number}, ngõ 5, {address.street}" + (f", căn hộ {address.unit}" if address.unit else "")
    made = Match(
        level=MatchLevel.HOUSEHOLD,
        label=label,
        point=one.point,
        accuracy=one.accuracy,
        commune_code=one.commune_code,
        uncertainty_m=20.0,
        confidence=confidence,
        household=one,
        parcel=one.parcels[0],
    )
    return replace(made, **changes)  # type: ignore[arg-type]


HOUSEHOLDS = (
    household("a", number="12"),
    household("b", number="14", unit="0101"),
    household("b", number="14", unit="0102"),
    household("d", number="1"),
)


def unit(code: str, kind: UnitKind, name: str, *, district: str = "") -> AdminUnit:
    """A unit of before the reform when it has a district or is one, of today otherwise."""
    old = bool(district) or kind is UnitKind.QUAN
    first, last = (date(2021, 2, 1), date(2025, 6, 30)) if old else (REFORM, None)
    return AdminUnit(code, kind, name, first, last, district, "test")


def epochs() -> Epochs:
    """Phường Thử was Phường Cũ and a part of Phường Xưa; Xã Mẫu was the rest of Phường Xưa."""
    units = (
        unit("00001", UnitKind.PHUONG, "Thử"),
        unit("00002", UnitKind.XA, "Mẫu"),
        unit("00001", UnitKind.PHUONG, "Cũ", district="900"),
        unit("00009", UnitKind.PHUONG, "Xưa", district="900"),
        unit("900", UnitKind.QUAN, "Xa Xưa"),
    )
    links = (("00001", "00001", LinkKind.WHOLE), ("00009", "00001", LinkKind.PART), ("00009", "00002", LinkKind.PART))
    return Epochs(units, [UnitLink(old, new, REFORM, kind, "test") for old, new, kind in links], ())


GONE = RetiredCode("999992345678", "merged", date(2026, 3, 1), "00001", (HOUSEHOLDS[0].code,))
"""A code whose household became part of another one."""

Found = TypeVar("Found")


@dataclass(frozen=True)
class MemorySnapshot:
    """The city as a snapshot."""

    version: str = "2026-11-22-test"
    households: tuple[Household, ...] = HOUSEHOLDS
    retired_codes: tuple[RetiredCode, ...] = (GONE,)
    service_points: tuple[ServicePointRecord, ...] = ()
    parcels: tuple[ParcelRecord, ...] = tuple(parcel(letter) for letter in "abcd")
    records: tuple[CommuneRecord, ...] = (commune("00001"), commune("00002"))

    @property
    def counts(self) -> Mapping[str, int]:
        return {"households": len(self.households), "codes": len(self.households), "parcels": 4, "communes": 2}

    def commune(self, code: str) -> CommuneRecord | None:
        return next((one for one in self.records if one.code == code), None)

    def communes(self) -> Sequence[CommuneRecord]:
        return self.records

    def find(self, stored: str) -> Household | None:
        return next((one for one in self.households if one.code == stored), None)

    def retired(self, stored: str) -> RetiredCode | None:
        return next((one for one in self.retired_codes if one.code == stored), None)

    def with_suffix(self, suffix: str) -> Sequence[Household]:
        return [one for one in self.households if read_stored(one.code).suffix == suffix]

    def parcels_in(self, box: Box, limit: int, *, communes: Container[str] | None = None) -> Sequence[ParcelRecord]:
        inside = [one for one in self.parcels if box.contains(one.label)]
        return [one for one in inside if communes is None or one.key.commune_code in communes][:limit]

    def households_in(self, box: Box, limit: int, *, communes: Container[str] | None = None) -> Sequence[Household]:
        inside = [one for one in self.households if box.contains(one.point)]
        return [one for one in inside if communes is None or one.commune_code in communes][:limit]

    @property
    def containers(self) -> Containers:
        return Containers(len(self.households), place_in(sorted(self.households, key=place_of)))

    def household_at(self, position: int) -> Household:
        return sorted(self.households, key=place_of)[position]

    def parcel(self, key: ParcelKey) -> ParcelRecord | None:
        return next((one for one in self.parcels if one.key == key), None)

    def household(self, household_id: str) -> Household | None:
        return next((one for one in self.households if one.id == household_id), None)

    def households_on(self, key: ParcelKey) -> Sequence[Household]:
        return [one for one in self.households if key in one.parcels]

    def parcel_reach(self, communes: frozenset[str] | None) -> Box | None:
        wanted = [one.shape for one in self.parcels if communes is None or one.key.commune_code in communes]
        return Box(*MultiPolygon(wanted).bounds) if wanted else None

    def parcel_page(self, selection: Selection, *, after: ParcelKey | None, limit: int) -> Page[ParcelRecord]:
        wanted = [
            one
            for one in sorted(self.parcels, key=lambda one: one.key)
            if selection.communes is None or one.key.commune_code in selection.communes
            if selection.sheet in ("", one.key.sheet)
            if selection.boxes is None or any(one.shape.intersects(outline(box)) for box in selection.boxes)
        ]
        left = [one for one in wanted if after is None or one.key > after]
        return _page(wanted, left, limit)

    def household_page(self, selection: Selection, *, after: HouseholdPlace | None, limit: int) -> Page[Household]:
        wanted = [
            one
            for one in sorted(self.households, key=place_of)
            if selection.communes is None or one.commune_code in selection.communes
            if selection.boxes is None or any(box.contains(one.point) for box in selection.boxes)
        ]
        left = [one for one in wanted if after is None or place_of(one) > after]
        return _page(wanted, left, limit)


@dataclass(frozen=True)
class MemoryEngine:
    """Answers about the city: a text is looked for in the labels, a point in the parcels."""

    snapshot: MemorySnapshot = field(default_factory=MemorySnapshot)
    editions: tuple[Edition, ...] = field(default_factory=read_editions)
    epochs: Epochs = field(default_factory=epochs)

    def resolve(self, text: str, *, limit: int, settles: bool = False) -> Answer:
        households = self.snapshot.households
        found = [
            one for one in households if text.lower() in match(one).label.lower() or (settles and one.code == text)
        ]
        if not found:
            return Answer(Verdict.NONE, NextAction.CORRECT, unmatched=text)
        matches = tuple(match(one, confidence=1 / len(found)) for one in found[:limit])
        faults = (Fault("district", FaultKind.CHANGED, asked="Quận Cũ", answered="Phường Thử"),)
        if len(found) == 1:
            return Answer(Verdict.MATCHED, NextAction.ACCEPT, matches, 1, faults)
        return Answer(Verdict.AMBIGUOUS, NextAction.CHOOSE, matches, len(found))

    def explain(self, text: str) -> Explanation:
        look_up = LookUp(1, "street lang", "", ("n5",), None, 0, 1)
        query = AddressQuery(Address(house_number="5", street="Láng"), names=("Đống Đa",))
        return Explanation(text, ("phone",), (), (query,), (look_up,), self.resolve(text, limit=5))

    def resolve_query(self, query: AddressQuery, *, limit: int) -> Answer:
        return self.resolve(f"Số {query.address.house_number}", limit=limit)

    def reverse(self, point: Point, *, limit: int) -> Answer:
        key = next((one.key for one in self.snapshot.parcels if _holds(one, point)), None)
        found = [one for one in self.snapshot.households if key in one.parcels]
        if not found:
            return Answer(Verdict.NONE, NextAction.CORRECT)
        matches = tuple(
            match(one, confidence=1 / len(found), distance_m=distance_m(point, one.point)) for one in found[:limit]
        )
        verdict = Verdict.MATCHED if len(found) == 1 else Verdict.AMBIGUOUS
        return Answer(verdict, NextAction.ACCEPT, matches, len(found))

    def suggest(self, text: str, *, limit: int, commune_code: str, lists_numbers: bool) -> tuple[Suggestion, ...]:
        found = (
            ("Phố Thử, Phường Thử", CompletionKind.STREET, "00001", False),
            ("Phố Mẫu, Xã Mẫu", CompletionKind.STREET, "00002", False),
            *((("Số 12, ngõ 5, Phố Thử", CompletionKind.NUMBER, "00001", True),) if lists_numbers else ()),
        )
        return tuple(
            Suggestion(name, _label(name, text), kind, code, commune(code).full_name, complete)
            for name, kind, code, complete in found
            if text.lower() in name.lower() and commune_code in ("", code)
        )[:limit]

    def look_up(self, text: str) -> CodeAnswer:
        return look_up(text, directory=self.snapshot, editions=self.editions)


def _page(wanted: Sequence[Found], left: Sequence[Found], limit: int) -> Page[Found]:
    skipped = len(wanted) - len(left)
    before = wanted[skipped - limit - 1] if skipped > limit else None
    return Page(left[:limit], len(wanted), len(left) > limit, skipped, before)


def _label(name: str, typed: str) -> tuple[LabelPart, ...]:
    start = name.lower().index(typed.lower())
    end = start + len(typed)
    pieces = ((name[:start], False), (name[start:end], True), (name[end:], False))
    return tuple(LabelPart(piece, matched) for piece, matched in pieces if piece)


def _holds(record: ParcelRecord, point: Point) -> bool:
    west, south, east, north = record.shape.bounds
    return west <= point.lon <= east and south <= point.lat <= north
