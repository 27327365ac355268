"""Webhooks as the API takes and gives them."""

from datetime import datetime
from typing import Annotated, Literal

import orjson
from pydantic import Field

from app.api.crew import WaitingOut, waiting_out
from app.api.feeds.change_schemas import printed
from app.api.schemas import Schema
from app.crew import Crew, Waiting
from app.db.webhooks import Delivery, Webhook
from app.webhooks.addresses import MAX_URL
from app.webhooks.registering import MAX_CODES

CommuneCode = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^\S+$")]
CodeText = Annotated[str, Field(min_length=1, max_length=200)]


class NewWebhook(Schema):
    """What to be told of: changes in some communes or of the households of some codes; neither: in the own area."""

    url: str = Field(min_length=1, max_length=MAX_URL, description="Public https address that takes POST requests.")
    communes: tuple[CommuneCode, ...] = Field(default=(), max_length=200, description="Codes of communes.")
    codes: tuple[CodeText, ...] = Field(default=(), max_length=MAX_CODES, description="Vpostcodes to watch.")


class WebhookOut(Schema):
    """A webhook; `communes` null for all of the city.

    `stopped_because`: null while it is active; `unreachable` after the last try, `unwanted` after an answer 410,
    `owner` when its owner may not be told any more. `sequence` is the last change that a message was made of.
    """

    id: str
    url: str
    communes: tuple[str, ...] | None
    codes: tuple[str, ...]
    stopped_because: Literal["unreachable", "unwanted", "owner"] | None
    sequence: int
    previous_secret_until: datetime | None
    created_at: datetime
    waiting_because: WaitingOut | None = Field(description="Why nothing is sent although it is active.")


class WebhookWithSecret(WebhookOut):
    """A webhook and its secret, which is shown this once."""

    secret: str = Field(description="For verifying signatures: whsec_ and 32 bytes in Base64.")


class WebhooksOut(Schema):
    """The caller's webhooks, oldest first."""

    webhooks: tuple[WebhookOut, ...]


class DeliveryOut(Schema):
    """A message; `status` and `failure` tell how the last try ended, `changes` how many it tells of."""

    id: str
    kind: Literal["changes", "test"]
    state: Literal["waiting", "delivered", "given-up"]
    tries: int
    status: int | None
    failure: str | None
    changes: int
    created_at: datetime
    next_try_at: datetime | None
    ended_at: datetime | None
    waiting_because: WaitingOut | None = Field(description="Why it is not sent; null while it is tried, and after.")


class DeliveriesOut(Schema):
    """The messages to a webhook, newest first."""

    deliveries: tuple[DeliveryOut, ...]


def webhook_out(webhook: Webhook, crew: Crew) -> WebhookOut:
    """A webhook for its owner."""
    return WebhookOut.model_validate(_parts(webhook, crew))


def with_secret(webhook: Webhook, secret: str, crew: Crew) -> WebhookWithSecret:
    """A webhook with its secret."""
    return WebhookWithSecret.model_validate({**_parts(webhook, crew), "secret": secret})


def delivery_out(delivery: Delivery, crew: Crew) -> DeliveryOut:
    """A message for the owner of its webhook."""
    return DeliveryOut.model_validate(
        {
            "id": delivery.id,
            "kind": delivery.kind,
            "state": delivery.state,
            "tries": delivery.tries,
            "status": delivery.status,
            "failure": delivery.failure or None,
            "changes": len(orjson.loads(delivery.body)["data"].get("changes", ())),
            "created_at": delivery.created_at,
            "next_try_at": delivery.next_try_at if delivery.state == "waiting" else None,
            "ended_at": delivery.ended_at,
            "waiting_because": _waiting(crew, is_open=delivery.state == "waiting"),
        }
    )


def _waiting(crew: Crew, *, is_open: bool) -> WaitingOut | None:
    """Why nothing is sent; None for what is not to be sent."""
    return waiting_out(None if crew.working or not is_open else Waiting.NO_WORKER, crew)


def _parts(webhook: Webhook, crew: Crew) -> dict[str, object]:
    return {
        "id": webhook.id,
        "url": webhook.url,
        "communes": None if webhook.communes is None else tuple(sorted(webhook.communes)),
        "codes": tuple(printed(code) for code in sorted(webhook.codes)),
        "stopped_because": webhook.stopped_because or None,
        "sequence": webhook.sequence,
        "previous_secret_until": webhook.previous_until,
        "created_at": webhook.created_at,
        "waiting_because": _waiting(crew, is_open=webhook.is_active),
    }
