"""`/console`: one shell for every view of the officials' console; its contents come from the API, to the signed-in."""

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.access.principal import Scope
from app.api.access import needs
from app.api.pages.site import PAGES, page_file

VIEWS: Final = (
    "/console",
    "/console/",
    "/console/sign-in",
    "/console/worklist",
    "/console/households/{household_id}",
    "/console/approve",
    "/console/communes",
    "/console/communes/{code}",
    "/console/map",
    "/console/files",
    "/console/imports/{import_id}",
)
"""The addresses of the views; the shell holds no data, so it is the same for everybody."""

router = APIRouter(include_in_schema=False)


async def shell(request: Request) -> Response:
    """The shell; its script reads the address and shows the view."""
    return page_file(PAGES / "console" / "index.html", request)


for view in VIEWS:
    router.add_api_route(view, shell, methods=["GET"], dependencies=[needs(Scope.PUBLIC)])
