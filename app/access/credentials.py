"""Secrets that we make ourselves: API keys and session tokens.

Both hold 256 random bits, so that a fast digest keeps them as safe as a slow one would: nobody can try 2^256.
"""

import re
import secrets
from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Final

SECRET_BYTES: Final = 32
PREFIX_BYTES: Final = 5
_KEY: Final = re.compile(r"vpc_(?P<prefix>[a-z2-7]{8})_(?P<secret>[a-z2-7]{52})")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """An API key: `prefix` is its public name, `secret` is shown once and stored as a digest."""

    prefix: str
    secret: str

    def written(self) -> str:
        """The key as its owner sends it."""
        return f"vpc_{self.prefix}_{self.secret}"


def new_key(prefix: str = "") -> ApiKey:
    """A key with a new secret; under a new prefix unless one is given."""
    return ApiKey(prefix or _random_text(PREFIX_BYTES), _random_text(SECRET_BYTES))


def read_key(text: str) -> ApiKey | None:
    """The key that a text is; None for anything else."""
    found = _KEY.fullmatch(text)
    return ApiKey(found["prefix"], found["secret"]) if found is not None else None


def new_token() -> str:
    """A token for one session."""
    return _random_text(SECRET_BYTES)


def digest(secret: str) -> bytes:
    """What is stored of a secret that we made."""
    return sha256(secret.encode()).digest()


def is_same(secret: str, stored: bytes) -> bool:
    """Whether a secret has this digest, in a time that does not tell how much of it is right."""
    return compare_digest(digest(secret), stored)


def _random_text(size: int) -> str:
    return b32encode(secrets.token_bytes(size)).decode().rstrip("=").lower()
