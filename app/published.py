"""Whether a commune that somebody names is among those that are published."""

from datetime import date

from geocoding.errors import CommuneNotPublished
from geocoding.gazetteer.facts import REFORM, read_admin_units
from geocoding.model import AdminUnit
from geocoding.snapshot.store import Snapshot
from geocoding.text.fold import fold, tidy


def require_published(snapshot: Snapshot, code: str) -> None:
    """Raise `CommuneNotPublished` unless the snapshot holds the commune; the error says which commune may be meant."""
    if snapshot.commune(code) is not None:
        return
    meant = tuple(f"{unit.full_name} {unit.code}" for unit in _units_today(REFORM) if _is_named(unit, code))
    raise CommuneNotPublished(snapshot.folder, code, meant)


def _units_today(day: date) -> list[AdminUnit]:
    return [unit for unit in read_admin_units() if unit.is_valid_on(day)]


def _is_named(unit: AdminUnit, text: str) -> bool:
    """Whether a text is the code or the name of a unit, with or without its kind and its marks."""
    said = fold(tidy(text))
    return text == unit.code or said in (fold(unit.full_name), fold(unit.name))
