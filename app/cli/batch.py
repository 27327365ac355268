"""`vpostcode batch`: a file of questions answered on this machine."""

import os
from pathlib import Path
from typing import Annotated

import orjson
import typer

from app.batches.errors import OptionRefused
from app.batches.local import Finished, RowFault, answer_file
from app.batches.options import Format, Options, Role, read_options
from app.batches.row_words import ROW_WORDS
from app.batches.summary import outcomes_of
from app.cli.common import ExitCode, JsonOption, print_report, progress, settings_for
from geocoding.errors import InputUnreadable
from geocoding.text.looking import DELIMITERS
from postcode.words import Words

_DELIMITER_NAMES = {mark: word for word, mark in DELIMITERS.items()}
_SHOWN = 10
_HOW = {
    "columns": '--map query="TÊN CỘT" · --set header=false',
    "encoding": "--set encoding=windows-1258",
    "ascii_results": "--set ascii_results=true",
    "prefix": "--set prefix=kq_",
    "join_on": "--join FILE --join-on postcode=COLUMN",
}
"""How an option is written here, by its name."""


def batch(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="Tệp CSV, XLSX hoặc JSON Lines. / CSV, XLSX or JSON Lines.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Tệp ghi ra; đuôi tệp chọn định dạng. / Where to write; its ending chooses the format.",
        ),
    ],
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="ROLE=COLUMN",
            help="Cột nào chứa gì; nhắc lại được. / Which column holds what; repeatable.",
        ),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="OPTION=VALUE", help="Tùy chọn của lô; nhắc lại được. / Any option of a batch; repeatable."
        ),
    ] = None,
    join: Annotated[
        Path | None,
        typer.Option(
            "--join", exists=True, dir_okay=False, help="Bảng CSV ghép vào kết quả. / CSV table to join to the answers."
        ),
    ] = None,
    join_on: Annotated[
        list[str] | None,
        typer.Option(
            "--join-on",
            metavar="KEY=COLUMN",
            help="Ghép theo xã, mã bưu chính hay đường. / commune, postcode or street.",
        ),
    ] = None,
    processes: Annotated[
        int, typer.Option(min=1, max=256, help="Số tiến trình trả lời. / Processes that answer.")
    ] = os.cpu_count() or 1,
    as_json: JsonOption = False,
) -> None:
    """Trả lời cả một tệp địa chỉ. / Answer a whole file of addresses, points or codes."""
    try:
        options = _options(columns or [], set_ or [], join_on or [])
        with progress(quiet=as_json) as display:
            task = display.add_task("…", total=None)
            finished = answer_file(
                file,
                out,
                options=options,
                written=_format_of(out),
                snapshots=settings_for().snapshots,
                join=join,
                processes=processes,
                on_rows=lambda done, of: display.update(task, completed=done, total=of),
            )
    except OptionRefused as error:
        _fail(error, ExitCode.USAGE)
    except InputUnreadable as error:
        _fail(error, ExitCode.INPUT_ERRORS)
    print_report(_report(finished), as_json=as_json)
    if outcomes_of(finished.summary).get("error"):
        raise typer.Exit(ExitCode.PARTIAL)


def _fail(error: OptionRefused | InputUnreadable, code: ExitCode) -> None:
    typer.echo(f"vpostcode: {error.words.vi}\nvpostcode: {error.words.en}", err=True)
    if isinstance(error, OptionRefused) and (how := _HOW.get(error.option.partition(".")[0])):
        typer.echo(f"→ {how}", err=True)
    raise typer.Exit(code) from None


def _options(columns: list[str], settings: list[str], join_on: list[str]) -> Options:
    """The options from their words; a value is JSON where it can be read as JSON, else a text."""
    mapping: dict[str, list[str]] = {}
    for role, column in map(_pair, columns):
        mapping.setdefault(role, []).append(column)
    given: dict[str, object] = {name: _value(text) for name, text in map(_pair, settings)}
    if mapping:
        given["columns"] = mapping
    if join_on:
        given["join_on"] = dict(map(_pair, join_on))
    return read_options(given)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise OptionRefused(text, Words("phải viết TÊN=GIÁ TRỊ", "must be written NAME=VALUE"))
    return name, value


def _value(text: str) -> object:
    return orjson.loads(text) if text in ("true", "false") else text


def _format_of(out: Path) -> Format:
    try:
        return Format(out.suffix.lower().removeprefix("."))
    except ValueError:
        raise OptionRefused(
            "--out",
            Words(
                "tên tệp phải tận cùng bằng .csv, .xlsx, .jsonl hoặc .geojson",
                "must end in .csv, .xlsx, .jsonl or .geojson",
            ),
        ) from None


def _report(finished: Finished) -> dict[str, object]:
    table = finished.prepared.table
    return {
        "format": table.source.value,
        "encoding": table.encoding_name,
        "encoding_evidence": table.encoding_evidence,
        "delimiter": _DELIMITER_NAMES[table.delimiter] if table.source is Format.CSV else "",
        **({"sheet": table.sheet} if table.sheet else {}),
        **({"other_sheets": ", ".join(table.other_sheets)} if table.other_sheets else {}),
        "header_line": table.header_line,
        "asked": finished.prepared.asking.mode.value,
        "columns": {
            role.value: ", ".join(table.columns[place] for place in places)
            for role, places in finished.prepared.asking.places.items()
        },
        **({"not_read": _not_read(finished)} if _not_read(finished) else {}),
        "rows": finished.prepared.scanned.rows,
        "outcomes": dict(outcomes_of(finished.summary)),
        "communes": {code or "-": dict(counts) for code, counts in finished.summary.items()},
        **({"first_errors": [_fault_line(fault, finished) for fault in finished.faults]} if finished.faults else {}),
    }


def _not_read(finished: Finished) -> str:
    """The first of the columns that no question is made of."""
    wanted = set(finished.prepared.asking.wanted)
    names = [name for place, name in enumerate(finished.prepared.table.columns) if place not in wanted]
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")


def _fault_line(fault: RowFault, finished: Finished) -> str:
    """Where the row is, with the column and the cell where one is to blame, and what is wrong."""
    role, _, rest = fault.faults.partition(":")
    places = finished.prepared.asking.places.get(Role(role), ()) if role in list(Role) else ()
    columns = ", ".join(finished.prepared.table.columns[place] for place in places)
    cell = rest.removeprefix(f"{fault.error}:").removesuffix(":")
    where = f", cột / column “{columns}” ({cell})" if columns and cell else ""
    return f"dòng / line {fault.line}{where}: {fault.error} – {ROW_WORDS[fault.error]}"
