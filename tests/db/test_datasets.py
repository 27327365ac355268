from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db.datasets import Dataset, begin_dataset, dataset_source, find_dataset, finish_dataset
from app.db.engine import write_session
from app.db.upsert import LoadCount
from tests.db.rows import NOON

DIGEST = "a" * 64


def _begin(session: Session, *, finished: bool = True, **options: str) -> int:
    opened = begin_dataset(
        session, layer="parcels", source="city", file_name="p.gpkg", sha256=DIGEST, options=options, at=NOON
    )
    if finished:
        count = LoadCount(added=3, changed=2, unchanged=1)
        finish_dataset(session, opened, count=count, rejected=4, doubtful=5, at=NOON + timedelta(seconds=9))
    return opened


def _find(session: Session, *, layer: str = "parcels", source: str = "city", **options: str) -> Dataset | None:
    return find_dataset(session, layer=layer, source=source, sha256=DIGEST, options=options)


def test_a_finished_import_is_found_by_its_file(engine: Engine) -> None:
    with write_session(engine) as session:
        opened = _begin(session, crs="5897", source_name="x")
    with write_session(engine) as session:
        found = _find(session, source_name="x", crs="5897")
        assert dataset_source(session, opened) == "city"
    assert found == Dataset(
        id=opened,
        layer="parcels",
        source="city",
        file_name="p.gpkg",
        sha256=DIGEST,
        options='{"crs":"5897","source_name":"x"}',
        finished_at=NOON + timedelta(seconds=9),
        count=LoadCount(added=3, changed=2, unchanged=1),
        rejected=4,
        doubtful=5,
    )


@pytest.mark.parametrize("asked", [{"layer": "buildings"}, {"source": "osm"}, {"crs": "3405"}])
def test_the_same_file_read_otherwise_is_another_import(engine: Engine, asked: dict[str, str]) -> None:
    with write_session(engine) as session:
        _begin(session)
        assert _find(session, **asked) is None


def test_an_unfinished_import_is_not_found(engine: Engine) -> None:
    with write_session(engine) as session:
        _begin(session, finished=False)
        assert _find(session) is None


def test_the_latest_of_several_is_found(engine: Engine) -> None:
    with write_session(engine) as session:
        last = [_begin(session) for _ in range(3)][-1]
        found = _find(session)
    assert found is not None
    assert found.id == last


def test_a_moment_without_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(Exception, match="time zone"), write_session(engine) as session:
        begin_dataset(
            session,
            layer="parcels",
            source="city",
            file_name="p",
            sha256=DIGEST,
            options={},
            at=NOON.replace(tzinfo=None),
        )
