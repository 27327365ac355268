"""A page executed beside a service over the sample city."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.parse import urlsplit

from app.settings import Settings
from tests.conftest import ROOT, SampleCity
from tests.docs.pages import Page, executed, free_port
from tests.listening import serving_as
from tests.webhooks.receiver import couriers

WARD = "docs/tutorials/import-your-ward.md"
WEBHOOKS = "docs/how-to/receive-webhooks.md"


@contextmanager
def run(page: str, *, city: SampleCity, folder: Path) -> Iterator[Page]:
    """The executed page, beside a service over the sample city; the ward's page starts with nothing.

    Where the page about webhooks has its reader start the service, it may send to this machine, and has a worker.
    """
    work = folder / "work"
    work.mkdir()
    if page == WARD:
        with executed(ROOT / page, work, home=None, service_port=free_port()) as done:
            yield done
        return
    home = folder / "home"
    shutil.copytree(city.settings.home, home)
    settings = Settings(home=home, demo=True, webhook_loopback=page == WEBHOOKS)
    with serving_as(settings) as url, couriers(settings) if page == WEBHOOKS else nullcontext():
        port = urlsplit(url).port
        with executed(ROOT / page, work, home=home, service_port=str(port)) as done:
            yield done
