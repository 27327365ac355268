"""Writing one export: the file under a passing name, then its digest and description, then its own name."""

import hashlib
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson

from app.exporting.archive import write_archive
from app.exporting.features import Content, every_feature
from app.exporting.gdal import write_with_gdal
from app.exporting.model import MEDIA_TYPES, Description, Field, FileFormat, Source
from app.exporting.tables import Tally, batches, write_parquet
from app.features.model import Collection
from app.features.systems import System


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the exported data come from and under which terms they may be used."""

    edition: str
    licence: str
    sources: tuple[Source, ...]
    created_at: datetime


def export(
    folder: Path, collection: Collection, file_format: FileFormat, content: Content, origin: Origin
) -> Description:
    """Write one layer into the folder of its version, with `.sha256` and `.json` beside it; replaces an older one."""
    home = folder / content.snapshot.version
    home.mkdir(parents=True, exist_ok=True)
    name = f"{'-'.join(filter(None, (collection.id, content.commune)))}.{file_format}"
    passing = home / f".{name}"
    passing.unlink(missing_ok=True)
    tally = _write(passing, collection, file_format, content, origin)
    described = _described(passing, name, collection, file_format, content, tally, origin)
    passing.replace(home / name)
    (home / f"{name}.sha256").write_text(f"{described.sha256}  {name}\n", encoding="ascii")
    # The description comes last: who lists exports finds only whole ones.
    (home / f"{name}.json").write_bytes(orjson.dumps(described, option=orjson.OPT_INDENT_2))
    return described


def _write(path: Path, collection: Collection, file_format: FileFormat, content: Content, origin: Origin) -> Tally:
    tally = Tally()
    parts = batches(collection, every_feature(collection, content), tally)
    match file_format:
        case FileFormat.PARQUET:
            write_parquet(path, collection, parts, version=content.snapshot.version)
        case FileFormat.PMTILES:
            deque(parts, maxlen=0)
            told = {"name": collection.id, "version": content.snapshot.version, "attribution": origin.licence}
            write_archive(path, collection, content, told)
        case _:
            write_with_gdal(path, file_format, collection, parts, version=content.snapshot.version)
    return tally


def _described(
    path: Path,
    name: str,
    collection: Collection,
    file_format: FileFormat,
    content: Content,
    tally: Tally,
    origin: Origin,
) -> Description:
    return Description(
        file=name,
        layer=collection.id,
        format=file_format,
        media_type=MEDIA_TYPES[file_format],
        bytes=path.stat().st_size,
        sha256=digest_of(path),
        features=tally.features,
        bbox=tally.bounds,
        crs=System.CRS84,
        dataset_version=content.snapshot.version,
        edition=origin.edition,
        commune=content.commune,
        licence=origin.licence,
        created_at=origin.created_at,
        sources=origin.sources,
        fields=_fields(collection),
    )


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fields(collection: Collection) -> tuple[Field, ...]:
    named = collection.properties
    return tuple(Field(name=one.name, type=one.kind.value, vi=one.words.vi, en=one.words.en) for one in named)
