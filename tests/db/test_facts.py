from sqlalchemy import Engine, text

from app.db import read
from app.db.engine import read_session, write_session
from app.db.facts import seed_facts


def test_all_facts_are_written_once(engine: Engine) -> None:
    with write_session(engine) as session:
        first = seed_facts(session)
    with write_session(engine) as session:
        assert seed_facts(session) == 0
        counted = read.counts(session)
    facts = {name: counted[name] for name in ("admin_unit", "unit_link", "edition", "edition_head")}
    assert facts == {"admin_unit": 768, "unit_link": 795, "edition": 2, "edition_head": 705}
    assert first == sum(facts.values())


def test_a_fact_that_differs_is_put_right(engine: Engine) -> None:
    with write_session(engine) as session:
        seed_facts(session)
        session.execute(text("UPDATE admin_unit SET name = 'Sai' WHERE code = '00070'"))
        session.execute(text("UPDATE edition SET source = 'Sai'"))
    with write_session(engine) as session:
        # Two units had the code, two editions the source.
        assert seed_facts(session) == 4
    with read_session(engine) as session:
        names = [unit.name for unit in read.admin_units(session) if unit.code == "00070"]
    assert names == ["Hàng Trống", "Hoàn Kiếm"]
