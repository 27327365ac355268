"""`vpostcode sample`: a synthetic city to try everything on."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.common import DryRunOption, JsonOption, print_report, progress, settings_for
from app.sample.city import SEED, SampleReport, plan_communes, write_sample

OutArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="OUT_DIR",
        help="Thư mục ghi ra. / Folder to write to; VPOSTCODE_HOME/sample when absent.",
    ),
]
CommunesOption = Annotated[
    str,
    typer.Option(
        "--communes",
        metavar="CODE,..",
        help="Các xã, phường có hộ; thường là bốn nơi. / Communes to fill; the usual four.",
    ),
]
HouseholdsOption = Annotated[
    int,
    typer.Option(
        "--households",
        min=0,
        help="Tổng số hộ; 0: số thường lệ của mỗi nơi. / Households in all; 0: the usual number of each commune.",
    ),
]
SeedOption = Annotated[
    int, typer.Option("--seed", help="Cùng hạt giống, cùng kết quả. / The same seed gives the same bytes.")
]


def sample(
    out: OutArgument = None,
    communes: CommunesOption = "",
    households: HouseholdsOption = 0,
    seed: SeedOption = SEED,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Tạo thành phố mẫu giả lập. / Make a synthetic sample city."""
    folder = out or settings_for().home / "sample"
    codes = [code.strip() for code in communes.split(",") if code.strip()]
    plans = plan_communes(codes, households=households)
    wanted = {plan.code: plan.households for plan in plans}
    if dry_run:
        figures = {"folder": str(folder), "seed": seed, "households_by_commune": wanted, "dry_run": True}
        print_report(figures, as_json=as_json)
        return
    with progress(quiet=as_json) as display:
        task = display.add_task("sample", total=sum(wanted.values()))
        report = write_sample(folder, plans, seed=seed, on_progress=lambda done: display.advance(task, done))
    print_report(_figures(report), as_json=as_json, title="Thành phố mẫu / Sample city")


def _figures(report: SampleReport) -> dict[str, object]:
    return {
        "folder": str(report.folder),
        "seed": report.seed,
        **report.counts,
        "expected_rejections": report.mistakes,
        "households_by_commune": report.communes,
    }
