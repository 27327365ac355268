"""What a feature is, and what a collection of features tells of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from app.access.principal import Scope
from app.features.systems import System
from postcode.words import Words

Value = str | int | float | bool | None


class Kind(StrEnum):
    """The type of a property, as JSON Schema names it."""

    TEXT = "string"
    COUNT = "integer"
    SHARE = "number"
    FLAG = "boolean"


@dataclass(frozen=True, slots=True)
class Property:
    """One property of the features of a collection; all may be null."""

    name: str
    kind: Kind
    words: Words


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection: its permanent id, who may see it, the kind of its shapes, and its properties in order.

    `filters` names the properties by which its items can be asked for; `storage` is the system of its shapes on file.
    """

    id: str
    title: Words
    about: Words
    scope: Scope
    shape: str
    properties: tuple[Property, ...]
    filters: Mapping[str, Words]
    storage: System = System.CRS84

    @property
    def table(self) -> str:
        """Its name inside files: one that SQL takes without quotes."""
        return self.id.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature with its shape in WGS 84 degrees."""

    id: str
    shape: BaseGeometry
    properties: Mapping[str, Value]
