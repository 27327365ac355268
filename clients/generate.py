"""Generates the client packages from the contract into a folder: `python clients/generate.py [FOLDER]`.

FOLDER/python and FOLDER/typescript can be installed with pip and npm; lock files say which generators make them.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CONTRACT = ROOT / "docs" / "reference" / "openapi.json"


def tools(folder: Path) -> Path:
    """The Python of an environment with the generator of the Python client, made in `folder` unless it is there."""
    python = folder / "bin" / "python"
    if not python.exists():
        _run(sys.executable, "-m", "venv", str(folder))
        lock = str(HERE / "python" / "tools.lock")
        _run(str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock)
    return python


def generate_python(target: Path, *, python: Path) -> None:
    """Write the Python package; a part of the contract that the generator cannot render is an error."""
    beside = {**os.environ, "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}  # it calls ruff by name
    config = str(HERE / "python" / "config.yml")
    options = ("--meta", "uv", "--config", config, "--fail-on-warning")
    generator = str(python.with_name("openapi-python-client"))
    _run(generator, "generate", "--path", str(CONTRACT), "--output-path", str(target), *options, env=beside)
    shutil.copy(HERE / "python" / "README.md", target)
    shutil.copy(ROOT / "LICENSE", target)


def generate_typescript(target: Path) -> None:
    """Write the TypeScript package, compiled, with its dependencies installed."""
    shutil.copytree(HERE / "typescript", target)
    shutil.copy(CONTRACT, target / "contract.json")
    shutil.copy(ROOT / "LICENSE", target)
    npm = shutil.which("npm") or "npm"
    _run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", cwd=target)
    _run(npm, "run", "--silent", "build", cwd=target)


def _run(*command: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    subprocess.run(command, cwd=cwd, env=env, check=True)  # noqa: S603 - our own words


def main() -> None:
    """Write both packages anew."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "clients"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        generate_python(target / "python", python=tools(Path(folder) / "tools"))
    generate_typescript(target / "typescript")


if __name__ == "__main__":
    main()
