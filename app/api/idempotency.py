"""Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07): a request repeated with its key has one effect.

The key is optional. The answer is kept in the transaction of the effect for 24 hours; the same key with another
request is refused, as is a second request while the first is being carried out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel
from sqlalchemy.orm import Session

from app.api.access import Caller
from app.api.callers import Callers
from app.db.register import LazyRegister
from app.db.remembered import RequestKey, claim, remember, remembered
from app.errors import KeyReused, RequestRunning

REPLAYED = "Idempotency-Replayed"

Key = Annotated[
    str | None,
    Header(alias="Idempotency-Key", min_length=1, max_length=255, description="Repeating it has no second effect."),
]


@dataclass(frozen=True, slots=True)
class Once:
    """Carries out the effect of a request in one transaction, at most once for its key."""

    key: RequestKey | None
    now: datetime

    def answer(self, register: LazyRegister, effect: Callable[[Session], BaseModel], *, status: int = 200) -> Response:
        """The answer to the effect, or the one that the first request got; raises `KeyReused` or `RequestRunning`."""
        with register.writing() as session:
            if self.key is None:
                return _response(status, effect(session).model_dump_json().encode())
            if not claim(session, self.key):
                raise RequestRunning
            kept = remembered(session, self.key, now=self.now)
            if kept is not None:
                if kept.fingerprint != self.key.fingerprint:
                    raise KeyReused
                return _response(kept.status, kept.body, replayed=True)
            body = effect(session).model_dump_json().encode()
            remember(session, self.key, status=status, body=body, now=self.now)
            return _response(status, body)


async def remembered_request(request: Request, caller: Caller, key: Key = None) -> Once:
    """How to carry out the request: once, if it has a key."""
    callers: Callers = request.app.state.callers
    now = callers.now()
    if key is None:
        return Once(None, now)
    whole = sha256(f"{request.method} {request.url.path}\n".encode() + await request.body()).hexdigest()
    return Once(RequestKey(caller.id, key, whole), now)


Repeatable = Annotated[Once, Depends(remembered_request)]
"""A creating route's way to SQL: `once.answer(register, effect)`."""


def _response(status: int, body: bytes, *, replayed: bool = False) -> Response:
    headers = {REPLAYED: "true"} if replayed else {}
    return Response(body, status_code=status, media_type="application/json", headers=headers)
