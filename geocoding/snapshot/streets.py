"""Drawn streets without a commune, cut at the lines of the communes they run through."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from geocoding.geometry import survey_shape
from geocoding.layers.rows import Street
from geocoding.snapshot.communes import CommuneRecord

LEAST_M = 30.0
"""A street that follows a line is drawn on both sides of it by chance; a shorter piece is no part of the commune."""


def in_communes(streets: Iterable[Street], communes: Sequence[CommuneRecord]) -> Iterator[Street]:
    """The streets, each drawn one without a commune once for every commune that holds a piece of it.

    Only its longest piece is kept where all are short. One outside all communes, or without a shape, stays as it is.
    """
    shapes = [survey_shape(commune.shape) for commune in communes]
    tree = shapely.STRtree(shapes)
    for street in streets:
        if street.shape is None or street.commune_code:
            yield street
            continue
        meeting = sorted(tree.query(street.shape, predicate="intersects").tolist())
        pieces = [(communes[index].code, shapely.intersection(street.shape, shapes[index])) for index in meeting]
        yield from _cut(street, pieces) if pieces else (street,)


def _cut(street: Street, pieces: list[tuple[str, BaseGeometry]]) -> Iterator[Street]:
    longest = max(pieces, key=lambda piece: piece[1].length)
    for piece in pieces:
        if piece is longest or piece[1].length >= LEAST_M:
            yield replace(street, commune_code=piece[0], shape=piece[1])
