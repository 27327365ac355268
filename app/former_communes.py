"""Which commune held each household on the last day before the reform, decided by the outlines of that day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

import numpy as np

from geocoding.crs import SURVEY_EPSG, WGS84_EPSG, transform
from geocoding.gazetteer.facts import UnitLink
from geocoding.layers.area_index import AreaIndex
from geocoding.layers.rows import CommuneOutline
from geocoding.model import Household

CHUNK = 10_000
"""Households looked up at a time."""


def with_former_communes(
    households: Iterable[Household], *, outlines: Iterable[CommuneOutline], links: Iterable[UnitLink]
) -> Iterator[Household]:
    """The households in their order, each with the commune of 30 June 2025 whose outline alone covers its point.

    Only communes that gave land or people to the commune of today count: the conversion table is law, an outline may
    be drawn. Left empty where no outline or several decide.
    """
    index = AreaIndex((outline.code, outline.shape) for outline in outlines)
    predecessors: dict[str, set[str]] = defaultdict(set)
    for link in links:
        predecessors[link.new_code].add(link.old_code)
    left = iter(households)
    while chunk := list(islice(left, CHUNK)):
        yield from _decided(chunk, index, predecessors)


def _decided(
    households: list[Household], index: AreaIndex[str], predecessors: Mapping[str, set[str]]
) -> Iterator[Household]:
    degrees = np.asarray([(one.point.lon, one.point.lat) for one in households], dtype=np.float64)
    covering = index.covering(transform(degrees, source_epsg=WGS84_EPSG, target_epsg=SURVEY_EPSG))
    for household, codes in zip(households, covering, strict=True):
        known = [code for code in codes if code in predecessors.get(household.commune_code, ())]
        yield replace(household, former_commune_code=known[0]) if len(known) == 1 else household
