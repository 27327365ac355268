"""`vpostcode serve`: the web service, by as many processes as asked for; they share the snapshot's pages."""

import errno
import os
import socket
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Final, NoReturn

import orjson
import typer

from app.cli import server
from app.cli.advice import lines_of
from app.cli.common import JsonOption, settings_for
from geocoding.errors import SnapshotMissing
from geocoding.snapshot.files import active_version

_NO_WORKER: Final = (
    "Lô tra cứu và webhook cần thêm một lệnh chạy bên cạnh: vpostcode worker\n"
    "Batches and webhooks need another command beside this one: vpostcode worker"
)


def serve(
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe. / Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng lắng nghe. / Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Số tiến trình trả lời. / Processes that answer.")] = 1,
    demo: Annotated[
        bool, typer.Option("--demo", help="Mở mọi thứ, chỉ trên máy này. / Open everything, on this machine only.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Phục vụ tra cứu qua HTTP. / Answer over HTTP from the published snapshot."""
    if not as_json:
        typer.echo(_NO_WORKER, err=True)
    become_server(host, port, workers=workers, demo=demo or settings_for().demo, as_json=as_json)


def become_server(host: str, port: int, *, workers: int, demo: bool, as_json: bool) -> NoReturn:
    """Become the serving process; `demo` opens everything and is for this machine only."""
    if demo and not is_loopback(host):
        raise typer.BadParameter(
            "chế độ trình diễn mở mọi dữ liệu nên chỉ phục vụ trên máy này / "
            "demo mode opens everything and so listens on this machine only",
            param_hint="--host",
        )
    if demo:
        os.environ["VPOSTCODE_DEMO"] = "1"
    require_free(host, port)
    _warn_unpublished(settings_for().snapshots)
    _announce(host, port, workers=workers, demo=demo, as_json=as_json)
    os.execv(sys.executable, server.command(host, port, workers=workers))  # noqa: S606 - our own words, no shell


def require_free(host: str, port: int) -> None:
    """Refuse a port that another program listens on, before anything is loaded; the server tells other faults."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                taken = f"cổng {port} đang có chương trình khác dùng; port {port} is in use; --port {port + 1}?"
                raise typer.BadParameter(taken, param_hint="--port") from error


def keep_log_apart(log: Path) -> None:
    """Send the log lines of this process, and of those that it starts, to a file: they would push away what it said."""
    with log.open("ab") as file:
        os.dup2(file.fileno(), sys.stderr.fileno())


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _warn_unpublished(snapshots: Path) -> None:
    """Say on standard error that every question will be refused as long as nothing is published."""
    try:
        active_version(snapshots)
    except SnapshotMissing as error:
        typer.echo("\n".join(lines_of(error)), err=True)


def _announce(host: str, port: int, *, workers: int, demo: bool, as_json: bool) -> None:
    url = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    if as_json:
        sys.stdout.write(orjson.dumps({"url": url, "workers": workers, "demo": demo}).decode() + "\n")
    else:
        mode = " · trình diễn, mở mọi dữ liệu / demo, everything open" if demo else ""
        typer.echo(f"Vpostcode: {url}{mode} · Ctrl-C để dừng / to stop")
    sys.stdout.flush()
