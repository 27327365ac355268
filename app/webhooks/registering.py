"""Webhooks as their owners know them: named, looked at, tried, given another secret, resumed, removed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

import orjson
from sqlalchemy.orm import Session

from app.access.principal import Principal
from app.db import webhooks as stored
from app.db.changes import feed_end
from app.db.register import LazyRegister
from app.db.webhooks import Delivery, Webhook
from app.errors import CodesUnknown, CommuneUnknown, KeyReused, OutsideCommune, WebhooksTooMany, WebhookUnknown
from app.webhooks.messages import trial_message
from postcode.code import Vpostcode
from postcode.editions import current_edition

MAX_WEBHOOKS: Final = 20
"""Webhooks of one owner."""
MAX_CODES: Final = 200
"""Codes that one webhook watches."""
OVERLAP: Final = timedelta(days=7)
"""How long a secret signs beside the next one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an owner wants to be told of: changes in communes, or of the households of codes; neither: the own area."""

    url: str
    communes: frozenset[str]
    codes: Sequence[Vpostcode]
    idempotency_key: str | None

    def fingerprint(self) -> str:
        """A digest of all that was sent."""
        sent = [self.url, sorted(self.communes), sorted(map(str, self.codes))]
        return sha256(orjson.dumps(sent)).hexdigest()


def register_webhook(
    register: LazyRegister, wanted: Wanted, owner: Principal, *, webhook_id: str, at: datetime
) -> tuple[Webhook, bool]:
    """The webhook, and whether it is new: the same request with the same key finds the first one.

    Raises `OutsideCommune`, `CommuneUnknown`, `CodesUnknown`, `WebhooksTooMany` and `KeyReused`.
    """
    if any(not owner.covers(code) for code in wanted.communes):
        raise OutsideCommune
    if not wanted.communes <= set(current_edition().heads):
        raise CommuneUnknown
    with register.writing() as session:
        count = stored.hold_owner(session, owner.id)
        if (known := _same_request(session, wanted, owner)) is not None:
            return known, False
        if count >= MAX_WEBHOOKS:
            raise WebhooksTooMany
        new = Webhook(
            id=webhook_id,
            owner_id=owner.id,
            url=wanted.url,
            communes=wanted.communes or owner.communes,
            codes=frozenset(map(str, wanted.codes)),
            household_ids=_watched(session, wanted.codes, owner),
            sequence=feed_end(session).sequence,
            created_at=at,
            idempotency_key=wanted.idempotency_key,
            fingerprint=wanted.fingerprint(),
        )
        stored.add_webhook(session, new)
        return new, True


def _same_request(session: Session, wanted: Wanted, owner: Principal) -> Webhook | None:
    if wanted.idempotency_key is None:
        return None
    found = stored.find_by_request(session, owner_id=owner.id, key=wanted.idempotency_key)
    if found is not None and found.fingerprint != wanted.fingerprint():
        raise KeyReused
    return found


def _watched(session: Session, codes: Sequence[Vpostcode], owner: Principal) -> frozenset[str]:
    """The households of codes; unknown ones and those of foreign communes look the same."""
    if not codes:
        return frozenset()
    found = stored.households_of_codes(session, [(code.base, code.unit) for code in codes])
    missing = [
        str(code)
        for code in codes
        if (code.base, code.unit) not in found or not owner.covers(found[code.base, code.unit][1])
    ]
    if missing:
        raise CodesUnknown(tuple(missing))
    return frozenset(household_id for household_id, _ in found.values())


def own_webhook(session: Session, webhook_id: str, owner: Principal) -> Webhook:
    """The owner's webhook; raises `WebhookUnknown` for that of another, too."""
    found = stored.find_webhook(session, webhook_id)
    if found is None or found.owner_id != owner.id:
        raise WebhookUnknown
    return found


def rotate(session: Session, webhook: Webhook, *, at: datetime) -> Webhook:
    """The webhook with the next secret; the one before signs beside it for a week.

    Within that week it is the same secret again: one more would take away the one that the receiver still has, when
    only the answer to the first request was lost.
    """
    if len(generations_alive(webhook, at=at)) > 1:
        return webhook
    stored.rotate_webhook(session, webhook.id, previous_until=at + OVERLAP)
    return replace(webhook, generation=webhook.generation + 1, previous_until=at + OVERLAP)


def queue_trial(session: Session, webhook: Webhook, *, message_id: str, at: datetime) -> Delivery:
    """A message that says nothing but that messages arrive."""
    trial = Delivery(
        id=message_id,
        webhook_id=webhook.id,
        kind="test",
        body=trial_message(webhook, at=at),
        created_at=at,
        next_try_at=at,
    )
    stored.add_delivery(session, trial)
    return trial


def generations_alive(webhook: Webhook, *, at: datetime) -> tuple[int, ...]:
    """The generations of the secret that sign now, the newest first."""
    is_rotating = webhook.previous_until is not None and at < webhook.previous_until and webhook.generation > 1
    return (webhook.generation, webhook.generation - 1) if is_rotating else (webhook.generation,)
