"""What holds for the repository as a whole."""

import ast
import json
import re
from pathlib import Path

import pytest

from app.cli.main import COMMANDS
from app.settings import Settings
from tests.conftest import ROOT

PACKAGES = ("app", "geocoding", "postcode", "migrations")
SOLE_IMPORTERS = {
    "pyproj": "geocoding/crs.py",
    "geopandas": "geocoding/layers/child.py",
    "pyogrio": "geocoding/layers/child.py geocoding/layers/write_child.py",
    "pyarrow": "app/exporting/gdal.py app/exporting/tables.py geocoding/layers/write_child.py",
    "pmtiles": "app/exporting/archive.py",
    "osmium": "geocoding/layers/osm_child.py",
    "rtree": "geocoding/layers/area_index.py",
    "geoindex_rs": "geocoding/boxes.py",
    "marisa_trie": "geocoding/snapshot/postings.py",
    "geoalchemy2": "app/db/columns.py",
    "reportlab": "app/paper/sheet.py",
    "segno": "app/paper/qr.py",
    "pwdlib": "app/access/passwords.py",
    "httpcore2": "app/webhooks/sending.py",
    "standardwebhooks": "app/webhooks/signing.py",
    "python_calamine": "app/batches/xlsx_child.py",
}


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def imported_by(path: Path) -> set[str]:
    """The top-level packages a module imports, in functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize(("library", "module"), SOLE_IMPORTERS.items())
def test_library_is_imported_where_it_belongs_only(library: str, module: str) -> None:
    users = [str(path.relative_to(ROOT)) for path in modules() if library in imported_by(path)]
    assert users == module.split()


def test_settings_are_documented() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"VPOSTCODE_[A-Z_]+", page)) >= {
        f"VPOSTCODE_{name.upper()}" for name in Settings.model_fields
    }


def test_commands_are_documented() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## `vpostcode (\w+)", page, re.MULTILINE)) == set(COMMANDS)


LOCKS = ("requirements.lock", "requirements-dev.lock", "web/requirements-node.lock", "clients/python/tools.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_python_lock_carries_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "sha256:" in text
    assert "://" not in text


@pytest.mark.parametrize("folder", ["web", "clients/typescript"])
def test_browser_lock_carries_hashes_and_no_download_addresses(folder: str) -> None:
    packages = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {name: package for name, package in packages.items() if name}
    assert all("integrity" in package and "resolved" not in package for package in installed.values())


def test_links_between_documents_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} → {target}"
