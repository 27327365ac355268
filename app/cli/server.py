"""The serving process: `vpostcode serve` becomes it, so that it holds nothing of what loading and assigning need."""

import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Self

import uvicorn
from uvicorn.supervisors import Multiprocess

from app.cli.refusing import Refusing
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
    config = uvicorn.Config(
        FACTORY,
        factory=True,
        host=host,
        port=port,
        workers=workers,
        loop="uvloop",
        http=Refusing,
        log_config=None,
        access_log=False,  # it would write questions, and they are addresses
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=DRAIN_S,
    )
    with suppress(KeyboardInterrupt):
        if workers == 1:
            uvicorn.Server(config).run()
        else:
            Multiprocess(config, sockets=[OwnInEachWorker.bound(host, port)]).run()


class OwnInEachWorker(socket.socket):
    """An address on which every worker listens by itself, so that the kernel deals connections out among them.

    From a socket that they share, the worker that wakes first takes all connections that wait, and keeps them.
    """

    @classmethod
    def bound(cls, host: str, port: int) -> Self:
        """Holds the address without listening; raises `OSError` when another program listens there."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, port), family=family).close()
        return cls._of_worker(family, (host, port))

    def __reduce__(self) -> tuple[Callable[..., Self], tuple[socket.AddressFamily, tuple[str, int]]]:
        """What a worker process gets: no copy, but a socket of its own on the same address."""
        host, port, *_ = self.getsockname()
        return self._of_worker, (socket.AddressFamily(self.family), (host, port))

    @classmethod
    def _of_worker(cls, family: socket.AddressFamily, address: tuple[str, int]) -> Self:
        own = cls(family, socket.SOCK_STREAM)
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        own.bind(address)
        return own


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]), workers=int(sys.argv[3]))
