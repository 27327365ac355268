"""What a caller is told whose bytes are no HTTP request: a problem like every other, with the usual cause."""

from typing import Final

import orjson
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.problem_kinds.requests import REQUEST_REFUSED

_BODY: Final = orjson.dumps(
    {
        "type": REQUEST_REFUSED.type,
        "title": REQUEST_REFUSED.title.vi,
        "status": REQUEST_REFUSED.status,
        "detail": f"{REQUEST_REFUSED.remedy.vi} {REQUEST_REFUSED.remedy.en}",
    }
)
_ANSWER: Final = b"\r\n".join(
    (
        b"HTTP/1.1 400 Bad Request",
        b"content-type: application/problem+json",
        b"content-language: vi, en",
        b"cache-control: no-store",
        b"content-length: " + str(len(_BODY)).encode("ascii"),
        b"connection: close",
        b"",
        _BODY,
    )
)
"""Said in both languages, for what cannot be read names none."""


class Refusing(HttpToolsProtocol):
    """Reads requests as uvicorn does; letters with marks in an address, the usual slip, are named as the cause."""

    def send_400_response(self, msg: str) -> None:
        """Answer and hang up."""
        self.transport.write(_ANSWER)
        self.transport.close()
