"""How a caller says who it is, and which operations ask for that."""

from typing import Any, Final

from fastapi.routing import APIRoute

from app.access.principal import ANONYMOUS, Scope
from app.api.contract.routes import right_of

SCHEMES: Final = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "Khóa API (vpc_…) trong Authorization.\n\nAn API key (vpc_…) in Authorization.",
    },
    "apiKey": {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "Cùng khóa đó, cho chương trình không gửi được Authorization.\n\n"
        "The same key, for programs that cannot send Authorization.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-vpostcode_session",
        "description": "Phiên của người đã đăng nhập (POST /v1/session); trên localhost tên là vpostcode_session.\n\n"
        "The session of a person who signed in (POST /v1/session); called vpostcode_session on localhost.",
    },
}


def requirements(route: APIRoute) -> list[dict[str, Any]]:
    """What lets a caller in: the role names of OpenAPI 3.1 are our scopes; an empty entry means nothing is needed."""
    scope = right_of(route).scope
    if scope is Scope.PUBLIC:
        return [{}]
    named = [{name: [scope.value]} for name in SCHEMES]
    return [{}, *named] if ANONYMOUS.may(scope) else named
