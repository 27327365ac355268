"""`/v1/exports`: the exported files of the published layers, for those who may have whole datasets."""

from base64 import b64encode
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import FileResponse, Response

from app.access.principal import Scope
from app.api.access import Caller, needs
from app.api.parameters import NoQuery
from app.api.schemas import Schema
from app.errors import ExportUnknown
from app.exporting.model import MEDIA_TYPES, FileFormat
from app.exporting.shelf import exports_for, file_of
from app.settings import Settings

router = APIRouter(prefix="/v1/exports", tags=["exports"])

BINARY: Final = {"schema": {"type": "string", "format": "binary"}}


class ExportSource(Schema):
    """A file that a layer came from."""

    layer: str
    source: str
    file_name: str
    sha256: str
    imported_at: datetime


class ExportField(Schema):
    """A property of the features."""

    name: str
    type: str
    vi: str
    en: str


class Export(Schema):
    """One exported file; `commune` is empty for the whole city."""

    href: str
    file: str
    layer: str
    format: FileFormat
    media_type: str
    bytes: int
    sha256: str
    features: int
    bbox: tuple[float, float, float, float] | None
    crs: str
    dataset_version: str
    edition: str
    commune: str
    licence: str
    created_at: datetime
    sources: tuple[ExportSource, ...]
    fields: tuple[ExportField, ...]


class Exports(Schema):
    """What the caller may download, the newest first."""

    exports: tuple[Export, ...]


async def _folder(request: Request) -> Path:
    settings: Settings = request.app.state.settings
    return settings.exports


Folder = Annotated[Path, Depends(_folder)]


@router.get("", operation_id="listExports", dependencies=[needs(Scope.EXPORTS)])
def list_exports(_: NoQuery, caller: Caller, folder: Folder) -> Exports:
    """The files that can be downloaded, each with its digest, its sources and its fields."""
    found = exports_for(folder, caller)
    return Exports.model_validate(
        {"exports": [{"href": f"/v1/exports/{one.dataset_version}/{one.file}", **asdict(one)} for one in found]}
    )


@router.get(
    "/{dataset_version}/{file}",
    operation_id="getExport",
    dependencies=[needs(Scope.EXPORTS)],
    response_class=Response,
    responses={200: {"description": "The file.", "content": dict.fromkeys(MEDIA_TYPES.values(), BINARY)}},
)
def get_export(dataset_version: str, file: str, _: NoQuery, caller: Caller, folder: Folder) -> Response:
    """One file; ranges of it may be asked for, and `Repr-Digest` carries its SHA-256 (RFC 9530)."""
    asked = (dataset_version, file)
    one = next((one for one in exports_for(folder, caller) if (one.dataset_version, one.file) == asked), None)
    if one is None or not file_of(folder, one).is_file():
        raise ExportUnknown
    digest = b64encode(bytes.fromhex(one.sha256)).decode()
    headers = {"Repr-Digest": f"sha-256=:{digest}:", "Cache-Control": "private, no-cache"}
    return FileResponse(file_of(folder, one), media_type=one.media_type, filename=one.file, headers=headers)
