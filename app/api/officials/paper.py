"""Codes on paper over HTTP: the certificate of a household, number plates, the walking list; own communes only."""

from typing import Annotated, Final

from anyio import to_process, to_thread
from fastapi import APIRouter, Body, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from app.access.principal import Scope
from app.api.access import Caller, needs, require_commune
from app.api.parameters import MAX_PART, NoQuery
from app.api.register import Register
from app.api.schemas import Schema
from app.api.serving import Current
from app.paper.model import Coded
from app.paper.plates import MAX_PLATES, PlateSize
from app.printing import certificate, chosen_homes, home_of, plates_of, plates_pdf, today, walking_list

PDF: Final = "application/pdf"

router = APIRouter(tags=["paper"])


class Wanted(Schema):
    """Which plates to print."""

    commune: str = Field(max_length=MAX_PART, description="Code of the commune.")
    street: str = Field(
        default="", max_length=MAX_PART, description="Only along this street, with or without Đường, Phố."
    )
    household_ids: tuple[str, ...] | None = Field(
        default=None, max_length=MAX_PLATES, description="Only these households of the commune."
    )
    size: PlateSize = Field(
        default=PlateSize.SMALL, description="How large the plates are; tag has a QR code of 20 mm."
    )


class WalkParameters(BaseModel):
    """Where to walk."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    commune: str = Field(max_length=MAX_PART, description="Code of the commune.")
    street: str = Field(default="", max_length=MAX_PART, description="Only along this street.")


@router.get(
    "/v1/register/households/{household_id}/certificate.pdf",
    operation_id="getCertificate",
    dependencies=[needs(Scope.REGISTER_READ)],
    response_class=Response,
    responses={200: {"content": {PDF: {}}, "description": "The certificate, one A4 page."}},
)
def get_certificate(
    household_id: str, _: NoQuery, caller: Caller, register: Register, served: Current, request: Request
) -> Response:
    """The certificate of a household's code: address, code with check symbol and QR code, parcel, dataset; no names."""
    with register.reading() as session:
        home = home_of(session, household_id)
    require_commune(caller, home.commune_code)
    pdf = certificate(
        home,
        answers=served.engine,
        base_url=request.app.state.public_url,
        printed_on=today(),
    )
    return _pdf(pdf, name="chung-nhan-ma")


@router.post(
    "/v1/plates.pdf",
    operation_id="printPlates",
    dependencies=[needs(Scope.REGISTER_READ)],
    response_class=Response,
    responses={200: {"content": {PDF: {}}, "description": "A4 sheets of plates with crop marks."}},
)
async def print_plates(
    wanted: Annotated[Wanted, Body()], _: NoQuery, caller: Caller, register: Register, served: Current, request: Request
) -> Response:
    """Number plates with QR codes for a commune, one of its streets, or some households, in the order of the walk."""
    require_commune(caller, wanted.commune)

    def chosen() -> list[Coded]:
        with register.reading() as session:
            homes = chosen_homes(
                session,
                commune_code=wanted.commune,
                street=wanted.street,
                household_ids=wanted.household_ids,
            )
            return plates_of(homes, published=served.snapshot)

    households = await to_thread.run_sync(chosen)
    # Thousands of QR codes take a minute of computing, which must not hold up questions.
    pdf = await to_process.run_sync(plates_pdf, households, wanted.size, request.app.state.public_url, cancellable=True)
    return _pdf(pdf, name="bien-so-nha")


@router.get(
    "/v1/walk.pdf",
    operation_id="getWalk",
    dependencies=[needs(Scope.REGISTER_READ)],
    response_class=Response,
    responses={200: {"content": {PDF: {}}, "description": "The list, with boxes to tick."}},
)
def get_walk(
    asked: Annotated[WalkParameters, Query()], caller: Caller, register: Register, served: Current, request: Request
) -> Response:
    """The list for the field check: street by street, alley by alley, left and right, with boxes to tick."""
    require_commune(caller, asked.commune)
    with register.reading() as session:
        homes = list(chosen_homes(session, commune_code=asked.commune, street=asked.street))
    pdf = walking_list(
        homes,
        commune_code=asked.commune,
        published=served.snapshot,
        base_url=request.app.state.public_url,
        printed_on=today(),
    )
    return _pdf(pdf, name="danh-sach-kiem-tra")


def _pdf(body: bytes, *, name: str) -> Response:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "no-store"}
    return Response(body, media_type=PDF, headers=headers)
