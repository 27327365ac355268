"""What an import is asked to do and what it says it did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from geocoding.gazetteer.facts import REFORM
from geocoding.layers.rows import Layer


class CommunesMissing(ValueError):
    """A layer needs the commune outlines, and the register has none."""

    def __init__(self) -> None:
        super().__init__("chưa có ranh giới xã, phường / no commune outlines yet: import --layer communes first")


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import: `epsg` 0 takes what the file declares, `mapping` goes from our column names to the file's.

    `source` names who keeps the layer: its external ids are unique within it, later files of it update earlier ones.
    `encoding` is that of a CSV file, "" to look which it is.
    """

    path: Path
    layer: Layer
    epsg: int = 0
    mapping: Mapping[str, str] = field(default_factory=dict)
    valid_on: date = REFORM
    source: str = ""
    encoding: str = ""

    @property
    def source_name(self) -> str:
        """The stated source, or the usual one of the layer."""
        return self.source or ("osm" if self.layer is Layer.OSM else "city")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do on a dry run; `rules` counts rejected and doubtful rows by rule.

    `repeated` says that the same file had been imported in the same way before, so that nothing was done.
    """

    layer: str
    file: str
    rows: int = 0
    accepted: Mapping[str, int] = field(default_factory=dict)
    rejected: int = 0
    doubtful: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    mended: int = 0
    crs: str = ""
    delimiter: str = ""
    encoding: str = ""
    encoding_evidence: str = ""
    ignored_columns: tuple[str, ...] = ()
    rules: Mapping[str, int] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    report: Path | None = None
    repeated: bool = False
    dry_run: bool = False

    @property
    def is_unusable(self) -> bool:
        """Whether rows came and none could be accepted or put aside."""
        return not self.repeated and not self.doubtful and not any(self.accepted.values())
