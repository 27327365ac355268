"""What the routes need of the engine; `app.answering` provides it, the tests have an in-memory twin."""

from collections.abc import Container, Mapping, Sequence
from typing import Protocol

from geocoding.address.query import AddressQuery
from geocoding.gazetteer.epochs import Epochs
from geocoding.match.answer import Answer
from geocoding.match.explain import Explanation
from geocoding.match.suggest import Suggestion
from geocoding.model import Box, Household, ParcelKey, Point
from geocoding.snapshot.communes import CommuneRecord
from geocoding.snapshot.containers import Containers
from geocoding.snapshot.households import HouseholdPlace
from geocoding.snapshot.pages import Page, Selection
from geocoding.snapshot.service_points import ServicePointRecord
from geocoding.snapshot.store import ParcelRecord
from postcode.lookup import CodeAnswer


class Snapshot(Protocol):
    """One published state of the register, read-only."""

    version: str

    @property
    def counts(self) -> Mapping[str, int]:
        """How much of each thing it holds."""

    def commune(self, code: str) -> CommuneRecord | None:
        """The commune of today with this code, None without one."""

    def communes(self) -> Sequence[CommuneRecord]:
        """All communes of today, by code."""

    def parcels_in(self, box: Box, limit: int, *, communes: Container[str] | None = None) -> Sequence[ParcelRecord]:
        """At most `limit` parcels that meet the box, of these communes or of all."""

    def households_in(self, box: Box, limit: int, *, communes: Container[str] | None = None) -> Sequence[Household]:
        """At most `limit` households whose points lie in the box, of these communes or of all."""

    @property
    def containers(self) -> Containers:
        """Its streets, alleys and houses as a tree."""

    @property
    def service_points(self) -> Sequence[ServicePointRecord]:
        """All postal service points, by id."""

    def household_at(self, position: int) -> Household:
        """The household of a position of the tree."""

    def parcel(self, key: ParcelKey) -> ParcelRecord | None:
        """The parcel with a key, None without one."""

    def household(self, household_id: str) -> Household | None:
        """The household with an id, None without one."""

    def households_on(self, key: ParcelKey) -> Sequence[Household]:
        """The households that stand on a parcel."""

    def parcel_reach(self, communes: frozenset[str] | None) -> Box | None:
        """A box around the parcels of the communes, of all when None; None around nothing."""

    def parcel_page(self, selection: Selection, *, after: ParcelKey | None, limit: int) -> Page[ParcelRecord]:
        """At most `limit` parcels of the selection by key, behind the one named."""

    def household_page(self, selection: Selection, *, after: HouseholdPlace | None, limit: int) -> Page[Household]:
        """At most `limit` households of the selection in the order of the snapshot, behind the place named."""


class Engine(Protocol):
    """What answers questions from one snapshot."""

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot it answers from."""

    @property
    def epochs(self) -> Epochs:
        """The communes under their names of other days."""

    def resolve(self, text: str, *, limit: int, settles: bool = False) -> Answer:
        """What an address text means; a code in it settles what it leaves open where the caller may know."""

    def explain(self, text: str) -> Explanation:
        """The story of one question."""

    def resolve_query(self, query: AddressQuery, *, limit: int) -> Answer:
        """What an address given in parts means."""

    def reverse(self, point: Point, *, limit: int) -> Answer:
        """What lies at a point."""

    def suggest(self, text: str, *, limit: int, commune_code: str, lists_numbers: bool) -> Sequence[Suggestion]:
        """Ways to go on with a text, in one commune unless its code is ""; with numbers on file only if told so."""

    def look_up(self, text: str) -> CodeAnswer:
        """Whose code it is, in any spelling; raises `CodeMalformed`."""
