"""Questions that ended short of a household: counts by commune, way and day, nothing of what was asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.db.tables import FailedQuestionTable


@dataclass(frozen=True, slots=True, order=True)
class Missed:
    """Where questions of a day ended: `way` is the place key of a street or alley of the register, "" for none."""

    commune_code: str
    way: str
    day: date


def add_failed(session: Session, counts: Mapping[Missed, int]) -> None:
    """Add questions to those that failed at the same place on the same day."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    table, key = FailedQuestionTable, ["commune_code", "way", "day"]
    for missed, questions in sorted(counts.items()):
        statement = dialect.insert(table).values(
            commune_code=missed.commune_code, way=missed.way, day=missed.day, questions=questions
        )
        more = {"questions": table.questions + statement.excluded.questions}
        session.execute(statement.on_conflict_do_update(index_elements=key, set_=more))


def failed_questions(session: Session, commune_code: str, *, since: date) -> dict[str, int]:
    """How many questions failed in a commune since a day, by the place key of their way."""
    table = FailedQuestionTable
    rows = session.execute(
        select(table.way, func.sum(table.questions))
        .where(table.commune_code == commune_code, table.day >= since)
        .group_by(table.way)
    )
    return {way: int(questions) for way, questions in rows}


def forget_failed(session: Session, *, before: date) -> None:
    """Forget the questions of days long past."""
    session.execute(delete(FailedQuestionTable).where(FailedQuestionTable.day < before))
