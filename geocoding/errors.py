"""Every error this package raises, in one tree.

GeocodingError
├── InputUnreadable       a text file cannot be cut into rows
├── LayerError            a layer file cannot be used as a whole
│   ├── LayerMissing      no such file
│   ├── LayerUnreadable   no allowed driver reads it, or the reader died
│   └── CrsUnknown        the file declares no reference system and none was given
├── ExportFailed          a layer file cannot be written
└── SnapshotError         a snapshot folder cannot be served
    ├── SnapshotMissing   nothing has been published yet
    ├── SnapshotCorrupt   files are missing, short, or of another format
    └── CommuneNotPublished  it holds no commune of this code
"""

from pathlib import Path

from geocoding.words import Words


class GeocodingError(Exception):
    """Base of all errors of this package."""


class InputUnreadable(GeocodingError, ValueError):
    """The file cannot be read; `row` is the 1-based row at which reading ended, 0 for the file as a whole."""

    def __init__(self, reason: Words, row: int = 0) -> None:
        super().__init__(reason, row)
        self.reason = reason
        self.row = row

    @property
    def words(self) -> Words:
        """The reason, after the row where there is one."""
        if not self.row:
            return self.reason
        return Words(f"dòng {self.row}: {self.reason.vi}", f"row {self.row}: {self.reason.en}")

    def __str__(self) -> str:
        """Both languages in one line."""
        return str(self.words)


class LayerError(GeocodingError):
    """A layer file cannot be used as a whole; `path` and `reason` say which and why, `remedy` what to do."""

    def __init__(self, path: Path, reason: Words, remedy: Words | None = None) -> None:
        super().__init__(path, reason, remedy)
        self.path = path
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        """The path, then the reason in both languages."""
        return f"{self.path}: {self.reason}"


class LayerMissing(LayerError, FileNotFoundError):
    """There is no file at `path`."""


class LayerUnreadable(LayerError, ValueError):
    """No allowed driver reads the file, or the reading process was stopped."""


class CrsUnknown(LayerError, ValueError):
    """The file declares no reference system and the caller named none."""


class ExportFailed(GeocodingError):
    """A layer file cannot be written; `path` and `reason` say which and why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class SnapshotError(GeocodingError):
    """A snapshot folder cannot be served; `path` and `reason` say which and why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class SnapshotMissing(SnapshotError, FileNotFoundError):
    """Nothing has been published at `path` yet."""


class SnapshotCorrupt(SnapshotError, ValueError):
    """Files of the snapshot are missing, cut short, or of another format."""


class CommuneNotPublished(SnapshotError, LookupError):
    """The snapshot at `path` holds no commune of the `code` asked for; `meant` names the communes it may mean."""

    def __init__(self, path: Path, code: str, meant: tuple[str, ...] = ()) -> None:
        super().__init__(path, f"no commune {code}")
        self.code = code
        self.meant = meant
