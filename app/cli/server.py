"""The serving process: `vpostcode serve` becomes it, so that it holds nothing of what loading and assigning need."""

import sys
from typing import Final

import uvicorn

from app.logs import make_logger, send_server_log_to

MODULE: Final = "app.cli.server"
FACTORY: Final = "app.main:create_serving_app"
DRAIN_S: Final = 10
"""How long running requests may take to end when the service is stopped."""


def command(host: str, port: int, *, workers: int) -> list[str]:
    """The command line that starts this process; -P keeps the folder it is started in from being imported from."""
    return [sys.executable, "-P", "-m", MODULE, host, str(port), str(workers)]


def run(host: str, port: int, *, workers: int) -> None:
    """Serve until stopped; the settings come from the environment, also to the workers."""
    send_server_log_to(make_logger())
    uvicorn.run(
        FACTORY,
        factory=True,
        host=host,
        port=port,
        workers=workers,
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,  # it would write questions, and they are addresses
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=DRAIN_S,
    )


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]), workers=int(sys.argv[3]))
