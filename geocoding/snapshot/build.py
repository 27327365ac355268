"""Compiling a snapshot: sorted content in, a sealed folder out."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from geocoding.layers.rows import Parcel, Street
from geocoding.model import Household
from geocoding.snapshot.communes import CommuneRecord, save_communes
from geocoding.snapshot.completions import save_completions
from geocoding.snapshot.files import Manifest, install, seal
from geocoding.snapshot.households import place_of, save_households
from geocoding.snapshot.parcels import save_parcels
from geocoding.snapshot.places import save_places
from geocoding.snapshot.retired import RetiredCode, save_retired
from geocoding.snapshot.service_points import ServicePointRecord, save_service_points
from geocoding.snapshot.street_list import save_street_list
from geocoding.snapshot.streets import in_communes


@dataclass(frozen=True, slots=True)
class Content:
    """What a snapshot is compiled from; the order of the iterables does not matter. `facts` go into the manifest."""

    households: Iterable[Household]
    parcels: Iterable[Parcel]
    streets: Iterable[Street]
    communes: Iterable[CommuneRecord]
    facts: Mapping[str, str | int | bool]
    retired: Iterable[RetiredCode] = ()
    service_points: Iterable[ServicePointRecord] = ()


def build_snapshot(content: Content, snapshots: Path) -> Manifest:
    """Compile and install a snapshot under its version, without activating it.

    The same content gives the same version. Nothing is left behind when it fails.
    """
    snapshots.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=".building-", dir=snapshots))
    try:
        manifest = _write(content, building)
        building.chmod(0o755)
        install(building, snapshots, manifest.version)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return manifest


def _write(content: Content, folder: Path) -> Manifest:
    parcels = sorted(content.parcels, key=lambda parcel: parcel.key)
    households = sorted(content.households, key=place_of)
    communes = _counted(content.communes, households)
    positions = {parcel.key: position for position, parcel in enumerate(parcels)}
    save_parcels(folder, parcels)
    save_households(folder, households, parcel_positions=positions)
    streets = list(in_communes(content.streets, communes))
    save_places(folder, households, streets)
    save_street_list(folder, streets)
    save_communes(folder, communes)
    save_retired(folder, content.retired)
    save_service_points(folder, content.service_points)
    save_completions(folder, households, streets=streets, communes=communes)
    counts = {
        "households": len(households),
        "codes": sum(bool(household.code) for household in households),
        "parcels": len(parcels),
        "communes": len(communes),
    }
    return seal(folder, facts={**content.facts, **counts})


def _counted(communes: Iterable[CommuneRecord], households: list[Household]) -> list[CommuneRecord]:
    total = Counter(household.commune_code for household in households)
    coded = Counter(household.commune_code for household in households if household.code)
    return [replace(c, households=total[c.code], codes=coded[c.code]) for c in communes]
