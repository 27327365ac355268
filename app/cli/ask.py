"""`vpostcode resolve | reverse | code`: one question to the published snapshot."""

from collections.abc import Sequence
from typing import Annotated

import typer

from app.answering import Answering, open_answering
from app.cli.common import ExitCode, JsonOption, Report, print_report, settings_for
from geocoding.address.write import address_line
from geocoding.match.answer import Answer, Fault, Match
from geocoding.model import Point, Verdict
from postcode.code import parse as parse_code

Text = Annotated[str, typer.Argument(help="Address, in any order and spelling.")]


def resolve(text: Text, as_json: JsonOption = False) -> None:
    """Tìm hộ theo địa chỉ. / What an address means."""
    _print_answer(_answering().resolve(text), as_json=as_json)


def reverse(
    lon: Annotated[float, typer.Argument(help="Longitude, degrees.")],
    lat: Annotated[float, typer.Argument(help="Latitude, degrees.")],
    as_json: JsonOption = False,
) -> None:
    """Tìm hộ tại một điểm. / What lies at a point."""
    _print_answer(_answering().reverse(Point(lon=lon, lat=lat)), as_json=as_json)


def code(
    text: Annotated[str, typer.Argument(metavar="CODE", help="A Vpostcode in any spelling.")],
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
            "faults": _faults(answer.faults),
            "near_misses": list(answer.near_misses),
        },
        as_json=as_json,
    )
    if household is None:
        raise typer.Exit(ExitCode.FAILURE)


def _answering() -> Answering:
    return open_answering(settings_for().snapshots)


def _print_answer(answer: Answer, *, as_json: bool) -> None:
    report = {
        "verdict": answer.verdict.value,
        "next_action": answer.next_action.value,
        "total": answer.total,
        "faults": [f"{fault.element}: {fault.kind.value} {fault.asked} → {fault.answered}" for fault in answer.faults],
        "unmatched": answer.unmatched,
        "matches": [_match(match) for match in answer.matches],
    }
    print_report(report, as_json=as_json)
    if answer.verdict is Verdict.NONE:
        raise typer.Exit(ExitCode.FAILURE)


def _faults(faults: Sequence[Fault]) -> list[str]:
    return [f"{fault.element}: {fault.kind.value} {fault.asked} → {fault.answered}" for fault in faults]


def _match(match: Match) -> Report:
    household = match.household
    return {
        "label": match.label,
        "code": parse_code(household.code).code.printed() if household is not None and household.code else "",
        "external_id": household.external_id if household is not None else "",
        "level": match.level.name.lower(),
        "accuracy": match.accuracy.value,
        "lon": match.point.lon,
        "lat": match.point.lat,
        "uncertainty_m": match.uncertainty_m,
        "confidence": round(match.confidence, 3),
    }
