"""The packages made from the contract talk to the service as their readers would."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.city import MemoryEngine, household
from tests.conftest import ROOT
from tests.listening import serving

sys.path.insert(0, str(ROOT / "clients"))
from generate import generate_python, generate_typescript, tools

HERE = Path(__file__).parent
TEXT = "Số 12, ngõ 5"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    engine = MemoryEngine()
    with serving(tmp_path_factory.mktemp("home"), find_engine=lambda: engine) as url:
        yield url


def outcome(command: list[str], **options: object) -> dict[str, object]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **options)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def expected() -> dict[str, object]:
    code = f"{household('a').code}"
    return {
        "verdict": "matched",
        "code": code,
        "found": code,
        "suggestions": 3,
        "refused": [422, "/problems/code-malformed"],
    }


def without_marks(found: dict[str, object]) -> dict[str, object]:
    """The outcome with codes as stored, without hyphen and check symbol."""
    stored = {key: str(found[key]).replace("-", "")[:12] for key in ("code", "found")}
    return {**found, **stored}


def test_the_python_package_is_installed_and_asks(service: str, tmp_path: Path) -> None:
    python = tools(tmp_path / "tools")
    package = tmp_path / "python"
    generate_python(package, python=python)
    install = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", str(package)]
    with_build_tools = {**os.environ, "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(install, check=True, timeout=120, env=with_build_tools)
    assert without_marks(outcome([str(python), str(HERE / "smoke.py"), service, TEXT], cwd=tmp_path)) == expected()


def test_the_typescript_package_compiles_strictly_and_asks(service: str, tmp_path: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("no npm: the TypeScript client is made with it")
    package = tmp_path / "typescript"
    generate_typescript(package)
    caller = tmp_path / "caller"
    (caller / "node_modules" / "@vpostcode").mkdir(parents=True)
    (caller / "node_modules" / "@vpostcode" / "client").symlink_to(package)
    (caller / "package.json").write_text('{"type": "module"}')
    shutil.copy(HERE / "smoke.ts", caller)
    strict = ["--strict", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom"]
    compiler = str(package / "node_modules" / ".bin" / "tsc")
    subprocess.run([compiler, *strict, "smoke.ts"], cwd=caller, check=True, timeout=120)
    assert without_marks(outcome(["node", "smoke.js", service.rstrip("/"), TEXT], cwd=caller)) == expected()
