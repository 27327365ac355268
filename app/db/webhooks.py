"""Webhooks in the register: who is told of what, and the queue of messages to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, exists, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db.accounts import area_of, words_of
from app.db.tables import HouseholdTable, IssuedCodeTable, WebhookDeliveryTable, WebhookTable
from app.db.upsert import core_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that is told of changes: in some communes (None for all), or of some households if any are named.

    `sequence` is the last number of the feed that a message was made of; `stopped_because` is empty while it is
    active; `generation` counts its secrets.
    """

    id: str
    owner_id: str
    url: str
    communes: frozenset[str] | None
    codes: frozenset[str]
    household_ids: frozenset[str]
    sequence: int
    created_at: datetime
    idempotency_key: str | None = None
    fingerprint: str = ""
    generation: int = 1
    previous_until: datetime | None = None
    stopped_because: str = ""

    @property
    def is_active(self) -> bool:
        """Whether it is told of changes."""
        return not self.stopped_because


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message; `status` and `failure` tell how the last try ended."""

    id: str
    webhook_id: str
    kind: str
    body: str
    created_at: datetime
    next_try_at: datetime
    state: str = "waiting"
    tries: int = 0
    status: int | None = None
    failure: str = ""
    ended_at: datetime | None = None


def add_webhook(session: Session, new: Webhook) -> bool:
    """Write a new webhook; False when its owner has used the idempotency key already."""
    values = {
        **{name: getattr(new, name) for name in Webhook.__slots__ if name not in {"communes", "stopped_because"}},
        "communes": words_of(new.communes),
        "state": "active",
        "stopped_because": "",
    }
    try:
        with session.begin_nested():
            session.execute(insert(core_table(WebhookTable)).values(values))
    except IntegrityError:
        return False
    return True


def webhooks_of(session: Session, owner_id: str) -> list[Webhook]:
    """The webhooks of an owner, oldest first."""
    asked = select(WebhookTable).where(WebhookTable.owner_id == owner_id)
    return [_webhook(row) for row in session.scalars(asked.order_by(WebhookTable.created_at, WebhookTable.id))]


def find_webhook(session: Session, webhook_id: str) -> Webhook | None:
    """The webhook with this id; None without one."""
    row = session.get(WebhookTable, webhook_id)
    return None if row is None else _webhook(row)


def find_by_request(session: Session, *, owner_id: str, key: str) -> Webhook | None:
    """The webhook that its owner made with this idempotency key; None without one."""
    asked = select(WebhookTable).where(WebhookTable.owner_id == owner_id, WebhookTable.idempotency_key == key)
    row = session.execute(asked).scalar_one_or_none()
    return None if row is None else _webhook(row)


def hold_owner(session: Session, owner_id: str) -> int:
    """How many webhooks an owner has, in a transaction in which nobody else adds one for the same owner."""
    if session.connection().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"webhook:{owner_id}", 0))))
    return session.scalar(select(func.count()).where(WebhookTable.owner_id == owner_id)) or 0


def remove_webhook(session: Session, webhook_id: str) -> None:
    """Remove a webhook and its messages."""
    session.execute(delete(core_table(WebhookDeliveryTable)).where(WebhookDeliveryTable.webhook_id == webhook_id))
    session.execute(delete(core_table(WebhookTable)).where(WebhookTable.id == webhook_id))


def rotate_webhook(session: Session, webhook_id: str, *, previous_until: datetime) -> None:
    """Begin the next generation of its secret; the one before signs too until a moment."""
    table = WebhookTable
    values = {"generation": table.generation + 1, "previous_until": previous_until}
    session.execute(update(table).where(table.id == webhook_id).values(values))


def stop_webhook(session: Session, webhook_id: str, *, because: str) -> None:
    """Tell it of nothing more until it is resumed."""
    table = WebhookTable
    session.execute(update(table).where(table.id == webhook_id).values(state="stopped", stopped_because=because))


def resume_webhook(session: Session, webhook_id: str, *, at: datetime) -> None:
    """Go on where it stopped, beginning with the message that was given up last."""
    table, message = WebhookTable, WebhookDeliveryTable
    session.execute(update(table).where(table.id == webhook_id).values(state="active", stopped_because=""))
    again = {"state": "waiting", "tries": 0, "next_try_at": at, "ended_at": None}
    given_up = (message.webhook_id == webhook_id, message.state == "given-up", message.kind == "changes")
    session.execute(update(message).where(*given_up).values(again))


def households_of_codes(session: Session, bases: Sequence[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """The household of each of a few codes that were ever issued (base, unit), and the commune it stands in."""
    issued, household = IssuedCodeTable, HouseholdTable
    asked = (
        select(issued.base, issued.unit, household.id, household.commune_code)
        .join(household, household.id == issued.household_id)
        .where(issued.base.in_([base for base, _ in bases]))
    )
    found = {(row.base, row.unit): (row.id, row.commune_code) for row in session.execute(asked)}
    return {one: found[one] for one in bases if one in found}


def has_idle_webhooks(session: Session, *, end: int) -> bool:
    """Whether there is one of those that `idle_webhooks` gives."""
    return bool(session.scalar(select(exists(select(WebhookTable.id).where(*_idle(end))))))


def idle_webhooks(session: Session, *, end: int, limit: int) -> list[Webhook]:
    """Active webhooks that the feed is ahead of and that wait for no message, kept from others until the end."""
    asked = select(WebhookTable).where(*_idle(end)).order_by(WebhookTable.id).limit(limit)
    return [_webhook(row) for row in session.scalars(asked.with_for_update(skip_locked=True))]


def _idle(end: int) -> tuple[ColumnElement[bool], ...]:
    table, message = WebhookTable, WebhookDeliveryTable
    waiting = exists().where(message.webhook_id == table.id, message.state == "waiting", message.kind == "changes")
    return table.state == "active", table.sequence < end, ~waiting


def note_sequence(session: Session, webhook_id: str, sequence: int) -> None:
    """Note up to which number of the feed messages were made."""
    table = WebhookTable
    session.execute(update(table).where(table.id == webhook_id).values(sequence=sequence))


def add_delivery(session: Session, new: Delivery) -> None:
    """Queue a message."""
    values = {name: getattr(new, name) for name in Delivery.__slots__}
    session.execute(insert(core_table(WebhookDeliveryTable)).values({**values, "lease": "", "leased_until": None}))


def deliveries_of(session: Session, webhook_id: str, *, limit: int) -> list[Delivery]:
    """The messages of a webhook, newest first."""
    table = WebhookDeliveryTable
    newest_first = (table.created_at.desc(), table.id.desc())
    asked = select(table).where(table.webhook_id == webhook_id).order_by(*newest_first).limit(limit)
    return [_delivery(row) for row in session.scalars(asked)]


def has_due_deliveries(session: Session, *, at: datetime) -> bool:
    """Whether there is a message that `claim_deliveries` would give."""
    return session.execute(_due(at).limit(1)).first() is not None


def claim_deliveries(session: Session, *, lease: str, at: datetime, until: datetime, limit: int) -> list[Delivery]:
    """Messages that are due, now claimed; those of stopped webhooks wait, but for tests."""
    table = WebhookDeliveryTable
    asked = _due(at).order_by(table.next_try_at, table.id).limit(limit)
    rows = list(session.scalars(asked.with_for_update(skip_locked=True, of=table)))
    for row in rows:
        row.lease, row.leased_until = lease, until
    session.flush()
    return [_delivery(row) for row in rows]


def _due(at: datetime) -> Select[WebhookDeliveryTable]:
    table, hook = WebhookDeliveryTable, WebhookTable
    return (
        select(table)
        .join(hook, hook.id == table.webhook_id)
        .where(table.state == "waiting", table.next_try_at <= at)
        .where(or_(table.leased_until.is_(None), table.leased_until <= at))
        .where(or_(hook.state == "active", table.kind == "test"))
    )


def note_try(session: Session, tried: Delivery, *, lease: str) -> bool:
    """Write how a try ended; False when the lease is no longer held or the webhook is gone."""
    table = WebhookDeliveryTable
    values = {name: getattr(tried, name) for name in ("state", "tries", "next_try_at", "status", "failure", "ended_at")}
    done = session.execute(
        update(table)
        .where(table.id == tried.id, table.lease == lease, table.state == "waiting")
        .values(**values, lease="", leased_until=None)
        .returning(table.id)
    ).all()
    return bool(done)


def remove_deliveries(session: Session, *, before: datetime) -> None:
    """Forget messages that were taken before a moment; what was given up stays until its webhook is removed."""
    table = WebhookDeliveryTable
    session.execute(delete(core_table(table)).where(table.ended_at < before, table.state == "delivered"))


def _webhook(row: WebhookTable) -> Webhook:
    return Webhook(
        id=row.id,
        owner_id=row.owner_id,
        url=row.url,
        communes=area_of(row.communes),
        codes=row.codes,
        household_ids=row.household_ids,
        sequence=row.sequence,
        created_at=row.created_at,
        idempotency_key=row.idempotency_key,
        fingerprint=row.fingerprint,
        generation=row.generation,
        previous_until=row.previous_until,
        stopped_because=row.stopped_because,
    )


def _delivery(row: WebhookDeliveryTable) -> Delivery:
    return Delivery(**{name: getattr(row, name) for name in Delivery.__slots__})
