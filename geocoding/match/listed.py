"""Streets that only a list knows, and the communes of today they can lie in."""

import re
from functools import lru_cache

from geocoding.address.keys import street, street_name
from geocoding.gazetteer.units import Units
from geocoding.snapshot.street_list import ListedStreet, StreetList
from geocoding.text.fold import CACHED_NAMES, accents, fold

_DISTRICT_WORDS = re.compile(r"^(?:quan|huyen|thi xa)\s+(?=\S)")


class ListedStreets:
    """The listed streets of a snapshot, their areas read by the names of communes and districts."""

    def __init__(self, street_list: StreetList, units: Units) -> None:
        self._list = street_list
        self._units = units
        self._in_district = lru_cache(maxsize=CACHED_NAMES)(self._communes_of_district)

    def named(self, name: str) -> tuple[ListedStreet, ...]:
        """The listed streets of a name; one written with diacritics must have the same."""
        found = self._list.named(street(name)) if name else ()
        if not found or fold(name) == name.lower():
            return found
        written = accents(street_name(name))
        return tuple(one for one in found if accents(street_name(one.name)) == written)

    def communes(self, name: str) -> frozenset[str]:
        """The communes of today that the list allows for the streets of a name; none where it says nothing."""
        return frozenset().union(*map(self._allowed, self.named(name)))

    def _allowed(self, listed: ListedStreet) -> frozenset[str]:
        return frozenset({listed.commune_code}) if listed.commune_code else self._in_district(listed.district)

    def _communes_of_district(self, written: str) -> frozenset[str]:
        found = _DISTRICT_WORDS.match(fold(written))
        name = written[found.end() :] if found is not None else written
        return self._units.districts_named(name).communes if name else frozenset()
