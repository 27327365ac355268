"""`vpostcode demo`: the whole product on the sample city, from layers to answers."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.common import DbOption, ExitCode, JsonOption, print_report, progress, settings_for
from app.cli.serve import become_server, keep_log_apart, require_free
from app.cli.worker import start_worker_beside
from app.demo import demo_sign_ins, load_sample, three_requests
from app.local_accounts import DemoSignIn

LOADING = "Nạp thành phố mẫu, nửa phút đến hai phút… / Loading the sample city, half a minute to two…"


def demo(
    once: Annotated[
        bool, typer.Option("--once", help="Nạp và kiểm tra, không phục vụ. / Load and check, do not serve.")
    ] = False,
    host: Annotated[
        str, typer.Option(help="Địa chỉ phục vụ; chỉ máy này. / Address to serve on; this machine only.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng phục vụ. / Port to serve on.", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="Số tiến trình phục vụ. / Serving processes.", min=1, max=64)] = 1,
    db: DbOption = "",
    as_json: JsonOption = False,
) -> None:
    """Chạy thử toàn bộ trên thành phố mẫu. / The whole product on the sample city."""
    if not once:
        require_free(host, port)
    settings = settings_for(db)
    if not as_json:
        typer.echo(LOADING)
    with progress(quiet=as_json) as display:
        task = display.add_task("…", total=None)
        report = load_sample(settings, on_step=lambda step: display.update(task, description=step, advance=1))
    sign_ins = demo_sign_ins(settings)
    accounts = {"sign_ins": [asdict(one) for one in sign_ins]} if as_json else {}
    print_report(asdict(report) | accounts, as_json=as_json, title="Thành phố mẫu / Sample city")
    if not report.complete:
        raise typer.Exit(ExitCode.FAILURE)
    if not as_json:
        _print_sign_ins(sign_ins)
    if once:
        return
    for line in three_requests(settings.snapshots, base_url=f"http://{host}:{port}"):
        typer.echo(line)
    if sys.stderr.isatty():
        typer.echo(f"Nhật ký / Log: {settings.log}")
        keep_log_apart(settings.log)
    start_worker_beside(settings)
    become_server(host, port, workers=workers, demo=True, as_json=as_json)


def _print_sign_ins(sign_ins: Sequence[DemoSignIn]) -> None:
    typer.echo("Đăng nhập thử tại / Try to sign in at /console:")
    for one in sign_ins:
        area = ", ".join(one.communes) or "toàn thành phố / whole city"
        typer.echo(f"  {one.account}  {one.password}  {one.role} · {area}")
