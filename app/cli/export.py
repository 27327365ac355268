"""`vpostcode export`: the published layers as files for other programs."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.cli.common import DbOption, JsonOption, print_report, progress, settings_for
from app.db.engine import open_engine
from app.export_layers import export_layers
from app.exporting.model import Description, FileFormat
from geocoding.snapshot.store import open_snapshot


class Layer(StrEnum):
    """The layers that can be exported."""

    COMMUNES = "communes"
    COVERAGE = "coverage"
    SERVICE_POINTS = "service-points"
    PARCELS = "parcels"
    HOUSEHOLDS = "households"


def export(
    *,
    format: Annotated[
        list[FileFormat] | None,
        typer.Option("--format", help="Nhắc lại được; bỏ trống là tất cả. / Repeatable; all without it."),
    ] = None,
    layer: Annotated[
        list[Layer] | None,
        typer.Option("--layer", help="Nhắc lại được; bỏ trống là tất cả. / Repeatable; all without it."),
    ] = None,
    commune: Annotated[
        str, typer.Option("--commune", metavar="CODE", help="Chỉ xã, phường này. / This commune only.")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Thư mục ghi ra; bỏ trống là HOME/exports. / Folder; HOME/exports without it."
        ),
    ] = None,
    db: DbOption = "",
    as_json: JsonOption = False,
) -> None:
    """Xuất các lớp dữ liệu đã công bố. / Write the published layers as files with digest and description."""
    settings = settings_for(db)
    written = export_layers(
        settings,
        open_engine(settings.db_url),
        open_snapshot(settings.snapshots),
        layers=[one.value for one in layer or Layer],
        formats=format or tuple(FileFormat),
        commune=commune,
        folder=out or settings.exports,
        at=datetime.now(UTC),
    )
    with progress(quiet=as_json) as display:
        task = display.add_task("export", total=None)
        files = {}
        for one in written:
            files[one.file] = _told(one)
            display.advance(task)
    print_report({"folder": str(out or settings.exports), "files": files}, as_json=as_json)


def _told(one: Description) -> dict[str, object]:
    return {"features": one.features, "bytes": one.bytes, "sha256": one.sha256, "dataset_version": one.dataset_version}
