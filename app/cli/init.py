"""`vpostcode init`: create or upgrade the register and write the administrative facts into it."""

from app.cli.common import DbOption, JsonOption, print_report, settings_for
from app.db.engine import migrate, open_engine, read_session, write_session
from app.db.facts import seed_facts
from app.db.read import counts


def init(db: DbOption = "", as_json: JsonOption = False) -> None:
    """Tạo hoặc nâng cấp sổ địa chỉ. / Create or upgrade the register; a second run changes nothing."""
    engine = open_engine(settings_for(db).db_url)
    migrate(engine)
    with write_session(engine) as session:
        written = seed_facts(session)
    with read_session(engine) as session:
        tables = counts(session)
    report = {
        "register": engine.url.render_as_string(),
        "facts_written": written,
        "admin_units": tables["admin_unit"],
        "unit_links": tables["unit_link"],
        "postcodes": tables["edition_head"],
        "households": tables["household"],
    }
    print_report(report, as_json=as_json, title="Sổ địa chỉ đã sẵn sàng · The register is ready")
