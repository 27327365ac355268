"""The API keys as one serving process knows them: in memory, brought up to date every few seconds."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from anyio import move_on_after, to_thread

from app.access.credentials import ApiKey, is_same
from app.access.limits import hanoi_day
from app.access.principal import SCOPES_OF, Principal, Role, Scope
from app.db.api_keys import StoredKey, all_keys
from app.db.bookkeeping import usage_on
from app.db.errors import RegisterError
from app.db.register import LazyRegister

PATIENCE_S: Final = 1.0
"""How long a caller waits for the register before the last known keys have to do."""


class KnownKeys:
    """All keys by prefix; while the register does not answer, those known last."""

    def __init__(
        self,
        register: LazyRegister,
        *,
        check_s: float,
        clock: Callable[[], float],
        now: Callable[[], datetime],
    ) -> None:
        self._register, self._check_s, self._clock, self._now = register, check_s, clock, now
        self._keys: Mapping[str, StoredKey] | None = None
        self._used: Mapping[str, int] = {}
        self._looked_at = float("-inf")
        self._one_at_a_time = asyncio.Lock()

    async def find(self, key: ApiKey, *, at: datetime) -> StoredKey | None:
        """The live key with this prefix and secret; raises `RegisterError` when no keys were ever read."""
        stored = (await self._current()).get(key.prefix)
        return stored if stored is not None and _opens(stored, key.secret, at=at) else None

    async def live(self, prefix: str) -> StoredKey | None:
        """The live key with this prefix, for a caller whom somebody else vouches for; raises `RegisterError`."""
        stored = (await self._current()).get(prefix)
        return stored if stored is not None and stored.revoked_at is None else None

    async def origins(self) -> frozenset[str]:
        """The origins of all live keys; raises `RegisterError` when no keys were ever read."""
        live = (key for key in (await self._current()).values() if key.revoked_at is None)
        return frozenset(origin for key in live for origin in key.origins)

    def used_today(self, prefix: str) -> int:
        """How many questions the key asked today in all processes, as far as they are written down."""
        return self._used.get(prefix, 0)

    async def _current(self) -> Mapping[str, StoredKey]:
        async with self._one_at_a_time:
            if self._keys is None:
                self._keys = await to_thread.run_sync(self._read)
                self._looked_at = self._clock()
            elif self._clock() >= self._looked_at + self._check_s:
                self._looked_at = self._clock()
                await self._look_again()
            return self._keys

    async def _look_again(self) -> None:
        with move_on_after(PATIENCE_S):
            try:
                self._keys = await to_thread.run_sync(self._read, abandon_on_cancel=True)
            except RegisterError:
                return  # the last known keys stay good

    def _read(self) -> Mapping[str, StoredKey]:
        with self._register.reading() as session:
            self._used = usage_on(session, hanoi_day(self._now()))
            return {key.prefix: key for key in all_keys(session)}


def key_holder(key: StoredKey) -> Principal:
    """The caller that a key makes: what its role may do, or the part of it that the key is for."""
    role = Role(key.role)
    scopes = SCOPES_OF[role]
    if key.scopes:
        scopes &= frozenset(map(Scope, key.scopes)) | {Scope.PUBLIC}
    return Principal(
        id=f"key:{key.prefix}",
        name=key.name,
        role=role,
        scopes=scopes,
        communes=key.communes,
        purpose=key.purpose,
    )


def _opens(stored: StoredKey, secret: str, *, at: datetime) -> bool:
    if stored.revoked_at is not None:
        return False
    if is_same(secret, stored.secret_digest):
        return True
    if stored.previous_digest is None or stored.previous_until is None:
        return False
    return at < stored.previous_until and is_same(secret, stored.previous_digest)
