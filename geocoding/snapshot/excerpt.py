"""A snapshot of some communes that still knows of the others what keeps its answers safe.

A text is answered by what competes for it in the whole city: were the other communes left out, "12 phố Huế" would
become a house of the wrong one. So their addresses stay, without ids, codes, parcels and places of their own.
"""

import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geocoding.crs import to_survey
from geocoding.geometry import survey_shape
from geocoding.layers.rows import Parcel
from geocoding.model import Accuracy, Household
from geocoding.snapshot.communes import CommuneRecord
from geocoding.snapshot.files import MANIFEST, Manifest, seal
from geocoding.snapshot.households import save_households
from geocoding.snapshot.parcels import save_parcels
from geocoding.snapshot.retired import save_retired
from geocoding.snapshot.store import Snapshot

MADE_ANEW = (MANIFEST, "parcel*", "household*", "codes-*", "ids-*", "by_parcel-*", "retired*")

MARGIN_M = 100.0
"""How far around the communes parcels and positions stay: twice as far as a point looks for what is nearest."""


def save_excerpt(snapshot: Snapshot, folder: Path, *, communes: Collection[str]) -> Manifest:
    """Write the excerpt of these communes, by their codes of 2025, into a new folder.

    Households keep their positions, so that both snapshots rank alike. The fact `dataset` names the whole snapshot,
    `excerpt_of` the communes, split by commas.
    """
    shutil.copytree(snapshot.folder, folder, ignore=shutil.ignore_patterns(*MADE_ANEW))
    area = _around(snapshot.communes(), communes)
    parcels = save_parcels(folder, _parcels(snapshot, communes, area=area))
    households = save_households(folder, _households(snapshot, communes, area=area))
    save_retired(folder, (one for one in snapshot.retired_codes.all() if one.commune_code in communes))
    counts = {"households": len(households), "codes": sum(bool(h.code) for h in households), "parcels": parcels}
    facts = {"dataset": snapshot.version, "excerpt_of": ",".join(sorted(communes))}
    return seal(folder, facts={**snapshot.facts, **counts, **facts})


def _around(records: Iterable[CommuneRecord], communes: Collection[str]) -> BaseGeometry:
    """The communes with the margin around them, in metres of the survey plane."""
    shapes = [survey_shape(record.shape) for record in records if record.code in communes]
    area = shapely.buffer(shapely.union_all(shapes), MARGIN_M)
    shapely.prepare(area)
    return area


def _parcels(snapshot: Snapshot, communes: Collection[str], *, area: BaseGeometry) -> Iterator[Parcel]:
    store = snapshot.parcels
    near = np.asarray(store.meeting(*area.bounds), dtype=np.int64)
    around = (
        set(near[shapely.intersects(area, np.asarray(store.shapes(near.tolist())))].tolist()) if len(near) else set()
    )
    kept = [p for p in range(len(store)) if p in around or store.key(p).commune_code in communes]
    for position, shape in zip(kept, store.shapes(kept), strict=True):
        yield Parcel(key=store.key(position), shape=shape, label=store.label(position))


def _households(snapshot: Snapshot, communes: Collection[str], *, area: BaseGeometry) -> Iterator[Household]:
    for position in range(len(snapshot.households)):
        household = snapshot.households[position]
        if household.commune_code in communes:
            yield household
        elif shapely.intersects_xy(area, *to_survey(household.point)):
            yield replace(household, id="", external_id="", code="", access_point=None)
        else:
            yield _elsewhere(household, snapshot.commune(household.commune_code))


def _elsewhere(household: Household, commune: CommuneRecord | None) -> Household:
    """What the excerpt knows of a household far from its communes: that this address exists in that commune."""
    return replace(
        household,
        id="",
        external_id="",
        code="",
        access_point=None,
        point=commune.centre if commune is not None else household.point,
        accuracy=Accuracy.CENTROID,
        parcels=(),
    )
