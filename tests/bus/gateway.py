"""A stand-in for the city's bus: it knows systems by tokens of its own and says to us which of them asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from httpx2 import Response
from starlette.testclient import TestClient

FORBIDDEN: Final = frozenset({"accesskey", "secretkey", "appname", "purpose", "x-correlation-id", "authorization"})
"""What systems behind a bus must not say themselves."""


@dataclass
class Gateway:
    """Passes requests of systems on to the service, with its own credentials and the name it knows them by."""

    service: TestClient
    access_key: str
    secret_key: str
    tokens: Mapping[str, str]
    asked: int = 0

    def ask(self, token: str, path: str, *, purpose: str, method: str = "GET", **given: Any) -> Response:
        """The answer that a system gets which shows the bus this token."""
        own = {name: value for name, value in given.pop("headers", {}).items() if name.lower() not in FORBIDDEN}
        if token not in self.tokens:
            raise PermissionError(token)
        self.asked += 1
        return self.service.request(
            method,
            path,
            headers={
                **own,
                "AccessKey": self.access_key,
                "SecretKey": self.secret_key,
                "AppName": self.tokens[token],
                "Purpose": purpose,
                "X-Correlation-ID": f"01a202b5-0000-7000-8000-{self.asked:012x}",
            },
            **given,
        )
