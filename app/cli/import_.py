"""`vpostcode import`: one layer file into the register."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli.common import DbOption, DryRunOption, ExitCode, JsonOption, Report, print_report, progress, settings_for
from app.db.engine import open_engine
from app.intake import ImportReport, ImportRequest, import_layer
from geocoding.crs import epsg_of
from geocoding.gazetteer.facts import REFORM
from geocoding.layers.rows import Layer
from geocoding.layers.rules import RULE_TEXTS, Rule
from geocoding.text.encodings import ENCODINGS

_LAYERS = f"Lớp dữ liệu. / What the file holds: {', '.join(layer.value for layer in Layer)}."


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp cần nhập. / The file to import.")],
    layer: Annotated[Layer, typer.Option("--layer", metavar="LAYER", help=_LAYERS)],
    *,
    crs: Annotated[
        str,
        typer.Option(
            "--crs",
            metavar="EPSG",
            help="Hệ tọa độ, thay hệ ghi trong tệp. / Coordinate system, before the file's own.",
        ),
    ] = "",
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="OURS=THEIRS", help="Tên cột của ta = tên cột trong tệp. / Our column name = the file's."
        ),
    ] = None,
    valid_on: Annotated[
        datetime,
        typer.Option(
            "--valid-on",
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            show_default=REFORM.isoformat(),
            help="Ngày hiệu lực của địa giới. / Day the commune outlines are valid on.",
        ),
    ] = datetime.combine(REFORM, datetime.min.time()),
    encoding: Annotated[
        str,
        typer.Option(
            "--encoding",
            metavar="NAME",
            help=f"Bảng mã của tệp CSV. / Of a CSV file: {', '.join(ENCODINGS)}. Seen without it.",
        ),
    ] = "",
    source: Annotated[
        str,
        typer.Option(
            "--source",
            help="Nơi quản lý lớp; mã số là duy nhất trong đó. / Who keeps the layer; ids are unique within it.",
        ),
    ] = "",
    db: DbOption = "",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Nhập một lớp dữ liệu. / Import one layer; rows that cannot be used go to a report with their reasons."""
    settings = settings_for(db)
    request = ImportRequest(
        path=file,
        layer=layer,
        epsg=_epsg(crs),
        mapping=_mapping(columns or []),
        valid_on=valid_on.date(),
        source=source,
        encoding=encoding,
    )
    engine = open_engine(settings.db_url)
    with progress(quiet=as_json) as display:
        task = display.add_task(f"{layer}", total=None)
        report = import_layer(
            engine,
            request,
            at=datetime.now(UTC),
            reports=settings.reports,
            dry_run=dry_run,
            on_rows=lambda rows: display.advance(task, rows),
        )
    print_report(_printed(report, as_json=as_json), as_json=as_json)
    if code := exit_code(report):
        raise typer.Exit(code)


def _printed(report: ImportReport, *, as_json: bool) -> Report:
    """The report as it is printed: for people each rule with its words."""
    printed: dict[str, object] = {**asdict(report), "report": str(report.report or "")}
    if not as_json:
        printed["rules"] = [_rule_line(Rule(name), count) for name, count in report.rules.items()]
    return printed


def _rule_line(rule: Rule, count: int) -> str:
    words = RULE_TEXTS[rule]
    return f"{count:,} × {rule}: {words.vi} · {words.en}"


def exit_code(report: ImportReport) -> ExitCode:
    """3 when no row could be used, 4 when some were rejected, 0 otherwise; a repeated import keeps its code."""
    if report.is_unusable:
        return ExitCode.INPUT_ERRORS
    return ExitCode.PARTIAL if report.rejected else ExitCode.OK


def _epsg(text: str) -> int:
    if not text:
        return 0
    epsg = epsg_of(text)
    if epsg is None:
        raise ValueError(f"--crs {text}: không phải mã EPSG / no EPSG code")
    return epsg


def _mapping(pairs: list[str]) -> dict[str, str]:
    split = [pair.partition("=") for pair in pairs]
    if wrong := [pair for pair, (_, mark, _) in zip(pairs, split, strict=True) if not mark]:
        raise ValueError(f"--map {wrong[0]}: cần dạng / must be OURS=THEIRS")
    return {ours.strip(): theirs.strip() for ours, _, theirs in split}
