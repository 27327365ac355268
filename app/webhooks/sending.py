"""Sending one message: to an address that was looked at, within a time, and reading no more than the status.

The only module that speaks HTTP to others. Redirects are not followed, proxies of the environment not asked.
"""

import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import httpcore2

from app.webhooks.addresses import AddressRefused, Resolve, Target, allowed_addresses, resolve_name, target_of

CONNECT_S: Final = 5.0
WHOLE_S: Final = 10.0
"""How long a message may take from the look-up of the name to the status of the answer."""


@dataclass(frozen=True, slots=True)
class Sent:
    """How a try ended: the status of the answer, None without one, and why there is none."""

    status: int | None
    failure: str = ""

    @property
    def is_delivered(self) -> bool:
        """Whether the receiver has taken it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_unwanted(self) -> bool:
        """Whether the receiver wants no more messages."""
        return self.status == 410


class Sender:
    """Sends messages; `loopback` lets them go to this machine, for tests and demonstrations."""

    def __init__(
        self,
        *,
        loopback: bool = False,
        resolve: Resolve = resolve_name,
        context: ssl.SSLContext | None = None,
        whole_s: float = WHOLE_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._loopback, self._resolve, self._whole_s, self._clock = loopback, resolve, whole_s, clock
        self._context = context or ssl.create_default_context()

    def check(self, url: str) -> Target:
        """The target of a URL that may be sent to now; raises `AddressRefused`."""
        target = target_of(url, loopback=self._loopback)
        allowed_addresses(target, resolve=self._resolve, loopback=self._loopback)
        return target

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> Sent:
        """Try once; whatever goes wrong is told, not raised."""
        deadline = self._clock() + self._whole_s
        try:
            target = target_of(url, loopback=self._loopback)
            addresses = allowed_addresses(target, resolve=self._resolve, loopback=self._loopback)
            return Sent(self._ask(target, addresses[0], body, headers, deadline=deadline))
        except AddressRefused as refused:
            return Sent(None, str(refused))
        except httpcore2.TimeoutException:
            return Sent(None, "no answer in time")
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.UnsupportedProtocol) as error:
            return Sent(None, f"no connection: {type(error).__name__}")
        except (ssl.SSLError, OSError) as error:
            return Sent(None, f"no connection: {type(error).__name__}")

    def _ask(self, target: Target, address: str, body: bytes, headers: Mapping[str, str], *, deadline: float) -> int:
        host = f"[{target.host}]" if ":" in target.host else target.host
        whole = {
            "Host": f"{host}:{target.port}",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "User-Agent": "Vpostcode-Webhooks/1",
            "Connection": "close",
            **headers,
        }
        url = httpcore2.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
        backend = _Pinned(address, deadline=deadline, clock=self._clock)
        with (
            httpcore2.ConnectionPool(ssl_context=self._context, network_backend=backend) as pool,
            pool.stream("POST", url, headers=list(whole.items()), content=body) as answer,
        ):
            status: int = answer.status
            return status  # what the receiver says beside it is not read


class _Pinned(httpcore2.NetworkBackend):
    """Connects to one address, whatever the name of the host; every step ends with the deadline."""

    def __init__(self, address: str, *, deadline: float, clock: Callable[[], float]) -> None:
        self._address, self._deadline, self._clock = address, deadline, clock
        self._network = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A stream to the address in place of the host."""
        left_s = min(CONNECT_S, _left_s(self._deadline, self._clock, httpcore2.ConnectTimeout))
        stream = self._network.connect_tcp(self._address, port, timeout=left_s, socket_options=socket_options)
        return _Bounded(stream, deadline=self._deadline, clock=self._clock)


class _Bounded(httpcore2.NetworkStream):
    """A stream on which nothing lasts beyond the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore2.NetworkStream, *, deadline: float, clock: Callable[[], float]) -> None:
        self._stream, self._deadline, self._clock = stream, deadline, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Bytes as they come; raises `ReadTimeout`."""
        left_s = _left_s(self._deadline, self._clock, httpcore2.ReadTimeout)
        return bytes(self._stream.read(max_bytes, timeout=left_s))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes; raises `WriteTimeout`."""
        self._stream.write(buffer, timeout=_left_s(self._deadline, self._clock, httpcore2.WriteTimeout))

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The stream under TLS, its certificate held against the name of the host."""
        left_s = _left_s(self._deadline, self._clock, httpcore2.ConnectTimeout)
        secure = self._stream.start_tls(ssl_context, server_hostname=server_hostname, timeout=left_s)
        return _Bounded(secure, deadline=self._deadline, clock=self._clock)

    def get_extra_info(self, info: str) -> object:
        """What the library asks of the stream below."""
        return self._stream.get_extra_info(info)


def _left_s(deadline: float, clock: Callable[[], float], over: type[httpcore2.TimeoutException]) -> float:
    left_s = deadline - clock()
    if left_s <= 0:
        raise over
    return left_s
