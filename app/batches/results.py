"""The columns of an answer: what is said about one row, in one order for every format."""

from dataclasses import dataclass, fields
from typing import Final

from app.batches.tables import Cell


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one row; its fields are the result columns.

    `faults` is one `element:kind:asked:answered` each, apart by ` | `. `commune_code` is that of today,
    `former_commune` the one of 30 June 2025 or its candidates, apart by ` | `. `distance_m` is from the asked point,
    `uncertainty_m` the radius that should hold the truth, `dataset_version` the snapshot that answered. `error` is a
    stable word and empty where the row was answered; docs/reference/batches.md lists them.
    """

    verdict: str = ""
    next_action: str = ""
    code: str = ""
    level: str = ""
    confidence: float | None = None
    label: str = ""
    accuracy: str = ""
    lon: float | None = None
    lat: float | None = None
    uncertainty_m: float | None = None
    distance_m: float | None = None
    commune_code: str = ""
    commune: str = ""
    former_commune: str = ""
    street: str = ""
    postcode: str = ""
    total: int | None = None
    faults: str = ""
    unmatched: str = ""
    runner_up: str = ""
    runner_up_code: str = ""
    runner_up_confidence: float | None = None
    reason: str = ""
    near_misses: str = ""
    dataset_version: str = ""
    error: str = ""


COLUMNS: Final = tuple(one.name for one in fields(Result))


def cells(result: Result) -> tuple[Cell, ...]:
    """The answer as cells, in the order of `COLUMNS`."""
    return tuple(getattr(result, name) for name in COLUMNS)


def cell_text(cell: Cell) -> str:
    """A cell as text: nothing for None, numbers with a point."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return repr(cell)
