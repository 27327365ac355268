"""A pack answers like the service, on a machine that has neither the service nor its data."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import orjson
import pytest
from fastapi.testclient import TestClient

from app.logs import make_logger
from app.main import create_app
from app.offline.boot import CACHE_VARIABLE, Description, unfit
from app.offline.pack import write_pack
from app.offline.program import Pack, run
from app.questions.areas import Areas
from app.questions.former import former_by_extents
from app.questions.generate import questions
from app.questions.register import register_of
from app.questions.whereabouts import Gazetteer
from geocoding.address.write import full_line
from geocoding.errors import CommuneNotPublished
from geocoding.gazetteer.facts import read_admin_units, read_unit_extents, read_unit_links
from geocoding.model import Household
from geocoding.snapshot.store import Snapshot, open_snapshot
from tests.conftest import SampleCity

KIM_LIEN = "00229"
CONTENT = "vpostcode"


@pytest.fixture(scope="module")
def city(sample_city: SampleCity) -> Snapshot:
    return open_snapshot(sample_city.settings.snapshots)


@pytest.fixture(scope="module")
def file(city: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("packs") / "kim-lien.vpack"
    write_pack(city, out, communes={KIM_LIEN}, with_libraries=False)
    return out


@pytest.fixture(scope="module")
def pack(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder = tmp_path_factory.mktemp("unpacked")
    with ZipFile(file) as archive:
        archive.extractall(folder)
    return Pack(folder / "data")


@pytest.fixture(scope="module")
def service(sample_city: SampleCity) -> Iterator[TestClient]:
    app = create_app(sample_city.settings.model_copy(update={"demo": True}), logger=make_logger(StringIO()))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def everybody(city: Snapshot) -> list[Household]:
    return [city.households[position] for position in range(len(city.households))]


def asked(city: Snapshot, n: int) -> list[str]:
    areas = Areas(read_admin_units(), read_unit_links())
    former = former_by_extents(read_unit_extents(), areas)
    register = register_of(everybody(city), Gazetteer(areas, former))
    return [case.query for case in questions(register, n=n, seed=11)]


def as_sent(body: dict[str, object]) -> dict[str, object]:
    return json.loads(orjson.dumps(body))


def places(answer: dict) -> list[str]:
    return [one["properties"][CONTENT]["commune"]["code"] for one in answer["features"]]


def levels(answer: dict) -> list[str]:
    return [one["properties"][CONTENT]["level"] for one in answer["features"]]


def labels(answer: dict) -> list[str]:
    return [one["properties"]["geocoding"]["label"] for one in answer["features"]]


def test_a_text_gets_the_verdict_of_the_service_and_in_the_communes_of_the_pack_the_same_body(
    city: Snapshot, pack: Pack, service: TestClient
) -> None:
    whole = 0
    for text in asked(city, 600):
        ours, theirs = as_sent(pack.resolve(text)), service.get("/v1/resolve", params={"q": text}).json()
        if set(places(theirs)) == {KIM_LIEN}:
            assert ours == theirs
            whole += 1
        elif "parcel" not in levels(theirs):
            assert ours[CONTENT]["verdict"] == theirs[CONTENT]["verdict"], text
            assert [places(ours), levels(ours), labels(ours)] == [places(theirs), levels(theirs), labels(theirs)], text
    assert whole > 60


def test_text_code_and_point_of_a_household_of_the_pack_get_the_body_of_the_service(
    city: Snapshot, pack: Pack, service: TestClient
) -> None:
    commune = city.commune(KIM_LIEN)
    assert commune is not None
    here = [one for one in everybody(city) if one.commune_code == KIM_LIEN][::17]
    for household in here:
        text = full_line(household.address, commune=commune.full_name)
        assert as_sent(pack.resolve(text)) == service.get("/v1/resolve", params={"q": text}).json()
        assert as_sent(pack.code(household.code)) == service.get(f"/v1/codes/{household.code}").json()
        where = {"lon": household.point.lon, "lat": household.point.lat}
        assert as_sent(pack.reverse(household.point)) == service.get("/v1/reverse", params=where).json()


def test_the_nearest_post_offices_are_those_of_the_service(city: Snapshot, pack: Pack, service: TestClient) -> None:
    for household in everybody(city)[::1_500]:
        ours = as_sent(pack.near(household.point))
        where = {"lon": household.point.lon, "lat": household.point.lat}
        assert ours.pop("dataset_version") == city.version
        assert ours == service.get("/v1/service-points/near", params=where).json()
        assert len(ours["service_points"]) == 5


def test_no_code_or_id_of_another_commune_leaves_with_the_pack(city: Snapshot, pack: Pack, file: Path) -> None:
    with ZipFile(file) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("data/"))
    others = [one for one in everybody(city) if one.commune_code != KIM_LIEN and one.code]
    assert not any(one.external_id.encode() in inside or one.code.encode() in inside for one in others[::23])
    for household in others[::97]:
        assert pack.code(household.code)["features"] == []
        told = as_sent(pack.reverse(household.point))
        assert {one["properties"][CONTENT]["code"] for one in told["features"]} == {None}


def test_a_house_of_another_commune_is_known_but_has_no_code(city: Snapshot, pack: Pack) -> None:
    other = next(one for one in everybody(city) if one.commune_code == "00070" and one.code)
    commune = city.commune("00070")
    assert commune is not None
    answer = as_sent(pack.resolve(full_line(other.address, commune=commune.full_name)))
    content = answer["features"][0]["properties"][CONTENT]
    assert (content["level"], content["code"], content["household_id"]) == ("household", None, None)
    assert content["uncertainty_m"] > 500


def test_the_pack_says_which_state_of_the_register_it_is(city: Snapshot, pack: Pack) -> None:
    assert pack.about()["dataset_version"] == city.version
    assert as_sent(pack.resolve("nonsense"))[CONTENT]["dataset_version"] == city.version


def test_the_same_state_gives_the_same_read_only_file(city: Snapshot, file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.vpack"
    write_pack(city, again, communes={KIM_LIEN}, with_libraries=False)
    assert again.read_bytes() == file.read_bytes()
    assert file.stat().st_mode & 0o222 == 0


def test_an_unknown_commune_is_refused(city: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(CommuneNotPublished):
        write_pack(city, tmp_path / "none.vpack", communes={"99999"}, with_libraries=False)
    assert list(tmp_path.iterdir()) == []


def test_a_bare_python_with_an_empty_home_answers_from_the_file_alone(
    city: Snapshot, service: TestClient, tmp_path: Path
) -> None:
    file = tmp_path / "kim-lien.vpack"
    write_pack(city, file, communes={KIM_LIEN})
    household = next(one for one in everybody(city) if one.commune_code == KIM_LIEN)
    text = full_line(household.address, commune="Phường Kim Liên")
    environment = {CACHE_VARIABLE: str(tmp_path / "unpacked"), "HOME": str(tmp_path), "PYTHONUTF8": "1"}
    bare = [os.path.realpath(sys.executable), "-I", "-S", str(file), "lines"]
    done = subprocess.run(
        bare,
        input=f"{text}\n" * 2,
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
        timeout=120,
        check=True,
    )
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        service.get("/v1/resolve", params={"q": text}).json()
    ] * 2


def test_a_damaged_file_is_said_to_be_damaged(file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.vpack"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    broken.write_bytes(content)
    done = subprocess.run(
        [sys.executable, str(broken), "about"],
        capture_output=True,
        text=True,
        env={**os.environ, CACHE_VARIABLE: str(tmp_path / "unpacked")},
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "hỏng" in done.stderr


@pytest.mark.parametrize(
    ("python", "soabi", "runs"),
    [
        ("3.11", "", True),
        ("3.12", "", False),
        ("3.11", "cpython-311-x86_64-linux-gnu", True),
        ("3.11", "cpython-311-aarch64-linux-gnu", False),
    ],
)
def test_a_pack_for_another_platform_is_refused(python: str, soabi: str, runs: bool) -> None:
    description = Description(pack="", dataset="", communes=[], python=python, soabi=soabi, libraries={})
    assert (unfit(description, version=(3, 11), soabi="cpython-311-x86_64-linux-gnu") == "") is runs


@pytest.mark.parametrize("point", [("nan", "21"), ("105.8", "91"), ("181", "21"), ("x", "21")])
def test_what_is_no_point_is_refused_as_wrong_usage(
    point: tuple[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(tmp_path, ["reverse", *point])
    assert ended.value.code == 2
    assert "invalid" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "\ufeff", "ngõ " * 250_000, "\x00\u202e'; DROP TABLE household; --"])
def test_odd_texts_get_an_answer(pack: Pack, text: str) -> None:
    assert as_sent(pack.resolve(text))[CONTENT]["verdict"] in {"none", "partial"}
