"""What a message says: which changes there are, by number, id and code; never an address text or a place."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import orjson

from app.changes.model import ChangeKind, Numbered
from app.db.webhooks import Webhook
from postcode.code import read_stored

MAX_CHANGES: Final = 50
"""Changes in one message, which so stays below 20 kB."""


def changes_message(
    webhook: Webhook, changes: Sequence[Numbered], *, area: frozenset[str] | None, missed: bool, at: datetime
) -> str:
    """The message about changes; `missed` when some before them are no longer kept, so that the whole is needed."""
    facts = {
        "webhook_id": webhook.id,
        "previous": webhook.sequence,
        "sequence": changes[-1].sequence,
        "missed": missed,
        "changes": [_facts_of(one, area=area) for one in changes],
    }
    return _written("changes", facts, at=at)


def trial_message(webhook: Webhook, *, at: datetime) -> str:
    """The message that its owner asked for to see whether messages arrive."""
    return _written("test", {"webhook_id": webhook.id}, at=at)


def _facts_of(one: Numbered, *, area: frozenset[str] | None) -> dict[str, object]:
    change = one.change
    has_left = area is not None and change.commune_code not in area and change.state is not None
    return {
        "sequence": one.sequence,
        "kind": (ChangeKind.LEFT if has_left else change.kind).value,
        "household_id": change.household_id,
        "commune_code": change.commune_code,
        "code": None if has_left else _printed(change.code),
        "previous_code": _printed(change.previous_code),
    }


def _written(kind: str, facts: dict[str, object], *, at: datetime) -> str:
    return orjson.dumps({"type": kind, "timestamp": at, "data": facts}).decode()


def _printed(code: str) -> str | None:
    return read_stored(code).printed() if code else None
