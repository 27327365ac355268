"""`vpostcode demo`: the whole product on the sample city, from layers to answers."""

from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.common import DbOption, ExitCode, JsonOption, print_report, progress, settings_for
from app.cli.serve import serve
from app.demo import load_sample, three_requests


def demo(
    once: Annotated[bool, typer.Option("--once", help="Load and check, do not serve.")] = False,
    host: Annotated[str, typer.Option(help="Address to serve on; this machine only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to serve on.", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="Serving processes.", min=1, max=64)] = 1,
    db: DbOption = "",
    as_json: JsonOption = False,
) -> None:
    """Chạy thử toàn bộ trên thành phố mẫu. / The whole product on the sample city."""
    settings = settings_for(db)
    with progress(quiet=as_json) as display:
        task = display.add_task("…", total=None)
        report = load_sample(settings, on_step=lambda step: display.update(task, description=step, advance=1))
    print_report(asdict(report), as_json=as_json, title="Thành phố mẫu / Sample city")
    if not report.complete:
        raise typer.Exit(ExitCode.FAILURE)
    if once:
        return
    for line in three_requests(settings.snapshots, base_url=f"http://{host}:{port}"):
        typer.echo(line)
    serve(host=host, port=port, workers=workers, demo=True, as_json=as_json)
