"""Every error this package raises, in one tree.

GeocodingError
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


class GeocodingError(Exception):
    """Base of all errors of this package."""


class LayerError(GeocodingError):
    """A layer file cannot be used as a whole; `path` and `reason` say which and why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


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
    """The snapshot at `path` holds no commune of the code asked for."""
