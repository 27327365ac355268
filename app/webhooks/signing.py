"""Secrets of webhooks and signatures with them, after Standard Webhooks.

A secret is derived, not stored: HMAC-SHA256 of the webhook's id and the generation of its secret, under a key that
lies in a file of the installation. Whoever reads the register cannot sign.
"""

import hmac
import os
import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from standardwebhooks import Webhook

KEY_BYTES: Final = 32


def installation_key(path: Path) -> bytes:
    """The key in a file, made when there is none yet; readable by the service's user only."""
    if path.is_file():
        return path.read_bytes()
    with suppress(FileExistsError):
        path.parent.mkdir(parents=True, exist_ok=True)
        pending = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        descriptor = os.open(pending, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
        try:
            # A link is made whole or not at all, and never over another.
            path.hardlink_to(pending)
        finally:
            pending.unlink()
    return path.read_bytes()


def secret_of(key: bytes, webhook_id: str, generation: int) -> str:
    """The secret of a webhook as its owner is shown it."""
    derived = hmac.new(key, f"webhook:{webhook_id}:{generation}".encode(), sha256).digest()
    return f"whsec_{b64encode(derived).decode()}"


def signed_headers(secrets_alive: Sequence[str], *, message_id: str, at: datetime, body: str) -> Mapping[str, str]:
    """The headers of one try: a signature by every secret that is alive, over id, time of the try and body."""
    signatures = [Webhook(secret).sign(msg_id=message_id, timestamp=at, data=body) for secret in secrets_alive]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
