"""`vpostcode paper certificate | plates | walk`: codes on paper, from the register."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from app.answering import Answering, open_answering
from app.cli.common import DbOption, JsonOption, print_report, settings_for
from app.db.engine import open_engine, read_session
from app.db.paper import RegisteredHome
from app.paper.plates import PlateSize
from app.printing import certificate, chosen_homes, commune_name, home_of, plates_of, plates_pdf, today, walking_list
from app.settings import Settings


class Paper(StrEnum):
    """What to print."""

    CERTIFICATE = "certificate"
    PLATES = "plates"
    WALK = "walk"


def paper(
    kind: Annotated[
        Paper, typer.Argument(metavar="KIND", help="Giấy xác nhận, biển số hay danh sách. / certificate, plates, walk")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE.pdf", help="Tệp ghi ra. / File to write.")],
    household: Annotated[
        str, typer.Option(help="Mã số của hộ, để in giấy xác nhận. / Id of the household, for its certificate.")
    ] = "",
    commune: Annotated[
        str,
        typer.Option(
            metavar="CODE", help="Xã, phường, để in biển số và danh sách. / Commune, for plates and walking lists."
        ),
    ] = "",
    street: Annotated[str, typer.Option(help="Chỉ đường, phố này. / Only along this street.")] = "",
    size: Annotated[PlateSize, typer.Option(help="Cỡ biển số. / Size of the plates.")] = PlateSize.SMALL,
    db: DbOption = "",
    as_json: JsonOption = False,
) -> None:
    """In giấy xác nhận, biển số nhà, danh sách đi kiểm tra. / Certificates, number plates, walking lists as PDF."""
    if (kind is Paper.CERTIFICATE) != bool(household) or (kind is not Paper.CERTIFICATE) != bool(commune):
        raise typer.BadParameter("certificate: --household ID; plates, walk: --commune CODE")
    settings = settings_for(db)
    with _reading(settings) as session:
        answering = open_answering(settings.snapshots)
        if kind is Paper.CERTIFICATE:
            pdf, households = _certificate(session, household, answering=answering, settings=settings), 1
        else:
            homes = list(chosen_homes(session, commune_code=commune, street=street))
            pdf, households = _of_commune(kind, homes, commune, size=size, answering=answering, settings=settings)
    out.write_bytes(pdf)
    print_report({"file": str(out), "households": households, "bytes": len(pdf)}, as_json=as_json)


@contextmanager
def _reading(settings: Settings) -> Iterator[Session]:
    engine = open_engine(settings.db_url)
    with read_session(engine) as session:
        yield session


def _certificate(session: Session, household: str, *, answering: Answering, settings: Settings) -> bytes:
    return certificate(
        home_of(session, household),
        answers=answering,
        base_url=settings.public_url,
        printed_on=today(),
    )


def _of_commune(
    kind: Paper,
    homes: Sequence[RegisteredHome],
    commune: str,
    *,
    size: PlateSize,
    answering: Answering,
    settings: Settings,
) -> tuple[bytes, int]:
    """The plates or the walking list as PDF, with how many households are on it; raises `CommuneUnknown`.

    No household at all is refused: a sheet without a line looks like a list that is done.
    """
    commune_name(commune, published=answering.snapshot)
    chosen = plates_of(homes, published=answering.snapshot) if kind is Paper.PLATES else ()
    wanted = len(chosen) if kind is Paper.PLATES else len(homes)
    if not wanted:
        nobody = "không có hộ nào như vậy; xem lại --street / no such household; check --street"
        raise typer.BadParameter(nobody)
    if kind is Paper.PLATES:
        return plates_pdf(chosen, size, settings.public_url), wanted
    return walking_list(
        homes,
        commune_code=commune,
        published=answering.snapshot,
        base_url=settings.public_url,
        printed_on=today(),
    ), wanted
