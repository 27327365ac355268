"""`vpostcode resolve | reverse | code`: one question to the published snapshot."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import typer

from app.answering import Answering, open_answering
from app.cli.common import ExitCode, JsonOption, Report, print_report, settings_for
from app.commune_forms import commune_forms
from geocoding.address.write import address_line
from geocoding.gazetteer.epochs import ATTESTED_SINCE
from geocoding.match.answer import Answer, Fault, Match
from geocoding.model import Point, Verdict
from postcode.code import parse as parse_code
from postcode.code import read_stored

MAX_LAT = 90.0

Text = Annotated[str, typer.Argument(metavar="TEXT", help="Địa chỉ, viết sao cũng được. / Address, in any spelling.")]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help="Tên xã, phường của ngày này. / Communes and districts as on this day, 2025-06-30.",
    ),
]


def resolve(text: Text, as_of: AsOf = None, as_json: JsonOption = False) -> None:
    """Tìm hộ theo địa chỉ. / What an address means."""
    answering = _answering()
    _print_answer(answering.resolve(text, settles=True), answering, as_of=_day(as_of), as_json=as_json)


def reverse(
    lon: Annotated[float, typer.Argument(metavar="LON", help="Kinh độ. / Longitude, degrees.")],
    lat: Annotated[float, typer.Argument(metavar="LAT", help="Vĩ độ. / Latitude, degrees.")],
    as_json: JsonOption = False,
) -> None:
    """Tìm hộ tại một điểm. / What lies at a point."""
    if abs(lat) > MAX_LAT >= abs(lon):
        swapped = f"kinh độ viết trước / longitude comes first: vpostcode reverse {lat} {lon}"
        raise typer.BadParameter(swapped, param_hint="LON LAT")
    answering = _answering()
    _print_answer(answering.reverse(Point(lon=lon, lat=lat)), answering, as_json=as_json)


def code(
    text: Annotated[
        str,
        typer.Argument(metavar="CODE", help="Mã Vpostcode, viết kiểu nào cũng được. / A Vpostcode in any spelling."),
    ],
    as_json: JsonOption = False,
) -> None:
    """Tra một mã. / Whose code it is."""
    answer = _answering().look_up(text)
    household = answer.household
    print_report(
        {
            "code": answer.code.printed(),
            "issued": household is not None,
            "external_id": household.external_id if household is not None else "",
            "address": address_line(household.address) if household is not None else "",
            "faults": fault_lines(answer.faults),
            "near_misses": [read_stored(near).printed() for near in answer.near_misses],
        },
        as_json=as_json,
    )
    if household is None:
        raise typer.Exit(ExitCode.FAILURE)


def _answering() -> Answering:
    return open_answering(settings_for().snapshots)


def _day(as_of: datetime | None) -> date | None:
    if as_of is None:
        return None
    if as_of.date() < ATTESTED_SINCE:
        raise typer.BadParameter(
            f"chỉ biết tên từ ngày / the names are known from {ATTESTED_SINCE}", param_hint="--as-of"
        )
    return as_of.date()


def _print_answer(answer: Answer, answering: Answering, *, as_json: bool, as_of: date | None = None) -> None:
    report = {
        "verdict": answer.verdict.value,
        "next_action": answer.next_action.value,
        "total": answer.total,
        "faults": fault_lines(answer.faults),
        "unmatched": answer.unmatched,
        "matches": [_match(match, answering, as_of=as_of) for match in answer.matches],
    }
    print_report(report, as_json=as_json)
    if answer.verdict is Verdict.NONE:
        raise typer.Exit(ExitCode.FAILURE)


def fault_lines(faults: Sequence[Fault]) -> list[str]:
    """The faults, one line each."""
    return [f"{fault.element}: {fault.kind.value} {fault.asked} → {fault.answered}" for fault in faults]


def _match(match: Match, answering: Answering, *, as_of: date | None) -> Report:
    household = match.household
    record = answering.snapshot.commune(match.commune_code)
    forms = commune_forms(match, record=record, epochs=answering.epochs, as_of=as_of)
    return {
        "label": forms.label(match.label),
        "former": [unit.full_name for unit in forms.former],
        "code": parse_code(household.code).code.printed() if household is not None and household.code else "",
        "external_id": household.external_id if household is not None else "",
        "level": match.level.name.lower(),
        "accuracy": match.accuracy.value,
        "lon": match.point.lon,
        "lat": match.point.lat,
        "uncertainty_m": match.uncertainty_m,
        "confidence": round(match.confidence, 3),
    }
