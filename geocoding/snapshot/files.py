"""The files of a snapshot: arrays and records on disk, their manifest, and the pointer to the active one.

A snapshot folder is written once under a temporary name, closed with a manifest, renamed to its version, and never
changed again. The pointer is a one-line file replaced by rename, so a reader sees the old version or the new one.
"""

import hashlib
import mmap
import os
import shutil
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

import numpy as np
import orjson
from numpy.typing import NDArray

from geocoding.errors import SnapshotCorrupt, SnapshotMissing

FORMAT = 10
MANIFEST = "manifest.json"
POINTER = "CURRENT"
BUILDING = ".building-"
"""How the name of a folder begins while it is being written."""

KEPT = 3
"""Versions kept beside the active one, to go back to and for readers that have not yet followed."""

ABANDONED_S = 86_400.0
"""No publication takes a day: a folder that has been in the making for longer was left by one that was killed."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot folder holds: its format, version, sizes and digests by file name, and facts about it."""

    format: int
    version: str
    sizes: Mapping[str, int]
    digests: Mapping[str, str]
    facts: Mapping[str, str | int | bool]


def save_array(folder: Path, name: str, values: NDArray[np.generic]) -> None:
    """Write one array as `name`.npy."""
    np.save(folder / f"{name}.npy", np.ascontiguousarray(values), allow_pickle=False)


class GrowingArray:
    """An array `name`.npy that is written block by block, so that it need not fit into memory."""

    def __init__(self, folder: Path, name: str, *, dtype: type[np.generic], width: int | None = None) -> None:
        self._file = (folder / f"{name}.npy").open("wb")
        self._dtype, self._columns = np.dtype(dtype), () if width is None else (width,)
        self._rows = 0
        self._write_header()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.seek(0)
        self._write_header()
        self._file.close()

    def add(self, block: NDArray[np.generic]) -> None:
        """Write rows behind those written before."""
        self._file.write(np.ascontiguousarray(block, dtype=self._dtype).data)
        self._rows += len(block)

    def _write_header(self) -> None:
        # numpy leaves room for the number of rows, so the header of the full array is as long as that of the empty one.
        shape = (self._rows, *self._columns)
        header = {"descr": self._dtype.str, "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(self._file, header)


def open_array(folder: Path, name: str) -> NDArray[Any]:
    """The array `name`, memory-mapped and read-only."""
    path = folder / f"{name}.npy"
    try:
        return cast(NDArray[Any], np.load(path, mmap_mode="r", allow_pickle=False))
    except (OSError, ValueError) as error:
        raise SnapshotCorrupt(path, type(error).__name__) from error


def open_integers(folder: Path, name: str) -> "memoryview[int]":
    """The one-dimensional array `name` of integers, mapped: quicker than numpy for one element at a time."""
    return cast("memoryview[int]", memoryview(open_array(folder, name)))  # type: ignore[arg-type]


def save_records(folder: Path, name: str, records: Iterable[object]) -> int:
    """Write JSON-able records one after the other with their offsets; gives back how many there were."""
    offsets = array("Q", [0])
    with (folder / f"{name}.json").open("wb") as blob:
        for record in records:
            offsets.append(offsets[-1] + blob.write(orjson.dumps(record)))
    save_array(folder, f"{name}_offsets", np.frombuffer(offsets, dtype=np.uint64))
    return len(offsets) - 1


class Records:
    """JSON records by position, read from a memory-mapped file."""

    def __init__(self, folder: Path, name: str) -> None:
        self._offsets = open_integers(folder, f"{name}_offsets")
        self._blob = map_bytes(folder / f"{name}.json")

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, index: int) -> list[object]:
        found = orjson.loads(self._blob[self._offsets[index] : self._offsets[index + 1]])
        if not isinstance(found, list):
            raise TypeError("a snapshot record is a list")
        return found


def map_bytes(path: Path) -> memoryview:
    """The bytes of a file, mapped and shared between processes; raises `SnapshotCorrupt` when it cannot be read."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size == 0:
                return memoryview(b"")
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except OSError as error:
        raise SnapshotCorrupt(path, type(error).__name__) from error


def seal(folder: Path, *, facts: Mapping[str, str | int | bool]) -> Manifest:
    """Close a written folder with its manifest; the version is a digest of content and facts."""
    names = sorted(path.name for path in folder.iterdir() if path.name != MANIFEST)
    digests = {name: _digest(folder / name) for name in names}
    whole = orjson.dumps({"format": FORMAT, "digests": digests, "facts": dict(facts)}, option=orjson.OPT_SORT_KEYS)
    version = hashlib.blake2b(whole, digest_size=8).hexdigest()
    sizes = {name: (folder / name).stat().st_size for name in names}
    manifest = Manifest(FORMAT, version, sizes, digests, facts)
    (folder / MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2))
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a snapshot, after a look at the sizes of its files; raises `SnapshotCorrupt`."""
    try:
        manifest = Manifest(**orjson.loads((folder / MANIFEST).read_bytes()))
    except (OSError, TypeError, orjson.JSONDecodeError) as error:
        raise SnapshotCorrupt(folder, "manifest cannot be read") from error
    if manifest.format != FORMAT:
        raise SnapshotCorrupt(folder, f"format {manifest.format}, this program reads {FORMAT}")
    for name, size in manifest.sizes.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            raise SnapshotCorrupt(path, "missing or cut short")
    return manifest


def verify(folder: Path) -> Manifest:
    """The manifest, after every file has been read and its digest compared; raises `SnapshotCorrupt`."""
    manifest = read_manifest(folder)
    for name, digest in manifest.digests.items():
        if _digest(folder / name) != digest:
            raise SnapshotCorrupt(folder / name, "digest differs")
    return manifest


def install(built: Path, snapshots: Path, version: str) -> Path:
    """Move a sealed folder to its place, unless the same version is there, whole; a damaged one is replaced."""
    target = snapshots / version
    if _is_whole(target):
        shutil.rmtree(built)
        return target
    if target.exists():
        shutil.rmtree(target)
    built.rename(target)
    return target


def _is_whole(folder: Path) -> bool:
    try:
        verify(folder)
    except SnapshotCorrupt:
        return False
    return True


def activate(snapshots: Path, version: str) -> None:
    """Point readers at a version; raises `SnapshotCorrupt` when it is not whole."""
    verify(snapshots / version)
    pending = snapshots / f"{POINTER}.{os.getpid()}"
    pending.write_text(version + "\n", encoding="ascii")
    pending.replace(snapshots / POINTER)


def sweep(snapshots: Path, *, now: float) -> None:
    """Remove all versions but the active one and the `KEPT` latest others, and what a killed publication left.

    A reader of a removed version keeps it until it closes it. `now` is the time, in seconds since 1970.
    """
    folders = [path for path in snapshots.iterdir() if path.is_dir()]
    abandoned = [path for path in folders if path.name.startswith(BUILDING) and _age_s(path, now) > ABANDONED_S]
    versions = [path for path in folders if (path / MANIFEST).exists() and path.name != active_version(snapshots)]
    for path in (*abandoned, *sorted(versions, key=lambda path: _age_s(path, now))[KEPT:]):
        shutil.rmtree(path, ignore_errors=True)


def _age_s(path: Path, now: float) -> float:
    return now - path.stat().st_mtime


def active_version(snapshots: Path) -> str:
    """The version readers should use; raises `SnapshotMissing` before the first publication."""
    try:
        return (snapshots / POINTER).read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise SnapshotMissing(snapshots, "nothing has been published yet") from error


def _digest(path: Path) -> str:
    whole = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(_CHUNK):
            whole.update(block)
    return whole.hexdigest()
