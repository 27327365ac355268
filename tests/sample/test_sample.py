import json

import pytest
import shapely
from typer.testing import CliRunner

from app.cli.main import command_line
from app.sample.city import SEED, UnknownCommune, plan_communes, write_sample
from app.sample.write import layer_files
from tests.sample.made import COMMITTED, committed, make

MAX_BYTES = 15_000_000


def files_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_committed_sample_is_what_the_generator_writes(tmp_path):
    write_sample(tmp_path, plan_communes(), seed=SEED)
    fresh, kept = files_of(tmp_path), files_of(COMMITTED)
    assert list(fresh) == list(kept)
    assert [name for name in fresh if fresh[name] != kept[name]] == []


def test_the_committed_sample_is_small():
    assert sum(len(content) for content in files_of(COMMITTED).values()) <= MAX_BYTES


def test_a_commune_is_the_same_whatever_others_are_made_with_it():
    alone = make(["00070"], households=300)
    together = make(["00070", "09895"], households=500)
    assert together.rows("households")[:300] == alone.rows("households")
    assert together.features("parcels")[: len(alone.features("parcels"))] == alone.features("parcels")


def test_another_seed_makes_another_city():
    assert make(["00070"], households=100, seed=1).rows("households") != (
        make(["00070"], households=100, seed=2).rows("households")
    )


@pytest.mark.parametrize("code", ["00004", "00199", "09877"])
def test_any_commune_can_be_filled(code):
    sample = make([code], households=150)
    assert len(sample.rows("households")) == 150
    assert {feature["properties"]["commune_code"] for feature in sample.features("parcels")} == {code}


def test_a_crowded_commune_holds_all_its_households_inside_its_outline():
    sample = make(["00070"], households=30_000)
    assert len(sample.rows("households")) == 30_000
    outline = sample.outline("00070")
    shapely.prepare(outline)
    assert shapely.contains(outline, sample.shapes("parcels")).all()


def test_households_are_shared_out_in_proportion_and_add_up():
    plans = plan_communes(households=10_001)
    assert sum(plan.households for plan in plans) == 10_001
    assert [plan.code for plan in plans] == ["00070", "00229", "00634", "09895"]


def test_an_unknown_commune_is_refused_by_its_code():
    with pytest.raises(UnknownCommune, match="12345"):
        plan_communes(["12345"])


def test_outlines_say_that_they_are_approximate_and_when_they_are_valid():
    for name, day in (("communes", "2025-07-01"), ("communes_old", "2025-01-01")):
        properties = [feature["properties"] for feature in committed().features(name)]
        assert {found["valid_on"] for found in properties} == {day}
        assert all(found["approximate"] is True for found in properties)
    assert "never legal lines" in (COMMITTED / "README.md").read_text(encoding="utf-8")


def test_a_broken_run_leaves_the_folder_as_it_was(tmp_path):
    (tmp_path / "parcels.geojson").write_text("before")
    with pytest.raises(RuntimeError), layer_files(tmp_path):
        raise RuntimeError
    assert files_of(tmp_path) == {"parcels.geojson": b"before"}


def test_the_command_writes_a_sample_and_reports_it_as_json(tmp_path):
    arguments = ["sample", str(tmp_path), "--communes", "00070", "--households", "50", "--json"]
    result = CliRunner().invoke(command_line(["sample"]), arguments)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["households"] == 50
    assert (tmp_path / "README.md").exists()


def test_a_dry_run_of_the_command_writes_nothing(tmp_path):
    result = CliRunner().invoke(command_line(["sample"]), ["sample", str(tmp_path / "out"), "--dry-run", "--json"])
    assert json.loads(result.stdout)["households_by_commune"]["00229"] == 3_400
    assert not (tmp_path / "out").exists()
