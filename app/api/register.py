"""The register behind the routes that read or write it.

Such a route is a plain `def`, so that it runs in a thread and does not hold up questions. While the register does
not answer, it is a 503 with Retry-After.
"""

from typing import Annotated

from fastapi import Depends, Request

from app.db.register import LazyRegister


async def _register(request: Request) -> LazyRegister:
    register: LazyRegister = request.app.state.register
    return register


Register = Annotated[LazyRegister, Depends(_register)]
"""A route's way to SQL: `with register.reading() as session:`."""
