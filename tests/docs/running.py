"""A page executed beside a service over the sample city."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.conftest import ROOT, SampleCity
from tests.docs.pages import Page, executed, free_port
from tests.listening import serving

WARD = "docs/tutorials/import-your-ward.md"


@contextmanager
def run(page: str, *, city: SampleCity, folder: Path) -> Iterator[Page]:
    """The executed page, beside a service over the sample city; the ward's page starts with nothing."""
    work = folder / "work"
    work.mkdir()
    if page == WARD:
        with executed(ROOT / page, work, home=None, service_port=free_port()) as done:
            yield done
        return
    home = folder / "home"
    shutil.copytree(city.settings.home, home)
    with serving(home, find_engine=None) as url:
        port = urlsplit(url).port
        with executed(ROOT / page, work, home=home, service_port=str(port)) as done:
            yield done
