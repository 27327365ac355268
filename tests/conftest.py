"""What several packages of tests share: the sample city, loaded once, and the real layers where they are at hand."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from app.demo import DemoReport, load_sample
from app.settings import Settings

# How long an example takes says how busy the machine is, not whether the product is right.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "data" / "samples"


@pytest.hookimpl(trylast=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Tell a failure where it happens, too: a run that is cut off never comes to its summary."""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        sys.stdout.write(f"\n{report.when} of {report.nodeid} failed\n{report.longreprtext}\n")


@dataclass(frozen=True, slots=True)
class SampleCity:
    """The sample city in a register and a published snapshot of its own."""

    settings: Settings
    report: DemoReport


@pytest.fixture(scope="session")
def sample_city(tmp_path_factory: pytest.TempPathFactory) -> SampleCity:
    settings = Settings(home=tmp_path_factory.mktemp("sample"), samples=SAMPLES)
    return SampleCity(settings, load_sample(settings))


@pytest.fixture(scope="session")
def real_layers() -> Path:
    folder = Path(os.environ.get("VPOSTCODE_REAL_DATA") or ROOT.parent / "shared" / "data" / "real")
    if not folder.is_dir():
        pytest.skip(f"no real layers at {folder}: set VPOSTCODE_REAL_DATA to try them")
    return folder
