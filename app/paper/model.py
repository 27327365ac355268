"""What is printed about a household: its address and its code, never a person."""

from dataclasses import dataclass
from datetime import date

from geocoding.model import Address, HouseholdStatus, ParcelKey
from postcode.code import Vpostcode


@dataclass(frozen=True, slots=True)
class Coded:
    """A household with its live code; `commune` is the full name of its commune of today."""

    id: str
    address: Address
    commune: str
    code: Vpostcode
    parcels: tuple[ParcelKey, ...] = ()
    status: HouseholdStatus = HouseholdStatus.DRAFT


@dataclass(frozen=True, slots=True)
class Visited:
    """A household to be visited on a walk, with its code where it has one."""

    id: str
    address: Address
    code: Vpostcode | None
    status: HouseholdStatus = HouseholdStatus.DRAFT


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a paper comes from.

    `base_url` is the public address of the service, `dataset_version` the published dataset that holds what is
    printed, empty where none does yet, `former_commune` the one of 30 June 2025, empty where it is not known.
    """

    base_url: str
    dataset_version: str
    printed_on: date
    former_commune: str = ""
