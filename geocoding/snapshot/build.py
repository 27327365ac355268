"""Compiling a snapshot: sorted content in, a sealed folder out."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from geocoding.layers.rows import Parcel, Street
from geocoding.model import Household, ParcelKey
from geocoding.snapshot.communes import CommuneRecord, save_communes
from geocoding.snapshot.completions import save_completions
from geocoding.snapshot.files import BUILDING, Manifest, install, seal
from geocoding.snapshot.households import HouseholdPlace, place_of, save_households
from geocoding.snapshot.parcels import save_parcels
from geocoding.snapshot.places import save_places
from geocoding.snapshot.retired import RetiredCode, save_retired
from geocoding.snapshot.service_points import ServicePointRecord, save_service_points
from geocoding.snapshot.street_list import save_street_list
from geocoding.snapshot.streets import in_communes

T = TypeVar("T")
Place = TypeVar("Place", ParcelKey, HouseholdPlace)


@dataclass(frozen=True, slots=True)
class Content:
    """What a snapshot is compiled from; `facts` go into the manifest.

    Households and parcels come commune by commune, by its code, so that those of one commune are in memory at a time;
    else the order does not matter.
    """

    households: Iterable[Household]
    parcels: Iterable[Parcel]
    streets: Iterable[Street]
    communes: Iterable[CommuneRecord]
    facts: Mapping[str, str | int | bool]
    retired: Iterable[RetiredCode] = ()
    service_points: Iterable[ServicePointRecord] = ()


def build_snapshot(content: Content, snapshots: Path) -> Manifest:
    """Compile and install a snapshot under its version, without activating it.

    The same content gives the same version. Nothing is left behind when it fails. Raises `ValueError` when households
    or parcels do not come by commune.
    """
    snapshots.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=BUILDING, dir=snapshots))
    try:
        manifest = _write(content, building)
        building.chmod(0o755)
        install(building, snapshots, manifest.version)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return manifest


def _write(content: Content, folder: Path) -> Manifest:
    parcels = save_parcels(folder, _by_commune(content.parcels, place=lambda parcel: parcel.key))
    households = save_households(folder, _by_commune(content.households, place=place_of))
    figures = Counter((household.commune_code, bool(household.code)) for household in households)
    communes = [_counted(commune, figures) for commune in content.communes]
    streets = list(in_communes(content.streets, communes))
    save_places(folder, households, streets)
    save_street_list(folder, streets)
    save_communes(folder, communes)
    save_retired(folder, content.retired)
    save_service_points(folder, content.service_points)
    save_completions(folder, households, streets=streets, communes=communes)
    counts = {
        "households": len(households),
        "codes": sum(count for (_, has_code), count in figures.items() if has_code),
        "parcels": parcels,
        "communes": len(communes),
    }
    return seal(folder, facts={**content.facts, **counts})


def _by_commune(items: Iterable[T], *, place: Callable[[T], Place]) -> Iterator[T]:
    """The items in order of their places; those of one commune are in memory at a time."""
    before = ""
    for code, group in groupby(items, key=lambda item: place(item).commune_code):
        if code < before:
            raise ValueError(f"commune {code} comes after {before}")
        before = code
        yield from sorted(group, key=place)


def _counted(commune: CommuneRecord, figures: Counter[tuple[str, bool]]) -> CommuneRecord:
    codes, without = figures[commune.code, True], figures[commune.code, False]
    return replace(commune, households=codes + without, codes=codes)
