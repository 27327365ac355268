"""The exports that are at hand for downloading, as their descriptions tell them."""

from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from app.access.principal import Principal
from app.exporting.model import Description

_READ: Final = TypeAdapter(Description)


def exports_for(folder: Path, caller: Principal) -> list[Description]:
    """What the caller may download: everything for the whole city's area, else exports of the own communes only."""
    return [one for one in _described(folder) if caller.communes is None or one.commune in caller.communes]


def file_of(folder: Path, one: Description) -> Path:
    """Where the file of an export lies."""
    return folder / one.dataset_version / one.file


def _described(folder: Path) -> list[Description]:
    """All whole exports, the newest version first; a description that cannot be read is none of ours."""
    found = []
    for path in folder.glob("*/*.json"):
        try:
            found.append(_READ.validate_json(path.read_bytes()))
        except (OSError, ValidationError):
            continue
    return sorted(found, key=lambda one: (-one.created_at.timestamp(), one.layer, one.commune, one.format))
