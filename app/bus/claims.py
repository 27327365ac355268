"""What the bus says of a request: its own credentials, the system behind it, and what the question is for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from app.access.credentials import ApiKey, read_key
from app.access.principal import Principal
from app.bus.agreement import AgreedSystem, Agreement

_CORRELATION: Final = re.compile(r"[0-9A-Fa-f-]{8,64}")
"""Only what cannot carry an address into the log."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a request says in the headers of the bus, unchecked; absent parts are empty."""

    access_key: str
    secret_key: str
    system: str
    purpose: str
    correlation: str

    @property
    def is_made(self) -> bool:
        """Whether the request shows credentials of a bus at all."""
        return bool(self.access_key or self.secret_key)

    @property
    def key(self) -> ApiKey | None:
        """The key that the credentials are; None for anything else."""
        return read_key(f"vpc_{self.access_key}_{self.secret_key}")


def claim_of(headers: Mapping[str, str], agreement: Agreement) -> Claim:
    """What a request says; header names are found in any case."""
    named = {part: headers.get(name.lower(), "") for part, name in agreement.headers.items()}
    return Claim(
        access_key=named["access_key"],
        secret_key=named["secret_key"],
        system=named["system"],
        purpose=named["purpose"],
        correlation=named["correlation"] if _CORRELATION.fullmatch(named["correlation"]) else "",
    )


def agreed_system(claim: Claim, agreement: Agreement) -> AgreedSystem | None:
    """The system behind the bus, if it was agreed that it may ask for this purpose; None otherwise."""
    system = agreement.systems.get(claim.system)
    return system if system is not None and claim.purpose in system.purposes else None


def asking_system(claim: Claim, holder: Principal) -> Principal:
    """The system as a caller: the rights of its key, and its own id and purpose in everything written down."""
    return replace(holder, id=f"bus:{claim.system}", purpose=claim.purpose)
