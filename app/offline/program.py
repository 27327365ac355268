"""What a pack answers: one question of the command line, or every line of standard input, as JSON on one line each.

The bodies are those of `/v1/resolve`, `/v1/reverse`, `/v1/codes/{code}` and `/v1/service-points/near` for a caller who
sees everything; of a code that the pack has not, one without features instead of a problem.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import orjson

from app.answering import Answering, answering
from app.api.disclosure import View, visible_surroundings
from app.api.nearby import near_service_points
from app.api.present import answer_collection, code_collection, code_match, printed
from app.commune_forms import CommuneForms, commune_forms
from geocoding.gazetteer.epochs import ATTESTED_SINCE
from geocoding.match.answer import Answer, Match
from geocoding.match.present import commune_match
from geocoding.model import Accuracy, Household, Point
from geocoding.snapshot.retired import RetiredCode
from geocoding.snapshot.store import Snapshot
from postcode.errors import CodeMalformed
from postcode.lookup import CodeAnswer, look_up

Body = dict[str, object]
NEAREST = 5
"""Service points are told by so many, as over HTTP."""


class Pack:
    """An unpacked pack."""

    def __init__(self, folder: Path) -> None:
        self._snapshot = Snapshot(folder)
        self._answering: Answering = answering(self._snapshot)
        self._communes = frozenset(str(self._snapshot.facts["excerpt_of"]).split(","))
        self.version = str(self._snapshot.facts["dataset"])

    def about(self) -> Body:
        """What the pack holds and of which published state."""
        records = [self._snapshot.commune(code) for code in sorted(self._communes)]
        return {
            "dataset_version": self.version,
            "edition": self._snapshot.facts["edition"],
            "communes": [{"code": record.code, "name": record.full_name} for record in records if record],
            "codes": self._snapshot.counts["codes"],
        }

    def resolve(self, text: str, *, as_of: date | None = None) -> Body:
        """What an address text means."""
        return self._told(self._answering.resolve(text, settles=True), text, as_of=as_of)

    def reverse(self, point: Point) -> Body:
        """What lies at a point; of a point in another commune only which commune."""
        answer = self._answering.reverse(point)
        commune = self._snapshot.commune_store.containing(point)
        if commune is not None and commune.code not in self._communes:
            answer = visible_surroundings(answer, commune=commune, view=View.CITIZEN)
        return self._told(answer, None, as_of=None)

    def code(self, text: str) -> Body:
        """Whose code it is; raises `CodeMalformed`. Of a code that the pack has not, only that."""
        answer = look_up(text, directory=_OnlyHere(self._snapshot), editions=self._answering.editions)
        if answer.household is None:
            return self._unknown(answer, text)
        commune = self._snapshot.commune(answer.household.commune_code)
        match = code_match(answer.household, commune=commune)
        forms = self._forms(match, as_of=None)
        body = code_collection(answer, match, query=text, version=self.version, forms=forms, as_of=None)
        return cast(Body, body.model_dump(mode="json"))

    def near(self, point: Point) -> Body:
        """The nearest postal service points of the city."""
        found = near_service_points(point, self._snapshot.service_points, kind=None, limit=NEAREST)
        return {**cast(Body, found.model_dump(mode="json")), "dataset_version": self.version}

    def _unknown(self, answer: CodeAnswer, text: str) -> Body:
        return {
            "geocoding": {"query": text},
            "vpostcode": {
                "verdict": "none",
                "dataset_version": self.version,
                "code": answer.code.printed(),
                "check_ok": answer.asked.check_ok,
                "retired": answer.retired is not None,
                "successors": list(map(printed, answer.retired.successors)) if answer.retired else [],
            },
            "features": [],
        }

    def _told(self, answer: Answer, text: str | None, *, as_of: date | None) -> Body:
        body = answer_collection(
            answer,
            tuple(map(self._honest, answer.matches)),
            query=text,
            version=self.version,
            find_forms=lambda match: self._forms(match, as_of=as_of),
            as_of=as_of,
        )
        return cast(Body, body.model_dump(mode="json"))

    def _forms(self, match: Match, *, as_of: date | None) -> CommuneForms:
        record = self._snapshot.commune(match.commune_code)
        return commune_forms(match, record=record, epochs=self._answering.epochs, as_of=as_of)

    def _honest(self, match: Match) -> Match:
        """The match; a household of which only the commune is known reaches as far as the commune."""
        commune = self._snapshot.commune(match.commune_code)
        elsewhere = match.household is not None and match.commune_code not in self._communes
        if commune is None or not elsewhere or match.accuracy is not Accuracy.CENTROID:
            return match
        return replace(match, uncertainty_m=commune_match(commune).uncertainty_m)


class _OnlyHere:
    """The codes of a pack; a wrong head is not put right, since the household may be of another commune."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def find(self, stored: str) -> Household | None:
        """The household of the pack with that code."""
        return self._snapshot.find(stored)

    def with_suffix(self, _: str) -> Sequence[Household]:
        """Nobody."""
        return ()

    def retired(self, stored: str) -> RetiredCode | None:
        """What became of a code of the pack's communes."""
        return self._snapshot.retired(stored)


def run(data: Path, arguments: Sequence[str]) -> None:
    """Answer what the command line asks, from the folder of an unpacked pack."""
    asked = _parser().parse_args(arguments)
    pack = Pack(data)
    try:
        for body in _bodies(pack, asked):
            sys.stdout.write(orjson.dumps(body).decode() + "\n")
            sys.stdout.flush()  # a sorting machine waits for each line
    except CodeMalformed as error:
        sys.exit(str(error))


def _bodies(pack: Pack, asked: argparse.Namespace) -> Iterator[Body]:
    match asked.command:
        case "lines":
            yield from (pack.resolve(line.rstrip("\r\n")) for line in sys.stdin)
        case "resolve":
            yield pack.resolve(asked.text, as_of=asked.as_of)
        case "reverse":
            yield pack.reverse(Point(lon=asked.lon, lat=asked.lat))
        case "near":
            yield pack.near(Point(lon=asked.lon, lat=asked.lat))
        case "code":
            yield pack.code(asked.text)
        case _:
            yield pack.about()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Tra mã Vpostcode khi không có mạng. / Vpostcode without a network.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("about", help="gói này có gì / what the pack holds")
    commands.add_parser("lines", help="mỗi dòng một địa chỉ / one address a line on standard input")
    resolve = commands.add_parser("resolve", help="địa chỉ / what an address means")
    resolve.add_argument("text")
    resolve.add_argument(
        "--as-of", type=_day, metavar="YYYY-MM-DD", help="tên gọi vào ngày này / in the names of a day"
    )
    code = commands.add_parser("code", help="mã / whose code it is")
    code.add_argument("text")
    for name, told in (
        ("reverse", "vị trí / what lies at a point"),
        ("near", "bưu cục gần nhất / nearest post offices"),
    ):
        placed = commands.add_parser(name, help=told)
        placed.add_argument("lon", type=_degrees(180.0))
        placed.add_argument("lat", type=_degrees(90.0))
    return parser


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day < ATTESTED_SINCE:
        raise ValueError(text)
    return day


def _degrees(most: float) -> Callable[[str], float]:
    """Reads a longitude or latitude; NaN is none."""

    def degrees(text: str) -> float:
        if not -most <= float(text) <= most:
            raise ValueError(text)
        return float(text)

    return degrees
