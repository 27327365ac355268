"""What an audit looks at: everything the register knows about one commune, in plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from geocoding.crs import Coordinates
from geocoding.layers.rows import CommuneOutline, ReferenceCount, Street
from geocoding.model import Accuracy, Address, HouseholdStatus, ParcelKey, Point
from postcode.coverage.land import Land
from postcode.coverage.services import Services


@dataclass(frozen=True, slots=True)
class Certification:
    """That a household's record was certified; `changed_since` says that its source changed the record later."""

    certified_on: date
    source: str = ""
    changed_since: bool = False


@dataclass(frozen=True, slots=True)
class AuditedHousehold:
    """A household as an audit sees it; `code` is the stored spelling of its live code, empty without one.

    `held_back` names the parts that a later import would have changed, had nobody edited the household.
    """

    id: str
    external_id: str
    address: Address
    commune_code: str
    point: Point
    accuracy: Accuracy
    status: HouseholdStatus
    code: str = ""
    parcels: tuple[ParcelKey, ...] = ()
    access_point: Point | None = None
    stated_commune_code: str = ""
    address_text: str = ""
    building_external_id: str = ""
    brought_code: str = ""
    certification: Certification | None = None
    held_back: tuple[str, ...] = ()

    @property
    def is_retired(self) -> bool:
        """Whether it no longer counts."""
        return self.status is HouseholdStatus.RETIRED


@dataclass(frozen=True, slots=True)
class Names:
    """Names of communes in their comparable form (folded, without kind): those of today by name, and former ones."""

    today: Mapping[str, str] = field(default_factory=dict)
    former: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CommuneRegister:
    """One commune of the register on a day.

    `households` holds retired ones too, by external id; `places` (n, 2) their points in the survey plane. `streets`
    are those filed under the commune or that its households name; `ways_of_city` the place keys of all ways of the
    city. `head` is the commune's five-digit postcode. `codes_today` are the codes of the communes of that day.
    `failed_questions` counts the questions of late that ended short of a household, by the place key of the way they
    ended on, "" for those that only found the commune.
    """

    code: str
    name: str
    on: date
    head: str
    households: tuple[AuditedHousehold, ...]
    places: Coordinates
    land: Land = field(default_factory=Land)
    streets: tuple[Street, ...] = ()
    outline: CommuneOutline | None = None
    reference: ReferenceCount | None = None
    names: Names = field(default_factory=Names)
    codes_today: frozenset[str] = frozenset()
    ways_of_city: frozenset[str] = frozenset()
    failed_questions: Mapping[str, int] = field(default_factory=dict)
    services: Services = field(default_factory=Services)

    @cached_property
    def alive_rows(self) -> list[int]:
        """The rows of the households that are not retired."""
        return [row for row, one in enumerate(self.households) if one.status is not HouseholdStatus.RETIRED]

    @cached_property
    def alive(self) -> list[AuditedHousehold]:
        """The households that are not retired, in order."""
        return [self.households[row] for row in self.alive_rows]

    @cached_property
    def linked(self) -> list[list[int]]:
        """For each household the rows of its parcels, of those that the commune's layer knows."""
        rows = self.land.rows
        return [
            [
                rows[key.sheet, key.number]
                for key in one.parcels
                if key.commune_code == self.code and (key.sheet, key.number) in rows
            ]
            for one in self.households
        ]
