"""Real outlines and a real map extract, from files to answers; skipped where the data is not at hand."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.answering import Answering, open_answering
from app.assign import assign
from app.db.engine import migrate, open_engine, write_session
from app.db.facts import seed_facts
from app.intake import ImportRequest, import_layer
from app.publish import publish
from app.round_trips import round_trips
from app.settings import Settings
from geocoding.geometry import distance_m
from geocoding.layers.rows import Layer
from geocoding.model import Accuracy, Point, Verdict
from postcode.editions import current_edition

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LANG_162 = Point(lon=105.8175471, lat=21.0048549)
"""Where the extract has the address point 162 Đường Láng."""


@pytest.fixture(scope="module")
def answering(real_layers: Path, tmp_path_factory: pytest.TempPathFactory) -> Answering:
    settings = Settings(home=tmp_path_factory.mktemp("real"))
    engine = open_engine(settings.db_url)
    migrate(engine)
    with write_session(engine) as session:
        seed_facts(session)
    for name, layer in (("communes_2025.geojson", Layer.COMMUNES), ("hanoi_nga_tu_so.osm.pbf", Layer.OSM)):
        import_layer(engine, ImportRequest(path=real_layers / name, layer=layer), at=NOW, reports=settings.reports)
    assign(engine, edition=current_edition(), at=NOW, reports=settings.reports)
    publish(engine, edition=current_edition(), today=NOW.date(), snapshots=settings.snapshots)
    return open_answering(settings.snapshots)


def test_address_on_the_map_resolves_to_its_point(answering: Answering) -> None:
    answer = answering.resolve("162 Đường Láng")
    assert answer.verdict is Verdict.MATCHED
    (match,) = answer.matches
    assert distance_m(match.point, LANG_162) < 0.1
    assert match.accuracy is Accuracy.DOOR


def test_address_that_is_there_twice_is_ambiguous(answering: Answering) -> None:
    answer = answering.resolve("162 Đường Trường Chinh")
    assert (answer.verdict, answer.total) == (Verdict.AMBIGUOUS, 2)


def test_every_household_of_the_map_has_a_code_and_comes_back_by_it(answering: Answering) -> None:
    trips = round_trips(answering)
    assert trips.by_code == trips.codes == trips.households > 700
    assert trips.by_point == trips.households
