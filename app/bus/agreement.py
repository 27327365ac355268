"""What was agreed with the bus: where it calls from, how it shows who it is, and which systems stand behind it.

No specification of Hanoi's bus is public to us, so every name is configuration; see docs/reference/lgsp.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Final, cast

import orjson

Network = IPv4Network | IPv6Network

DEFAULT_HEADERS: Final[Mapping[str, str]] = {
    "access_key": "AccessKey",
    "secret_key": "SecretKey",
    "system": "AppName",
    "purpose": "Purpose",
    "correlation": "X-Correlation-ID",
}
"""Names of headers; the first three are those of another city's bus, the others are ours."""


class AgreementInvalid(ValueError):
    """The file is not an agreement; the text says why, to whoever starts the service."""


@dataclass(frozen=True, slots=True)
class AgreedSystem:
    """A system behind the bus: the API key whose rights, communes and limits it has, and what it may ask for."""

    key: str
    purposes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement; `key` is the prefix of the key by which the bus itself is known."""

    networks: tuple[Network, ...]
    key: str
    systems: Mapping[str, AgreedSystem]
    headers: Mapping[str, str] = field(default_factory=lambda: DEFAULT_HEADERS)

    def comes_from(self, host: str) -> bool:
        """Whether an address is one of the bus."""
        try:
            address = ip_address(host)
        except ValueError:
            return False
        return any(address in network for network in self.networks)


def read_agreement(path: Path) -> Agreement:
    """The agreement in a JSON file; raises `AgreementInvalid`, also on a member that is not known."""
    try:
        json = _object(orjson.loads(path.read_bytes()), "the agreement", {"networks", "key", "systems", "headers"})
        systems = cast(Mapping[str, object], json["systems"])
        return Agreement(
            networks=_networks(json["networks"]),
            key=_text(json["key"]),
            systems={name: _system(name, value) for name, value in systems.items()},
            headers={**DEFAULT_HEADERS, **_headers(json.get("headers", {}))},
        )
    except (OSError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise AgreementInvalid(f"{path.name}: {type(error).__name__}: {error}") from error


def _networks(value: object) -> tuple[Network, ...]:
    networks = tuple(ip_network(one) for one in cast(list[str], value))
    if not networks:
        raise ValueError("a bus calls from somewhere: name its networks")
    return networks


def _system(name: str, value: object) -> AgreedSystem:
    json = _object(value, name, {"key", "purposes"})
    purposes = frozenset(map(_text, cast(list[object], json["purposes"])))
    if not purposes or not name.strip():
        raise ValueError("a system has a name and purposes")
    return AgreedSystem(_text(json["key"]), purposes)


def _headers(value: object) -> dict[str, str]:
    return {name: _text(one) for name, one in _object(value, "headers", set(DEFAULT_HEADERS)).items()}


def _object(value: object, name: str, known: set[str]) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"{name} is no object")
    unknown = sorted(set(value) - known)
    if unknown:
        raise ValueError(f"{name} has unknown members: {', '.join(unknown)}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("not a text")
    return value
