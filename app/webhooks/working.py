"""The courier of a worker process, put together from its settings."""

import random
from datetime import UTC, datetime, timedelta
from secrets import token_hex

import uuid_utils

from app.db.register import LazyRegister
from app.settings import Settings
from app.webhooks.courier import Courier, Tools
from app.webhooks.sending import Sender
from app.webhooks.signing import installation_key


def make_courier(settings: Settings) -> Courier:
    """A courier on the register of these settings."""
    tools = Tools(
        key=installation_key(settings.webhook_key),
        clock=lambda: datetime.now(UTC),
        chance=random.SystemRandom().random,
        new_lease=lambda: token_hex(16),
        new_message_id=new_message_id,
    )
    return Courier(
        LazyRegister(settings.db_url),
        Sender(loopback=settings.webhook_loopback),
        tools,
        changes_kept=timedelta(days=settings.changes_days),
    )


def new_message_id() -> str:
    """A new id of a message; it holds no dot, for dots part what is signed."""
    return f"msg_{uuid_utils.uuid7().hex}"
