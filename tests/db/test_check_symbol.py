"""The check symbol in SQL says of every shared vector what ours says."""

import psycopg
import pytest

from tests.postcode.vectors_elsewhere import QUERY, vectors, verdict


@pytest.mark.postgis
def test_postgresql_agrees_on_all_vectors(cluster: str) -> None:
    query = QUERY.replace("%", "%%").replace(":base", "%(base)s").replace(":unit", "%(unit)s")
    with psycopg.connect(cluster.replace("+psycopg", ""), dbname="postgres") as connection:
        for row in vectors():
            found = connection.execute(query, {"base": row["base"], "unit": row["unit"]}, prepare=True).fetchall()
            assert [verdict(row, symbol) for (symbol,) in found] == [row["verdict"]], row
