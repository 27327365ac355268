"""Whose address a request comes from."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.requests import HTTPConnection

Network = IPv4Network | IPv6Network


def proxy_networks(text: str) -> tuple[Network, ...]:
    """The networks of our own proxies, as the setting writes them."""
    return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())


def client_host(request: HTTPConnection, proxies: Sequence[Network]) -> str:
    """The address of the connection; behind a proxy of ours the last address it was told of that is not a proxy."""
    peer = request.client.host if request.client is not None else ""
    if not _is_in(peer, proxies):
        return peer
    told = [one.strip() for one in request.headers.get("x-forwarded-for", "").split(",") if one.strip()]
    return next((one for one in reversed(told) if not _is_in(one, proxies)), peer)


def is_proxied(request: HTTPConnection, proxies: Sequence[Network]) -> bool:
    """Whether the connection comes from a proxy of ours."""
    return request.client is not None and _is_in(request.client.host, proxies)


def _is_in(host: str, networks: Sequence[Network]) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return any(address in network for network in networks)
