"""Installs the pages' third-party browser code into web/node_modules as the lock file says; it is never committed.

Uses the machine's npm where there is one that works, else the Node that comes from the Python registry.
"""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CLEAN_INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
NODE_INSTALL = ("-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(HERE / "requirements-node.lock"))


def main() -> int:
    """Install; the exit status says whether it worked."""
    machine_npm = shutil.which("npm")
    if machine_npm is not None and _works([machine_npm, *CLEAN_INSTALL]):
        return 0
    if _works([sys.executable, *NODE_INSTALL]):
        own_npm = shutil.which("npm", path=str(Path(sys.executable).parent))
        if own_npm is not None and _works([own_npm, *CLEAN_INSTALL]):
            return 0
    sys.stderr.write("web/install.py: the map (MapLibre GL) could not be installed; everything else works without it\n")
    return 1


def _works(command: list[str]) -> bool:
    """Whether the command succeeds; what it says of a failure goes to the terminal."""
    return subprocess.run(command, cwd=HERE, check=False).returncode == 0  # noqa: S603 - our own words


if __name__ == "__main__":
    sys.exit(main())
