"""Writing a pack: data of some communes, the program that answers, and its libraries, in one runnable ZIP file."""

import hashlib
import json
import re
import sys
import sysconfig
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.offline import boot
from app.offline.boot import DESCRIPTION, Description
from app.published import require_published
from geocoding.snapshot.excerpt import save_excerpt
from geocoding.snapshot.files import Manifest
from geocoding.snapshot.store import Snapshot

ROOT: Final = Path(__file__).parents[2]
PROGRAM: Final = (
    *("geocoding", "postcode", "app/__init__.py", "app/answering.py", "app/commune_forms.py"),
    *("app/offline/__init__.py", "app/offline/program.py", "app/access/__init__.py", "app/access/principal.py"),
    *(
        "app/api/__init__.py",
        "app/api/schemas.py",
        "app/api/disclosure.py",
        "app/api/fault_words.py",
        "app/api/nearby.py",
        "app/api/present.py",
    ),
)
"""The sources that a pack carries, whole packages or single modules."""
LIBRARIES: Final = ("numpy", "orjson", "rapidfuzz", "marisa-trie", "geoindex-rs", "pyproj", "shapely", "pydantic")
"""What those sources import; what these need in turn comes with them."""
SHEBANG: Final = b"#!/usr/bin/env python3\n"
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every entry, so that the same content gives the same bytes."""

Entry = tuple[str, Path]
"""The name inside the pack, and the file it is read from."""


@dataclass(frozen=True, slots=True)
class PackReport:
    """What a written pack holds; `sha256` is that of the file, `soabi` the platform of its libraries, or empty."""

    file: str
    pack: str
    dataset_version: str
    communes: tuple[str, ...]
    households: int
    codes: int
    megabytes: float
    soabi: str
    sha256: str


def write_pack(snapshot: Snapshot, out: Path, *, communes: Collection[str], with_libraries: bool = True) -> PackReport:
    """Write the pack of these communes, by their codes of 2025; the file is read-only and replaces one of its name.

    Raises `CommuneNotPublished` for a code that the snapshot has no outline of.
    """
    for code in communes:
        require_published(snapshot, code)
    with tempfile.TemporaryDirectory(prefix=".packing-", dir=out.parent) as aside:
        data = Path(aside) / "data"
        manifest = save_excerpt(snapshot, data, communes=communes)
        found = _libraries()
        entries = [*_below(data, "data"), *_sources(), *(_files_of(found.values()) if with_libraries else ())]
        description = _description(entries, manifest, found, with_libraries=with_libraries)
        written = _written(Path(aside) / "pack", entries, description)
        written.replace(out)
    return _report(out, description, manifest)


def _description(
    entries: Sequence[Entry], manifest: Manifest, libraries: dict[str, Distribution], *, with_libraries: bool
) -> Description:
    """What the pack says of itself; its name is a digest of all that is inside."""
    whole = hashlib.blake2b(digest_size=16)
    for name, path in sorted(entries):
        whole.update(name.encode() + b"\0" + hashlib.blake2b(path.read_bytes()).digest())
    return Description(
        pack=whole.hexdigest(),
        dataset=str(manifest.facts["dataset"]),
        communes=str(manifest.facts["excerpt_of"]).split(","),
        python=f"{sys.version_info.major}.{sys.version_info.minor}" if with_libraries else "3.11",
        soabi=str(sysconfig.get_config_var("SOABI")) if with_libraries else "",
        libraries={name: found.version for name, found in sorted(libraries.items())},
    )


def _written(target: Path, entries: Iterable[Entry], description: Description) -> Path:
    with target.open("wb") as file:
        file.write(SHEBANG)
        with ZipFile(file, "w", compression=ZIP_DEFLATED) as archive:
            _add(archive, "__main__.py", Path(boot.__file__).read_bytes())
            _add(archive, DESCRIPTION, json.dumps(description, indent=2).encode())
            for name, path in sorted(entries):
                _add(archive, name, path.read_bytes())
    target.chmod(0o555)
    return target


def _add(archive: ZipFile, name: str, content: bytes) -> None:
    entry = ZipInfo(name, _LONG_AGO)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _below(folder: Path, name: str) -> Iterator[Entry]:
    yield from ((f"{name}/{path.relative_to(folder)}", path) for path in sorted(folder.rglob("*")) if path.is_file())


def _sources() -> Iterator[Entry]:
    for name in PROGRAM:
        files = [ROOT / name] if name.endswith(".py") else sorted((ROOT / name).rglob("*"))
        kept = (path for path in files if path.is_file() and "__pycache__" not in path.parts)
        yield from ((f"program/{path.relative_to(ROOT)}", path) for path in kept)


def _libraries() -> dict[str, Distribution]:
    """The installed libraries that the program needs, each with what it needs itself."""
    found: dict[str, Distribution] = {}
    waiting = list(LIBRARIES)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # needed on other platforms or other versions of Python only
        waiting += [_required_name(line) for line in found[name].requires or () if "extra ==" not in line]
    return found


def _required_name(requirement: str) -> str:
    return re.split(r"[\s;<>=!~\[(]", requirement, maxsplit=1)[0]


def _files_of(libraries: Iterable[Distribution]) -> Iterator[Entry]:
    """The files of the libraries with their licences, without their tests and without programs."""
    for library in libraries:
        for file in library.files or ():
            if ".." not in file.parts and not {"__pycache__", "tests"} & set(file.parts):
                yield f"libraries/{file}", Path(str(file.locate()))


def _report(out: Path, description: Description, manifest: Manifest) -> PackReport:
    with out.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return PackReport(
        file=str(out),
        pack=description["pack"],
        dataset_version=description["dataset"],
        communes=tuple(description["communes"]),
        households=int(manifest.facts["households"]),
        codes=int(manifest.facts["codes"]),
        megabytes=round(out.stat().st_size / 1e6, 1),
        soabi=description["soabi"],
        sha256=sha256,
    )
