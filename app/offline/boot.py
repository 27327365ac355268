"""What a pack runs first: it unpacks itself once for each user and hands over to `app.offline.program`.

Copied into the pack as `__main__.py`, so only the standard library may be imported before the rest is unpacked.
"""

import json
import os
import shutil
import sys
import sysconfig
import tempfile
import zlib
from pathlib import Path
from typing import TypedDict
from zipfile import BadZipFile, ZipFile

DESCRIPTION = "pack.json"
CACHE_VARIABLE = "VPOSTCODE_PACKS"
"""Names the folder to unpack into, where the user's cache folder is not wanted."""


class Description(TypedDict):
    """What `pack.json` says: the digest that names the pack, the Python it needs, and the libraries it counts on.

    `soabi` is the binary interface of the libraries inside, empty when the pack brings none.
    """

    pack: str
    dataset: str
    communes: list[str]
    python: str
    soabi: str
    libraries: dict[str, str]


def unfit(description: Description, *, version: tuple[int, int], soabi: str) -> str:
    """Why this Python cannot run the pack, in both languages; empty when it can."""
    needed = tuple(int(part) for part in description["python"].split("."))
    if version < needed:
        return (
            f"Gói cần Python {description['python']} trở lên. / The pack needs Python {description['python']} or newer."
        )
    if description["soabi"] not in {"", soabi}:
        return f"Gói dành cho {description['soabi']}, máy này là {soabi}. / The pack is for another platform than this."
    return ""


def unpacked(pack: Path, description: Description) -> Path:
    """The folder with the pack's content, unpacked on first use; `BadZipFile` or `zlib.error` tell of damage."""
    folder = _cache() / description["pack"]
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=folder.parent))
    try:
        with ZipFile(pack) as archive:
            archive.extractall(aside)
        try:
            aside.rename(folder)
        except OSError:
            if not folder.is_dir():  # another process was quicker
                raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder


def _cache() -> Path:
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "vpostcode" / "packs"


def main() -> None:
    """Answer what the command line asks."""
    pack = Path(__file__).parent
    try:
        with ZipFile(pack) as archive:
            description: Description = json.loads(archive.read(DESCRIPTION))
        reason = unfit(description, version=sys.version_info[:2], soabi=str(sysconfig.get_config_var("SOABI")))
        if reason:
            sys.exit(reason)
        folder = unpacked(pack, description)
    except (BadZipFile, zlib.error):
        sys.exit(f"{pack}: tệp hỏng. / The file is damaged.")
    sys.path[:0] = [str(folder / "program"), str(folder / "libraries")]
    try:
        from app.offline.program import run
    except ModuleNotFoundError as error:
        needed = " ".join(f"{name}=={version}" for name, version in description["libraries"].items())
        sys.exit(f"Thiếu thư viện. / Missing library: {error.name}. pip install {needed}")
    run(folder / "data", sys.argv[1:])


if __name__ == "__main__":
    main()
