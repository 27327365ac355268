"""`vpostcode pack`: one file for a courier's device or a sorting machine."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app.cli.common import JsonOption, print_report, settings_for
from app.offline.pack import write_pack
from geocoding.snapshot.store import open_snapshot


def pack(
    commune: Annotated[
        list[str],
        typer.Option(
            "--commune", metavar="CODE", help="Xã, phường hiện nay; nhắc lại được. / Commune of today; may be repeated."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Tệp ghi ra. / The file to write.")],
    libraries: Annotated[
        bool, typer.Option(help="Kèm thư viện, chỉ cho nền tảng này. / Bring the libraries, for this platform only.")
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Gói tra cứu không cần mạng. / One file that answers without a network, for some communes."""
    snapshot = open_snapshot(settings_for().snapshots)
    print_report(asdict(write_pack(snapshot, out, communes=set(commune), with_libraries=libraries)), as_json=as_json)
