"""`vpostcode questions`: a case file of questions about the published households, with their right answers."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from app.cli.common import DbOption, JsonOption, print_report, settings_for
from app.db import read
from app.db.engine import open_engine, read_session
from app.db.errors import RegisterError
from app.evaluate.cases import write_cases
from app.questions.areas import Areas
from app.questions.former import FormerCommune, former_by_extents, former_by_outlines
from app.questions.generate import Mix
from app.questions.generate import questions as make_questions
from app.questions.register import register_of
from app.questions.whereabouts import Gazetteer
from geocoding.gazetteer.facts import REFORM, read_admin_units, read_unit_extents, read_unit_links
from geocoding.layers.rows import CommuneOutline
from geocoding.model import Household
from geocoding.snapshot.store import Snapshot, open_snapshot


def questions(
    out: Annotated[
        Path, typer.Option("--out", metavar="CASES.csv", help="Tệp câu hỏi ghi ra. / The case file to write.")
    ],
    n: Annotated[int, typer.Option("--n", min=1, help="Số câu hỏi. / How many questions.")] = 10_000,
    seed: Annotated[
        int, typer.Option("--seed", help="Hạt giống khác, câu hỏi khác. / Another seed, other questions.")
    ] = 7,
    mix: Annotated[Mix, typer.Option("--mix", help="Loại câu hỏi. / Which questions.")] = Mix.ALL,
    db: DbOption = "",
    as_json: JsonOption = False,
) -> None:
    """Sinh câu hỏi kiểm tra. / Questions about the published households, with their right answers."""
    settings = settings_for(db)
    areas = Areas(read_admin_units(), read_unit_links())
    former = _former_communes(open_engine(settings.db_url), areas)
    register = register_of(_households(open_snapshot(settings.snapshots)), Gazetteer(areas, former))
    cases = list(make_questions(register, n=n, seed=seed, mix=mix))
    tags = Counter(tag for case in cases for tag in dict.fromkeys(case.tags))
    print_report({"questions": write_cases(out, cases), "tags": dict(sorted(tags.items()))}, as_json=as_json)


def _households(snapshot: Snapshot) -> Iterator[Household]:
    yield from (snapshot.households[position] for position in range(len(snapshot.households)))


def _former_communes(engine: Engine, areas: Areas) -> FormerCommune:
    """By the outlines of before the reform where the register has them, else by published extents."""
    outlines = _former_outlines(engine)
    return former_by_outlines(outlines, areas) if outlines else former_by_extents(read_unit_extents(), areas)


def _former_outlines(engine: Engine) -> list[CommuneOutline]:
    """The outlines valid on the day before the reform; none when there is no register beside the snapshot."""
    try:
        with read_session(engine) as session:
            return list(read.commune_outlines(session, REFORM.replace(month=6, day=30)))
    except RegisterError:
        return []
