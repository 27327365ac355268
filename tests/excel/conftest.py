from tests.db.conftest import cluster, engine, postgis_url  # noqa: F401
from tests.register.conftest import client, town  # noqa: F401
