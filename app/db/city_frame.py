"""What the audit of every commune needs of the whole city: names, ways by place key, and who is whose neighbour."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.db.read import commune_outlines
from app.db.service_points import service_places
from app.db.tables import AdminUnitTable, StreetTable
from geocoding.model import UnitKind
from geocoding.text.fold import fold
from postcode.coverage.register import Names
from postcode.coverage.services import Services
from postcode.coverage.ways import way_key

_COMMUNE_KINDS = (UnitKind.PHUONG.value, UnitKind.XA.value, UnitKind.THI_TRAN.value)

ACROSS_M = 200.0
"""A way of a commune whose outline is no farther may serve households on this side of the border."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A row of the street layer, and the commune it is filed under, "" for none."""

    commune_code: str
    source: str
    external_id: str


@dataclass(frozen=True, slots=True)
class CityFrame:
    """What every commune's audit needs of the whole city.

    `pieces` are the street rows of each way by place key, `around` the communes near each, itself among them.
    """

    on: date
    heads: Mapping[str, str]
    names: Names
    communes: Mapping[str, str]
    pieces: Mapping[str, tuple[Piece, ...]]
    around: Mapping[str, frozenset[str]]
    services: Services


def read_frame(session: Session, *, on: date, heads: Mapping[str, str], walk_m: float) -> CityFrame:
    """The communes of a day with their names, every way of the city, and every service point with the walk to it."""
    rows = session.execute(_commune_units()).all()
    today = [row for row in rows if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)]
    names = {fold(row.name): row.code for row in today}
    return CityFrame(
        on=on,
        heads=heads,
        names=Names(today=names, former=frozenset(fold(row.name) for row in rows) - names.keys()),
        communes=communes_on(session, on),
        pieces=_pieces(session),
        around=_around(session, on),
        services=Services(service_places(session), walk_m),
    )


def communes_on(session: Session, on: date) -> dict[str, str]:
    """The full names of the communes of a day, by code."""
    unit = AdminUnitTable
    rows = session.execute(
        _commune_units()
        .where(unit.valid_from <= on, or_(unit.valid_to.is_(None), unit.valid_to >= on))
        .order_by(unit.code)
    )
    return {row.code: f"{row.kind.capitalize()} {row.name}" for row in rows}


def _commune_units() -> Select[str, str, str, date, date | None]:
    unit = AdminUnitTable
    return select(unit.code, unit.name, unit.kind, unit.valid_from, unit.valid_to).where(unit.kind.in_(_COMMUNE_KINDS))


def _pieces(session: Session) -> dict[str, tuple[Piece, ...]]:
    table = StreetTable
    pieces: dict[str, list[Piece]] = defaultdict(list)
    columns = (table.name, table.alley_path, table.commune_code, table.source, table.external_id)
    statement = select(*columns).order_by(table.source, table.external_id)
    for name, path, *row in session.connection().execute(statement).all():
        pieces[way_key(name, path)].append(Piece(*row))
    return {key: tuple(rows) for key, rows in pieces.items()}


def _around(session: Session, on: date) -> dict[str, frozenset[str]]:
    """The communes whose outlines have boxes near that of a commune."""
    outlines = list(commune_outlines(session, on))
    west, south, east, north = shapely.bounds([one.shape for one in outlines]).reshape(-1, 4).T
    apart_m = np.maximum(west[:, None] - east, south[:, None] - north)
    near = np.maximum(apart_m, apart_m.T) <= ACROSS_M
    codes = np.array([one.code for one in outlines], dtype=object)
    return {code: frozenset(codes[beside]) for code, beside in zip(codes, near, strict=True)}
