"""Where a question failed is counted for the worklist, and nothing of what was asked."""

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from app.access.limits import hanoi_day
from app.bookkeeping import KEEP_FAILED, Books
from app.db.failed_questions import failed_questions
from app.db.register import LazyRegister
from app.failing import failed_at
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from geocoding.match.answer import Answer, Match, NextAction
from geocoding.model import Accuracy, Address, MatchLevel, Point, Verdict
from postcode.coverage.ways import way_key
from tests.access.conftest import NOW
from tests.api.city import MemoryEngine

LONG_AGO = date(2000, 1, 1)


def answered(verdict: Verdict, *matches: Match) -> Answer:
    return Answer(verdict, NextAction.COMPLETE, matches)


def match(commune: str, place: Address | None) -> Match:
    level = MatchLevel.STREET if place is not None else MatchLevel.COMMUNE
    return Match(level, "", Point(lon=105.8, lat=21.0), Accuracy.CENTROID, commune, 100.0, 0.5, place=place)


LANG = Address(street="Láng", alley_path=("10",))


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        (answered(Verdict.PARTIAL, match("00070", LANG)), ("00070", way_key("Phố Láng", ("10",)))),
        (answered(Verdict.PARTIAL, match("00070", None)), ("00070", "")),
        (answered(Verdict.MATCHED, match("00070", LANG)), None),
        (answered(Verdict.AMBIGUOUS, match("00070", LANG)), None),
        (answered(Verdict.NONE), None),
    ],
)
def test_a_question_fails_where_it_got_no_farther(answer: Answer, place: tuple[str, str] | None) -> None:
    assert failed_at(answer) == place


def test_failed_questions_are_counted_by_place_and_forgotten_in_time(register: LazyRegister) -> None:
    def count(*places: tuple[str, str], at: datetime = NOW) -> None:
        books = Books(register, keep=timedelta(days=30), clock=lambda: at, logger=make_logger(StringIO()))
        for place in places:
            books.count_failed(*place)
        books.write()

    count(("00070", "slang"), at=NOW - KEEP_FAILED - timedelta(days=1))
    count(("00070", "slang"))
    count(("00070", "slang"), ("00070", ""), ("00082", "slang"))
    with register.reading() as session:
        assert failed_questions(session, "00070", since=LONG_AGO) == {"slang": 2, "": 1}
        assert failed_questions(session, "00070", since=hanoi_day(NOW) + timedelta(days=1)) == {}


class HalfKnowing(MemoryEngine):
    """Knows the street of every question, and no house."""

    def resolve(self, text: str, *, limit: int = 5, settles: bool = False) -> Answer:
        return answered(Verdict.PARTIAL, match("00001", LANG))


@pytest.mark.parametrize("question", ["/v1/resolve?q=999 Phố Thử", "/v1/verify?code=10000-GV25RXX&q=999 Phố Thử"])
def test_the_service_notes_the_place_and_not_the_words(
    settings: Settings, register: LazyRegister, question: str
) -> None:
    engine = HalfKnowing()
    with TestClient(create_app(settings, find_engine=lambda: engine, logger=make_logger(StringIO()))) as opened:
        assert opened.get(question).status_code == 200
    with register.reading() as session:
        rows = session.execute(text("SELECT commune_code, way, questions FROM failed_question")).all()
    assert rows == [("00001", way_key("Láng", ("10",)), 1)]
