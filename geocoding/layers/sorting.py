"""What every intake does: put each row into exactly one of accepted, rejected and doubtful."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import shapely
from shapely.geometry.base import BaseGeometry

from geocoding.layers.rows import Doubtful, Feature, Intake, LayerRow
from geocoding.layers.rules import Rule
from geocoding.model import Rejected

BATCH = 5_000
"""Rows looked at together; what became of them is handed on before the next are read."""


@dataclass(slots=True)
class Sorting:
    """The three lists while they are being filled."""

    accepted: list[LayerRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    doubtful: list[Doubtful] = field(default_factory=list)

    def features(self, rows: Iterable[Feature | Rejected]) -> Iterator[Feature]:
        """The rows the reader could read; those it could not are filed as rejected."""
        for row in rows:
            if isinstance(row, Rejected):
                self.rejected.append(row)
            else:
                yield row

    def reject(self, feature: Feature, rule: Rule, detail: str = "") -> None:
        """File a row as rejected, with the facts that broke the rule."""
        self.rejected.append(Rejected(feature.row, rule, feature.fields.get("external_id", ""), detail))

    def intake(self) -> Intake:
        """The result, in row order where the input was."""
        rejected = sorted(self.rejected, key=lambda row: (row.row, row.rule))
        return Intake(tuple(self.accepted), tuple(rejected), tuple(self.doubtful))

    def hand_over(self) -> Intake:
        """The result so far, which is forgotten here."""
        part = self.intake()
        for filed in (self.accepted, self.rejected, self.doubtful):
            filed.clear()
        return part


def joined(parts: Iterable[Intake]) -> Intake:
    """The parts of one layer, in their order, as one."""
    whole = Sorting()
    for part in parts:
        whole.accepted += part.accepted
        whole.rejected += part.rejected
        whole.doubtful += part.doubtful
    return whole.intake()


def is_area(shape: BaseGeometry | None) -> bool:
    """Whether a shape is a valid polygon or multipolygon with an area."""
    if shape is None or not shape.geom_type.endswith("Polygon"):
        return False
    return bool(shape.area > 0 and shapely.is_valid(shape))


def shape_fault(shape: BaseGeometry | None) -> str:
    """What is wrong with a shape that is no area, for a report."""
    if shape is None or shapely.is_empty(shape):
        return "no shape"
    return f"{shape.geom_type}: {shapely.is_valid_reason(shape)}"


def derived_id(prefix: str, parts: Sequence[str | bytes]) -> str:
    """An id for a row that brings none: the same content gives the same id, in whatever order the rows come."""
    content = b"\x1f".join(part if isinstance(part, bytes) else part.encode() for part in parts)
    return f"{prefix}-{sha256(content).hexdigest()[:16]}"
