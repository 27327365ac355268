"""`/v1/webhooks`: addresses that are told of changes; every caller sees the own ones only."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

import uuid_utils
from fastapi import APIRouter, Depends, Request, Response

from app.access.principal import Scope
from app.api.access import Caller, needs
from app.api.callers import Callers
from app.api.crew import CrewNow
from app.api.feeds.webhook_schemas import (
    DeliveriesOut,
    DeliveryOut,
    NewWebhook,
    WebhookOut,
    WebhooksOut,
    WebhookWithSecret,
    delivery_out,
    webhook_out,
    with_secret,
)
from app.api.idempotency import Key
from app.api.parameters import NoQuery
from app.api.register import Register
from app.db import webhooks as stored
from app.db.webhooks import Webhook
from app.errors import Forbidden, WebhookUnknown, WebhookUrlRefused
from app.settings import Settings
from app.webhooks import registering
from app.webhooks.addresses import AddressRefused
from app.webhooks.owners import can_be_told
from app.webhooks.sending import Sender
from app.webhooks.signing import installation_key, secret_of
from app.webhooks.working import new_message_id
from postcode.code import parse

SHOWN: Final = 100
"""Messages that are listed."""

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])


async def _named(webhook_id: str) -> str:
    """The id of the path; raises `WebhookUnknown` for what is none."""
    try:
        return str(UUID(webhook_id))
    except ValueError:
        raise WebhookUnknown from None


Named = Annotated[str, Depends(_named)]


@router.post(
    "",
    operation_id="createWebhook",
    status_code=201,
    dependencies=[needs(Scope.CHANGES)],
    responses={200: {"model": WebhookWithSecret, "description": "The webhook that the same Idempotency-Key made."}},
)
def create(
    asked: NewWebhook,
    caller: Caller,
    register: Register,
    request: Request,
    response: Response,
    crew: CrewNow,
    _: NoQuery,
    idempotency_key: Key = None,
) -> WebhookWithSecret:
    """Name an address that is told of changes. The secret is shown this once; keep it."""
    if not can_be_told(caller):
        raise Forbidden
    sender: Sender = request.app.state.webhook_sender
    try:
        sender.check(asked.url)
    except AddressRefused as refused:
        raise WebhookUrlRefused(str(refused)) from refused
    wanted = registering.Wanted(
        url=asked.url,
        communes=frozenset(asked.communes),
        codes=tuple(dict.fromkeys(parse(code).code for code in asked.codes)),
        idempotency_key=idempotency_key,
    )
    webhook, is_new = registering.register_webhook(
        register, wanted, caller, webhook_id=str(uuid_utils.uuid7()), at=_now(request)
    )
    response.status_code = 201 if is_new else 200
    response.headers["Location"] = f"/v1/webhooks/{webhook.id}"
    return with_secret(webhook, _secret(request, webhook), crew)


@router.get("", operation_id="listWebhooks", dependencies=[needs(Scope.CHANGES)])
def list_own(caller: Caller, register: Register, crew: CrewNow, _: NoQuery) -> WebhooksOut:
    """The caller's webhooks, each with how it stands."""
    with register.reading() as session:
        return WebhooksOut(webhooks=tuple(webhook_out(one, crew) for one in stored.webhooks_of(session, caller.id)))


@router.get("/{webhook_id}", operation_id="getWebhook", dependencies=[needs(Scope.CHANGES)])
def read(webhook_id: Named, caller: Caller, register: Register, crew: CrewNow, _: NoQuery) -> WebhookOut:
    """One webhook; its secret is not shown again."""
    with register.reading() as session:
        return webhook_out(registering.own_webhook(session, webhook_id, caller), crew)


@router.delete("/{webhook_id}", operation_id="deleteWebhook", status_code=204, dependencies=[needs(Scope.CHANGES)])
def delete(webhook_id: Named, caller: Caller, register: Register, _: NoQuery) -> Response:
    """Remove a webhook and the messages that wait for it."""
    with register.writing() as session:
        stored.remove_webhook(session, registering.own_webhook(session, webhook_id, caller).id)
    return Response(status_code=204)


@router.post("/{webhook_id}/secret", operation_id="rotateWebhookSecret", dependencies=[needs(Scope.CHANGES)])
def rotate(
    webhook_id: Named, caller: Caller, register: Register, request: Request, crew: CrewNow, _: NoQuery
) -> WebhookWithSecret:
    """Another secret; the one before signs beside it for a week, in which the same other secret is shown again."""
    with register.writing() as session:
        webhook = registering.own_webhook(session, webhook_id, caller)
        rotated = registering.rotate(session, webhook, at=_now(request))
    return with_secret(rotated, _secret(request, rotated), crew)


@router.post("/{webhook_id}/test", operation_id="testWebhook", status_code=202, dependencies=[needs(Scope.CHANGES)])
def try_out(
    webhook_id: Named, caller: Caller, register: Register, request: Request, crew: CrewNow, _: NoQuery
) -> DeliveryOut:
    """Send a message of type `test`, once; how that went is told among the deliveries."""
    with register.writing() as session:
        webhook = registering.own_webhook(session, webhook_id, caller)
        trial = registering.queue_trial(session, webhook, message_id=new_message_id(), at=_now(request))
    return delivery_out(trial, crew)


@router.post("/{webhook_id}/resume", operation_id="resumeWebhook", dependencies=[needs(Scope.CHANGES)])
def resume(
    webhook_id: Named, caller: Caller, register: Register, request: Request, crew: CrewNow, _: NoQuery
) -> WebhookOut:
    """Go on after a stop, beginning with the message that was given up; nothing is left out."""
    with register.writing() as session:
        webhook = registering.own_webhook(session, webhook_id, caller)
        stored.resume_webhook(session, webhook.id, at=_now(request))
    with register.reading() as session:
        return webhook_out(registering.own_webhook(session, webhook_id, caller), crew)


@router.get("/{webhook_id}/deliveries", operation_id="listDeliveries", dependencies=[needs(Scope.CHANGES)])
def deliveries(webhook_id: Named, caller: Caller, register: Register, crew: CrewNow, _: NoQuery) -> DeliveriesOut:
    """The last messages, and how the last try of each ended."""
    with register.reading() as session:
        webhook = registering.own_webhook(session, webhook_id, caller)
        found = stored.deliveries_of(session, webhook.id, limit=SHOWN)
    return DeliveriesOut(deliveries=tuple(delivery_out(one, crew) for one in found))


def _secret(request: Request, webhook: Webhook) -> str:
    settings: Settings = request.app.state.settings
    return secret_of(installation_key(settings.webhook_key), webhook.id, webhook.generation)


def _now(request: Request) -> datetime:
    callers: Callers = request.app.state.callers
    return callers.now()
