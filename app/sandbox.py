"""The sandbox: canned answers for every verdict and every refusal, for keys with which a shop tries its checkout.

One made-up commune without number in the middle of the West Lake; no address and no code in it is anybody's.
"""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final

from shapely import box

from app.errors import LimitExceeded, RegisterAway
from geocoding.address.query import AddressQuery
from geocoding.address.write import full_line
from geocoding.gazetteer.epochs import Epochs
from geocoding.match.answer import Answer, Fault, FaultKind, Match, NextAction
from geocoding.match.explain import Explanation
from geocoding.match.suggest import LabelPart, Suggestion
from geocoding.model import Accuracy, Address, Box, Household, MatchLevel, ParcelKey, Point, Verdict
from geocoding.snapshot.communes import CommuneRecord
from geocoding.snapshot.completion_keys import CompletionKind
from geocoding.snapshot.containers import Containers, place_in
from geocoding.snapshot.households import HouseholdPlace
from geocoding.snapshot.pages import Page, Selection
from geocoding.snapshot.service_points import ServicePointRecord
from geocoding.snapshot.store import ParcelRecord
from geocoding.text.fold import fold, tidy
from postcode.code import Vpostcode, encode, read_stored
from postcode.editions import Edition
from postcode.lookup import CodeAnswer, look_up

COMMUNE_CODE: Final = "00000"
HEAD: Final = "00000"
COMMUNE: Final = "Phường Thử Nghiệm"
STREET: Final = "Phố Mẫu"
MIDDLE: Final = Point(lon=105.8235, lat=21.0555)
_BOX: Final = Box(west=105.82, south=21.05, east=105.83, north=21.06)
_EDITION: Final = Edition("sandbox", date(2025, 7, 1), "sandbox", {COMMUNE_CODE: HEAD})


def _household(number: str, *, unit: str = "", step: int = 0) -> Household:
    point = Point(lon=MIDDLE.lon, lat=round(MIDDLE.lat + step * 0.0005, 7))
    code = encode(point, head=HEAD)
    return Household(
        id=f"00000000-0000-7000-8000-0000000000{step}{unit[-1:] or 0}",
        external_id="",
        code=str(Vpostcode(code.head, code.suffix, unit)),
        address=Address(house_number=number, street=STREET, unit=unit),
        commune_code=COMMUNE_CODE,
        point=point,
        access_point=None,
        accuracy=Accuracy.DOOR,
        parcels=(),
    )


HOUSEHOLDS: Final = (_household("1"), _household("2", unit="101", step=1), _household("2", unit="102", step=1))


@dataclass(slots=True)
class SandboxSnapshot:
    """The made-up commune as a snapshot."""

    version: str = "sandbox"
    records: tuple[CommuneRecord, ...] = (
        CommuneRecord(
            code=COMMUNE_CODE,
            full_name=COMMUNE,
            postcode=HEAD,
            centre=MIDDLE,
            shape=box(_BOX.west, _BOX.south, _BOX.east, _BOX.north),
            approximate=True,
            households=len(HOUSEHOLDS),
            codes=len(HOUSEHOLDS),
        ),
    )

    @property
    def counts(self) -> Mapping[str, int]:
        """How much of each thing it holds."""
        return {"households": len(HOUSEHOLDS), "communes": 1}

    def commune(self, code: str) -> CommuneRecord | None:
        """The made-up commune under its code."""
        return next((one for one in self.records if one.code == code), None)

    def communes(self) -> Sequence[CommuneRecord]:
        """The made-up commune."""
        return self.records

    def parcels_in(self, box: Box, limit: int, *, communes: Container[str] | None = None) -> Sequence[ParcelRecord]:
        """No parcels."""
        return ()

    def households_in(self, box: Box, limit: int, *, communes: Container[str] | None = None) -> Sequence[Household]:
        """No lists."""
        return ()

    @property
    def containers(self) -> Containers:
        """No lists."""
        return Containers(0, place_in(()))

    @property
    def service_points(self) -> Sequence[ServicePointRecord]:
        """No service points."""
        return ()

    def household_at(self, position: int) -> Household:
        """No lists."""
        raise IndexError(position)

    def parcel(self, key: ParcelKey) -> None:
        """No parcels."""

    def household(self, household_id: str) -> Household | None:
        """The household with an id."""
        return next((one for one in HOUSEHOLDS if one.id == household_id), None)

    def households_on(self, key: ParcelKey) -> Sequence[Household]:
        """No parcels."""
        return ()

    def parcel_reach(self, communes: frozenset[str] | None) -> Box | None:
        """No parcels."""

    def parcel_page(self, selection: Selection, *, after: ParcelKey | None, limit: int) -> Page[ParcelRecord]:
        """No parcels."""
        return Page((), 0, more=False)

    def household_page(self, selection: Selection, *, after: HouseholdPlace | None, limit: int) -> Page[Household]:
        """No lists."""
        return Page((), 0, more=False)

    def find(self, stored: str) -> Household | None:
        """The household with a code."""
        return next((one for one in HOUSEHOLDS if one.code == stored), None)

    def retired(self, stored: str) -> None:
        """No code of the sandbox is ever retired."""

    def with_suffix(self, suffix: str) -> Sequence[Household]:
        """The households of a cell."""
        return [one for one in HOUSEHOLDS if read_stored(one.code).suffix == suffix]


@dataclass(frozen=True)
class Sandbox:
    """Canned answers, by what a text begins with: docs/reference/sandbox.md lists them."""

    snapshot: SandboxSnapshot = field(default_factory=SandboxSnapshot)

    @cached_property
    def epochs(self) -> Epochs:
        """No other days."""
        return Epochs((), (), ())

    def resolve(self, text: str, *, limit: int, settles: bool = False) -> Answer:
        """The canned answer to a text; raises the canned refusal."""
        asked = _asked(text)
        if asked.startswith("loi 429"):
            raise LimitExceeded(60, ("sandbox",))
        if asked.startswith("loi 503"):
            raise RegisterAway
        return _CANNED.get(asked) or replace(_NONE, unmatched=tidy(text))

    def resolve_query(self, query: AddressQuery, *, limit: int) -> Answer:
        """The canned answer to an address in parts."""
        return self.resolve(f"{query.address.house_number} {query.address.street or query.commune}", limit=limit)

    def explain(self, text: str) -> Explanation:
        """Nothing is looked up here."""
        return Explanation(text, (), (), (), (), self.resolve(text, limit=1))

    def reverse(self, point: Point, *, limit: int) -> Answer:
        """The first household within the made-up commune, nothing outside."""
        return _MATCHED if _BOX.contains(point) else _NONE

    def suggest(self, text: str, *, limit: int, commune_code: str, lists_numbers: bool) -> Sequence[Suggestion]:
        """The one street, once three of its letters are typed."""
        name, typed = f"{STREET}, {COMMUNE}", fold(tidy(text))
        if len(typed) < 3 or not fold(name).startswith(typed):
            return ()
        label = (LabelPart(name[: len(typed)], matched=True), LabelPart(name[len(typed) :], matched=False))
        return (Suggestion(STREET, label, CompletionKind.STREET, COMMUNE_CODE, COMMUNE, complete=False),)

    def look_up(self, text: str) -> CodeAnswer:
        """Whose code it is; raises `CodeMalformed`."""
        return look_up(text, directory=self.snapshot, editions=(_EDITION,))


def _asked(text: str) -> str:
    """What a text asks for: without the word for number, and without what follows a comma."""
    return re.sub(r"^so (?=\d)", "", tidy(fold(text)).partition(",")[0]).strip()


def _match(household: Household, *, confidence: float) -> Match:
    return Match(
        level=MatchLevel.HOUSEHOLD,
        label=full_line(household.address, commune=COMMUNE),
        point=household.point,
        accuracy=household.accuracy,
        commune_code=COMMUNE_CODE,
        uncertainty_m=5.0,
        confidence=confidence,
        household=household,
    )


def _area(level: MatchLevel, label: str, place: Address | None = None) -> Match:
    return Match(
        level=level,
        label=label,
        point=MIDDLE,
        accuracy=Accuracy.CENTROID,
        commune_code=COMMUNE_CODE,
        uncertainty_m=500.0,
        confidence=0.9,
        place=place,
    )


_NONE: Final = Answer(Verdict.NONE, NextAction.CORRECT)
_MATCHED: Final = Answer(Verdict.MATCHED, NextAction.ACCEPT, (_match(HOUSEHOLDS[0], confidence=0.99),), 1)
_AMBIGUOUS: Final = Answer(
    Verdict.AMBIGUOUS, NextAction.CHOOSE, tuple(_match(one, confidence=0.5) for one in HOUSEHOLDS[1:]), 2
)
_STREET: Final = _area(MatchLevel.STREET, f"{STREET}, {COMMUNE}", Address(street=STREET))
_UNKNOWN_NUMBER: Final = Fault("house_number", FaultKind.NOT_FOUND, asked="99")

_CANNED: Final[Mapping[str, Answer]] = {
    "1 pho mau": _MATCHED,
    "1a pho mau": replace(_MATCHED, faults=(Fault("house_number", FaultKind.CHANGED, asked="1A", answered="1"),)),
    "2 pho mau": _AMBIGUOUS,
    "pho mau": Answer(Verdict.PARTIAL, NextAction.COMPLETE, (_STREET,), 1),
    "99 pho mau": Answer(Verdict.PARTIAL, NextAction.CORRECT, (_STREET,), 1, (_UNKNOWN_NUMBER,)),
    "phuong thu nghiem": Answer(Verdict.PARTIAL, NextAction.COMPLETE, (_area(MatchLevel.COMMUNE, COMMUNE),), 1),
}
