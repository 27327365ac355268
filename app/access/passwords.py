"""Passwords of local accounts: argon2id, and what a password must be (NIST SP 800-63B, ASVS 6.2)."""

import secrets
from functools import cache
from typing import Final

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

MIN_LENGTH: Final = 12
MAX_LENGTH: Final = 256
"""More would only make the server work."""

_READABLE: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def hash_password(password: str) -> str:
    """The argon2id hash with its parameters and salt."""
    return _hasher().hash(password)


def is_password(password: str, stored: str | None) -> bool:
    """Whether the password has this hash; without a hash never, in the same time."""
    try:
        fits = _hasher().verify(password[:MAX_LENGTH], stored or _decoy())
    except UnknownHashError:
        return False
    return fits and stored is not None


def is_acceptable(password: str) -> bool:
    """Whether a password is long enough, and not longer than is hashed."""
    return MIN_LENGTH <= len(password) <= MAX_LENGTH and len(set(password)) > 4


def generate_password() -> str:
    """A random password of 79 bits in four groups that can be read out."""
    groups = ("".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


@cache
def _hasher() -> PasswordHash:
    return PasswordHash((Argon2Hasher(),))


@cache
def _decoy() -> str:
    """A hash that nobody has the password of."""
    return _hasher().hash(secrets.token_hex())
