"""`vpostcode assign`: a code for every household that may have one."""

from dataclasses import asdict
from datetime import UTC, datetime

from app.assign import assign as assign_codes
from app.cli.common import DbOption, DryRunOption, JsonOption, print_report, settings_for
from app.db.engine import open_engine
from postcode.editions import current_edition


def assign(db: DbOption = "", dry_run: DryRunOption = False, as_json: JsonOption = False) -> None:
    """Cấp mã cho mọi hộ chưa có mã. / Give a code to every household that has none."""
    settings = settings_for(db)
    report = assign_codes(
        open_engine(settings.db_url),
        edition=current_edition(),
        at=datetime.now(UTC),
        reports=settings.reports,
        dry_run=dry_run,
    )
    print_report({**asdict(report), "report": str(report.report or "")}, as_json=as_json)
