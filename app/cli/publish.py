"""`vpostcode publish`: the register compiled into the snapshot that answers questions."""

from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

import typer

from app.cli.common import DbOption, DryRunOption, JsonOption, print_report, settings_for
from app.db.engine import open_engine
from app.publish import publish as publish_register
from postcode.editions import current_edition

EMPTY = (
    "→ chưa có hộ nào: vpostcode import --layer communes, parcels, households, rồi assign và publish lại\n"
    "→ there are no households yet: vpostcode import --layer communes, parcels, households, then assign and publish"
)
HANOI_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


def publish(db: DbOption = "", dry_run: DryRunOption = False, as_json: JsonOption = False) -> None:
    """Công bố dữ liệu để tra cứu. / Compile and activate what answers questions."""
    settings = settings_for(db)
    report = publish_register(
        open_engine(settings.db_url),
        edition=current_edition(),
        today=datetime.now(HANOI_TIME).date(),
        snapshots=settings.snapshots,
        dry_run=dry_run,
    )
    print_report(asdict(report), as_json=as_json)
    if not report.households:
        typer.echo(EMPTY, err=True)
