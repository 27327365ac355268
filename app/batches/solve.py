"""Rows to answers: the one function that the command line, the worker and any cluster call for a chunk.

It asks the same engine as a single question over HTTP, and shows what the caller may see of a single answer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Final, TypedDict

from pydantic import ValidationError

from app.access.principal import Principal
from app.answering import Answering
from app.api.disclosure import (
    View,
    view_of,
    visible_household,
    visible_matches,
    visible_surroundings,
    visible_verification,
)
from app.api.parameters import MAX_PART, AddressParameters, asked_point
from app.api.present import LEVEL_NAMES, code_match, printed, told_confidence
from app.api.questions.structured import address_query
from app.batches.asking import PARTS, Asking, Mode
from app.batches.damage import damaged, whole
from app.batches.options import Role
from app.batches.results import Result, cell_text
from app.batches.tables import Row
from app.errors import PositionInvalid, PositionSwapped
from app.verifying import verify_written
from geocoding.address.query import AddressQuery
from geocoding.gazetteer.epochs import EVE, UnitThen
from geocoding.match.answer import Answer, Fault, Match
from geocoding.model import Point
from geocoding.text.normalise import MAX_TEXT
from postcode.errors import CodeMalformed

TEXT_TOO_LONG, PART_TOO_LONG, QUESTION_MISSING = "text-too-long", "part-too-long", "question-missing"
POSITION_INVALID, POSITION_SWAPPED, CODE_MALFORMED = "position-invalid", "position-swapped", "code-malformed"
CODE_NOT_ISSUED, CODE_CHECK_FAILED, INTERNAL = "code-not-issued", "code-check-failed", "internal-error"

AT_ONCE: Final = 100
"""Rows whose texts are resolved together, which takes a quarter less time than one by one."""

Values = Mapping[Role, str]


class Matched(TypedDict, total=False):
    """What a result says of the thing that matched best, under the names of `Result`."""

    code: str
    level: str
    confidence: float
    label: str
    accuracy: str
    lon: float
    lat: float
    uncertainty_m: float
    distance_m: float | None
    commune_code: str
    commune: str
    former_commune: str
    street: str
    postcode: str


OnFault = Callable[[Exception], None]


class Solver:
    """Answers rows from one snapshot, as far as the owner of the batch may see.

    A row at which our own code fails is told to `on_fault` and marked, so that one row does not end a million; without
    `on_fault` the exception goes on.
    """

    def __init__(
        self, answering: Answering, asking: Asking, owner: Principal, *, on_fault: OnFault | None = None
    ) -> None:
        self._answering, self._asking, self._owner, self._on_fault = answering, asking, owner, on_fault
        self._may_know = view_of(owner) is View.EVERYTHING
        self._version = answering.snapshot.version
        self._answered: Mapping[str, Answer] = {}
        self._former = lru_cache(maxsize=4_096)(self._former_names)
        self._ask: Callable[[Values], Result] = {
            Mode.RESOLVE: self._resolve,
            Mode.REVERSE: self._reverse,
            Mode.CODE: self._look_up,
            Mode.VERIFY: self._verify,
        }[asking.mode]

    def solve(self, rows: Iterable[Row]) -> Iterator[Result]:
        """The answers in the order of the rows; empty lines are no rows and have none."""
        numbered = (row for row in rows if row.number)
        while together := list(islice(numbered, AT_ONCE)):
            asked = [self._asked(row) for row in together]
            self._answered = self._resolved_together(one for one in asked if not isinstance(one, Result))
            yield from (one if isinstance(one, Result) else self._answer(one) for one in asked)

    def _asked(self, row: Row) -> Values | Result:
        """What a row asks, or the answer to one that cannot be read or must not be: a day is no house number."""
        if row.fault:
            return Result(error=row.fault)
        place_of = {place: at for at, place in enumerate(self._asking.wanted)}
        cells = {
            role: [cell_text(row.values[place_of[place]]).strip() for place in places]
            for role, places in self._asking.places.items()
        }
        if (found := damaged(cells)) is not None:
            role, text, damage = found
            return Result(error=damage, faults=f"{role.value}:{damage}:{text}:")
        return {role: ", ".join(filter(None, map(whole, texts))) for role, texts in cells.items()}

    def _resolved_together(self, asked: Iterable[Values]) -> Mapping[str, Answer]:
        """The answers to all texts of some rows, none when our own code fails at one: each then fails by itself."""
        if self._asking.mode is not Mode.RESOLVE:
            return {}
        texts = list({text for text in map(_question, asked) if isinstance(text, str)})
        try:
            return dict(zip(texts, self._answering.resolve_many(texts, settles=self._may_know), strict=True))
        except Exception:  # noqa: BLE001 - told to `on_fault` with the row that causes it
            return {}

    def _answer(self, values: Values) -> Result:
        try:
            return self._ask(values)
        except Exception as error:
            if self._on_fault is None:
                raise
            self._on_fault(error)
            return Result(error=INTERNAL)

    def _resolve(self, values: Values) -> Result:
        question = _question(values)
        if isinstance(question, Result):
            return question
        if isinstance(question, str):
            answer = self._answered.get(question) or self._answering.resolve(question, settles=self._may_know)
        else:
            answer = self._answering.resolve_query(question)
        return self._result(answer, visible_matches(answer, view=view_of(self._owner)))

    def _reverse(self, values: Values) -> Result:
        point = _point(values)
        if isinstance(point, Result):
            return point
        found = self._answering.reverse(point)
        commune = self._answering.snapshot.commune(found.matches[0].commune_code) if found.matches else None
        view = view_of(self._owner, commune.code if commune is not None else "")
        answer = visible_surroundings(found, commune=commune, view=view)
        return self._result(answer, answer.matches)

    def _look_up(self, values: Values) -> Result:
        text = values[Role.CODE]
        if not text:
            return Result(error=QUESTION_MISSING)
        if len(text) > MAX_PART:
            return Result(error=TEXT_TOO_LONG)
        try:
            found = self._answering.look_up(text)
        except CodeMalformed:
            return Result(error=CODE_MALFORMED)
        household = found.household
        if household is None:
            near = found.near_misses if view_of(self._owner) is View.EVERYTHING else ()
            error = CODE_CHECK_FAILED if found.asked.check_ok is False else CODE_NOT_ISSUED
            return Result(error=error, faults=fault_text(found.faults), near_misses=" | ".join(map(printed, near)))
        commune = self._answering.snapshot.commune(household.commune_code)
        shown = visible_household(household, cell=found.box, view=view_of(self._owner, household.commune_code))
        match = code_match(shown, commune=commune)
        return Result(
            verdict="matched",
            next_action="accept",
            total=1,
            faults=fault_text(found.faults),
            dataset_version=self._version,
            **self._matched(match),
        )

    def _verify(self, values: Values) -> Result:
        code, text = values[Role.CODE], values[Role.QUERY]
        if not code or not text:
            return Result(error=QUESTION_MISSING)
        if len(code) > MAX_PART or len(text) > MAX_TEXT:
            return Result(error=TEXT_TOO_LONG)
        answer = verify_written(self._answering, code=code, text=text)
        household = answer.code.household if answer.code is not None else None
        view = view_of(self._owner, household.commune_code if household is not None else "")
        found = visible_verification(answer, view=view)
        return Result(
            verdict=found.agreement.value,
            code=found.code.code.printed() if found.code is not None else "",
            faults=fault_text(found.faults),
            reason=found.reason.value,
            near_misses=" | ".join(map(printed, found.near_misses)),
            dataset_version=self._version,
        )

    def _result(self, answer: Answer, matches: tuple[Match, ...]) -> Result:
        best = self._matched(matches[0]) if matches else Matched()
        second = matches[1] if len(matches) > 1 else None
        return Result(
            verdict=answer.verdict.value,
            next_action=answer.next_action.value,
            total=answer.total,
            faults=fault_text(answer.faults),
            unmatched=answer.unmatched,
            runner_up=second.label if second is not None else "",
            runner_up_code=_code(second) if second is not None else "",
            runner_up_confidence=told_confidence(second) if second is not None else None,
            dataset_version=self._version,
            **best,
        )

    def _matched(self, match: Match) -> Matched:
        commune = self._answering.snapshot.commune(match.commune_code)
        former_code = match.household.former_commune_code if match.household is not None else ""
        return Matched(
            code=_code(match),
            level=LEVEL_NAMES[match.level],
            confidence=told_confidence(match),
            label=match.label,
            accuracy=match.accuracy.value,
            lon=round(match.point.lon, 7),
            lat=round(match.point.lat, 7),
            uncertainty_m=round(match.uncertainty_m, 1),
            distance_m=None if match.distance_m is None else round(match.distance_m, 1),
            commune_code=match.commune_code,
            commune=commune.full_name if commune is not None else "",
            former_commune=self._former(match.commune_code, former_code),
            street=_street(match),
            postcode=commune.postcode if commune is not None else "",
        )

    def _former_names(self, commune_code: str, former_code: str) -> str:
        then: tuple[UnitThen, ...] = self._answering.epochs.communes_on(
            EVE, commune_code=commune_code, former_code=former_code
        )
        return " | ".join(one.full_name for one in then)


def _question(values: Values) -> str | AddressQuery | Result:
    """The text or the address in parts, or the answer to a row that holds neither."""
    if Role.QUERY in values:
        text = values[Role.QUERY]
        if len(text) > MAX_TEXT:
            return Result(error=TEXT_TOO_LONG)
        return text or Result(error=QUESTION_MISSING)
    try:
        parts = AddressParameters(**{role.value: values.get(role, "") for role in PARTS})
    except ValidationError:
        return Result(error=PART_TOO_LONG)
    query = address_query(parts)
    return Result(error=QUESTION_MISSING) if query == AddressQuery() else query


def _point(values: Values) -> Point | Result:
    """The point, decimal commas read as points, or the answer to a row that holds none."""
    if not values[Role.LON] or not values[Role.LAT]:
        return Result(error=QUESTION_MISSING)
    try:
        lon, lat = (float(values[role].replace(",", ".")) for role in (Role.LON, Role.LAT))
        return asked_point(lat=lat, lon=lon)
    except PositionSwapped:
        return Result(error=POSITION_SWAPPED)
    except (PositionInvalid, ValueError):
        return Result(error=POSITION_INVALID)


def fault_text(faults: Iterable[Fault]) -> str:
    """The faults in one cell."""
    return " | ".join(f"{one.element}:{one.kind.value}:{one.asked}:{one.answered}" for one in faults)


def _street(match: Match) -> str:
    named = match.household.address if match.household is not None else match.place
    return named.street if named is not None else ""


def _code(match: Match) -> str:
    return printed(match.household.code) if match.household is not None and match.household.code else ""
