"""Where a webhook may lead: to public addresses over TLS, decided on the address that is connected to.

A name is resolved once and every address it has must be allowed; whoever sends connects to one of those and asks no
name server again, so a name that changes its mind in between (DNS rebinding) gains nothing.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

Resolve = Callable[[str, int], Sequence[str]]
"""Name and port → addresses as texts; raises `OSError` where there are none."""

MAX_URL: Final = 500
TLS_PORT: Final = 443
FIRST_FREE_PORT: Final = 1024
"""Below are the ports of other services (mail, names); of those only that of TLS."""

NOT_PUBLIC: Final = tuple(
    map(
        ip_network,
        (
            "168.63.129.16/32",  # the platform service of a cloud, at a public address
            "192.0.0.0/24",  # protocol assignments; a cloud keeps its metadata there
            "192.88.99.0/24",  # relays of 6to4
            "2001::/32",  # Teredo: the address inside is hidden
            "fec0::/10",  # site-local of old
        ),
    )
)
NAT64: Final = ip_network("64:ff9b::/96")
"""Addresses that stand for an IPv4 address in their last 32 bits (RFC 6052)."""


class AddressRefused(ValueError):
    """The address is not one that a webhook may lead to; the text says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a webhook leads; `host` is what certificate and header name, `path` begins with a slash."""

    scheme: str
    host: str
    port: int
    path: str


_NOWHERE: Final = "không tìm thấy máy mang tên này · the name leads nowhere"


def target_of(url: str, *, loopback: bool = False) -> Target:
    """The target of a URL; raises `AddressRefused`. With `loopback`, plain HTTP is allowed too."""
    if len(url) > MAX_URL or not url.isascii() or any(symbol <= " " or symbol == "\\" for symbol in url):
        raise AddressRefused(
            "phải là URL ASCII, nhiều nhất 500 ký tự · not a plain ASCII URL of at most 500 characters"
        )
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise AddressRefused("không phải URL · not a URL") from None
    if parts.scheme != "https" and not (loopback and parts.scheme == "http"):
        raise AddressRefused("phải là https · not https")
    if not host or "@" in parts.netloc or parts.fragment or "%" in host:
        raise AddressRefused("cần tên máy, không có tên người dùng, không có phần sau # · a host, no user, no fragment")
    port = port if port is not None else {"https": TLS_PORT, "http": 80}[parts.scheme]
    if port != TLS_PORT and port < FIRST_FREE_PORT:
        raise AddressRefused("cổng 443 hoặc từ 1024 trở lên · port 443 or one from 1024 on")
    query = f"?{parts.query}" if parts.query else ""
    return Target(parts.scheme, host, port, f"{parts.path or '/'}{query}")


def allowed_addresses(target: Target, *, resolve: Resolve, loopback: bool = False) -> tuple[str, ...]:
    """The addresses of a target, all of them allowed; raises `AddressRefused`.

    With `loopback` those of this machine are allowed too, and plain HTTP leads to those only.
    """
    try:
        found = tuple(dict.fromkeys(resolve(target.host, target.port)))
    except (OSError, UnicodeError):
        raise AddressRefused(_NOWHERE) from None
    if not found:
        raise AddressRefused(_NOWHERE)
    for one in found:
        if loopback and ip_address(one).is_loopback:
            continue
        if target.scheme != "https" or not is_public(one):
            raise AddressRefused(
                "tên này dẫn tới địa chỉ mạng không công khai · the name leads to an address that is not public"
            )
    return found


def is_public(text: str) -> bool:
    """Whether an address is one of the public Internet, seen through all ways of writing IPv4 inside IPv6."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return is_public(str(inner))
    if any(address in network for network in NOT_PUBLIC if network.version == address.version):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _inner(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address in NAT64 or int(address) < 1 << 32:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def resolve_name(host: str, port: int) -> list[str]:
    """The addresses of a name as the machine knows them; raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]).partition("%")[0] for *_, address in found]
