"""The courier: makes messages of what the feed tells, sends them, and tries again; many may run on one register.

A webhook has one message about changes on its way at a time. Until that is taken the next ones gather, so that they
arrive in order, a receiver that was down finds few messages in place of many, and nothing is lost: what was given up
is sent first when the owner resumes.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from app.changes.telling import tell_all
from app.db import webhooks as stored
from app.db.changes import FeedFilter, changes_after, drop_changes, feed_end
from app.db.errors import RegisterError
from app.db.register import LazyRegister
from app.db.webhooks import Delivery, Webhook
from app.webhooks.messages import MAX_CHANGES, changes_message
from app.webhooks.owners import owner_now
from app.webhooks.registering import generations_alive
from app.webhooks.sending import WHOLE_S, Sender, Sent
from app.webhooks.signing import secret_of, signed_headers

AT_ONCE: Final = 8
"""Messages that one courier sends at a time; a slow receiver holds up no more than one of them."""
LEASE: Final = timedelta(seconds=6 * WHOLE_S)
IDLE_S: Final = 1.0
SWEEP: Final = timedelta(minutes=1)
DELIVERIES_KEPT: Final = timedelta(days=30)

WAITS: Final = tuple(timedelta(seconds=seconds) for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 36_000, 86_400))
"""How long after each failed try the next one comes; after the last the message is given up, two and a half days on."""
JITTER: Final = 0.2
"""Each wait is up to so much longer, so that messages that failed together do not come back together."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a courier works with: the key of secrets, and where moments, chance, leases and ids come from."""

    key: bytes
    clock: Callable[[], datetime]
    chance: Callable[[], float]
    new_lease: Callable[[], str]
    new_message_id: Callable[[], str]


class Courier:
    """One courier."""

    def __init__(self, register: LazyRegister, sender: Sender, tools: Tools, *, changes_kept: timedelta) -> None:
        self._register, self._sender, self._tools, self._changes_kept = register, sender, tools, changes_kept

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; a register that does not answer is asked again later."""
        swept_at: datetime | None = None
        with ThreadPoolExecutor(AT_ONCE) as pool:
            while not stop.is_set():
                try:
                    now = self._tools.clock()
                    if swept_at is None or now - swept_at >= SWEEP:
                        swept_at = now
                        self.sweep()
                    if not self.work_once(pool):
                        stop.wait(IDLE_S)
                except RegisterError:
                    stop.wait(10 * IDLE_S)

    def work_once(self, pool: ThreadPoolExecutor) -> bool:
        """Tell what is new, make messages of it, send what is due; False when nothing was sent."""
        tell_all(self._register, at=self._tools.clock())
        self._make_messages()
        return self._send_due(pool)

    def sweep(self) -> None:
        """Forget old changes and messages."""
        now = self._tools.clock()
        with self._register.writing() as session:
            drop_changes(session, before=now - self._changes_kept)
            stored.remove_deliveries(session, before=now - DELIVERIES_KEPT)

    def _make_messages(self) -> None:
        with self._register.reading() as session:
            end = feed_end(session).sequence
            if not stored.has_idle_webhooks(session, end=end):
                return
        with self._register.writing() as session:
            for webhook in stored.idle_webhooks(session, end=end, limit=100):
                self._make_message(session, webhook)

    def _make_message(self, session: Session, webhook: Webhook) -> None:
        owner, end = owner_now(session, webhook.owner_id), feed_end(session)
        if owner is None:
            stored.stop_webhook(session, webhook.id, because="owner")
            return
        area = _both(webhook.communes, owner.communes)
        of = FeedFilter(communes=area, household_ids=webhook.household_ids or None)
        changes = changes_after(session, webhook.sequence, of=of, limit=MAX_CHANGES)
        if changes:
            now = self._tools.clock()
            body = changes_message(webhook, changes, area=area, missed=webhook.sequence < end.dropped, at=now)
            message = Delivery(
                id=self._tools.new_message_id(),
                webhook_id=webhook.id,
                kind="changes",
                body=body,
                created_at=now,
                next_try_at=now,
            )
            stored.add_delivery(session, message)
        done = changes[-1].sequence if len(changes) == MAX_CHANGES else end.sequence
        stored.note_sequence(session, webhook.id, done)

    def _send_due(self, pool: ThreadPoolExecutor) -> bool:
        lease, now = self._tools.new_lease(), self._tools.clock()
        with self._register.reading() as session:
            if not stored.has_due_deliveries(session, at=now):
                return False
        with self._register.writing() as session:
            due = stored.claim_deliveries(session, lease=lease, at=now, until=now + LEASE, limit=AT_ONCE)
            hooks = {one.webhook_id: stored.find_webhook(session, one.webhook_id) for one in due}
        tries = [(one, hook) for one in due if (hook := hooks[one.webhook_id]) is not None]
        for (message, hook), sent in zip(tries, pool.map(self._send, tries), strict=True):
            self._note(message, hook, sent, lease=lease)
        return bool(tries)

    def _send(self, message_and_hook: tuple[Delivery, Webhook]) -> Sent:
        message, webhook = message_and_hook
        now = self._tools.clock()
        secrets: Sequence[str] = [
            secret_of(self._tools.key, webhook.id, generation) for generation in generations_alive(webhook, at=now)
        ]
        headers = signed_headers(secrets, message_id=message.id, at=now, body=message.body)
        return self._sender.send(webhook.url, message.body.encode(), headers)

    def _note(self, message: Delivery, webhook: Webhook, sent: Sent, *, lease: str) -> None:
        tried = after_try(message, sent, at=self._tools.clock(), chance=self._tools.chance)
        with self._register.writing() as session:
            is_ours = stored.note_try(session, tried, lease=lease)
            if is_ours and tried.state == "given-up" and message.kind == "changes":
                stored.stop_webhook(session, webhook.id, because="unwanted" if sent.is_unwanted else "unreachable")


def after_try(message: Delivery, sent: Sent, *, at: datetime, chance: Callable[[], float]) -> Delivery:
    """The message after a try: taken, given up, or waiting for the next one; a trial is tried once only."""
    tried = replace(message, tries=message.tries + 1, status=sent.status, failure=sent.failure)
    if sent.is_delivered:
        return replace(tried, state="delivered", ended_at=at)
    if sent.is_unwanted or message.kind == "test" or tried.tries > len(WAITS):
        return replace(tried, state="given-up", ended_at=at)
    wait = WAITS[message.tries] * (1 + JITTER * chance())
    return replace(tried, next_try_at=at + wait)


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The communes that belong to both areas, None for all of the city."""
    if one is None or other is None:
        return other if one is None else one
    return one & other
