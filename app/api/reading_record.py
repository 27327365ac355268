"""Which reads are written down: those of known callers, but for what is everybody's."""

from datetime import timedelta

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access.principal import Principal
from app.access.principal import Scope as Right
from app.api.callers import Callers
from app.bookkeeping import Books
from app.db.bookkeeping import Read


class ReadingRecord:
    """Counts each answer to a known caller by caller, purpose, kind of question, status and minute."""

    def __init__(self, app: ASGIApp, *, callers: Callers, books: Books) -> None:
        self.app, self.callers, self.books = app, callers, books

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def send_recorded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._record(scope, message["status"])
            await send(message)

        await self.app(scope, receive, send_recorded if scope["type"] == "http" else send)

    def _record(self, scope: Scope, status: int) -> None:
        state = scope.get("state", {})
        caller: Principal | None = state.get("caller")
        if caller is None or not caller.is_known or state.get("right") is Right.PUBLIC:
            return
        now = self.callers.now()
        read = Read(
            at=now - timedelta(seconds=now.second, microseconds=now.microsecond),
            caller_id=caller.id,
            role=caller.role,
            purpose=caller.purpose,
            method=scope["method"],
            route=getattr(scope.get("route"), "path", ""),
            status=status,
        )
        self.books.note_read(read)
