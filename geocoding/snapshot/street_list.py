"""Streets known by name only: a published list says that they exist, and perhaps in which commune or old district.

They hold no households, yet they matter: a name that exists is not a slip in another one, and it leads to its area.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from geocoding.address.keys import Container
from geocoding.address.keys import street as street_container
from geocoding.layers.rows import Street
from geocoding.snapshot.files import Records, save_records
from geocoding.snapshot.postings import Postings, save_postings
from geocoding.text.fold import CACHED_NAMES

MIN_LETTERS = 2
"""A shorter name is a slip of the list."""


@dataclass(frozen=True, slots=True, order=True)
class ListedStreet:
    """A street as listed; its commune of today and its old district as written are empty where the list has none."""

    name: str
    commune_code: str
    district: str


def save_street_list(folder: Path, streets: Iterable[Street]) -> None:
    """Write the streets that have no place on the map; of the others there is more to say."""
    unplaced = (street for street in streets if street.shape is None or not street.commune_code)
    listed = {
        ListedStreet(f"{street.prefix} {street.name}".strip(), street.commune_code, street.district)
        for street in unplaced
        if sum(map(str.isalpha, street.name)) >= MIN_LETTERS
    }
    ordered = sorted(listed)
    save_records(folder, "listed_streets", ([one.name, one.commune_code, one.district] for one in ordered))
    save_postings(
        folder, "listed_names", ((str(street_container(one.name)), position) for position, one in enumerate(ordered))
    )


class StreetList:
    """The listed streets of an open snapshot."""

    def __init__(self, folder: Path) -> None:
        self._records = Records(folder, "listed_streets")
        self._names = Postings(folder, "listed_names")
        self.named = lru_cache(maxsize=CACHED_NAMES)(self._named)

    def __len__(self) -> int:
        return len(self._records)

    def _named(self, container: Container) -> tuple[ListedStreet, ...]:
        """The streets of that name, by how they are written, commune and district."""
        found = (cast(list[str], self._records[position]) for position in self._names.get(str(container)))
        return tuple(ListedStreet(*record) for record in found)
