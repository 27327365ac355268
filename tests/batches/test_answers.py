"""A batch answers what a single question answers, row by row; and joins what goes with the answer."""

import csv
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from app.answering import Answering, open_answering
from app.batches.errors import OptionRefused
from app.batches.local import answer_file
from app.batches.options import Format, JoinKey, Options, Role
from app.batches.summary import outcomes_of
from app.cli.main import command_line
from app.main import create_app
from geocoding.address.write import full_line
from geocoding.errors import InputUnreadable
from geocoding.model import Household
from geocoding.snapshot.communes import CommuneRecord
from tests.conftest import SampleCity

NOISE = ("gần chợ", "0912345678", "", "ngõ 999999 phố Không Có", "Hải Phòng", "12", "P. Láng")


@pytest.fixture(scope="module")
def answering(sample_city: SampleCity) -> Answering:
    return open_answering(sample_city.settings.snapshots)


@pytest.fixture(scope="module")
def texts(answering: Answering) -> list[str]:
    """Addresses of every fifty-first household, whole and shortened, and texts that are no addresses."""
    found = []
    for position in range(0, len(answering.snapshot.households), 51):
        household = answering.snapshot.households[position]
        commune = answering.snapshot.commune(household.commune_code)
        line = full_line(household.address, commune=commune.full_name if commune else "")
        found += [line, line.partition(", ")[2]]
    return [*found, *NOISE]


@pytest.fixture
def service(sample_city: SampleCity) -> Iterator[TestClient]:
    with TestClient(create_app(sample_city.settings.model_copy(update={"demo": True}))) as client:
        yield client


def answered(
    city: SampleCity, folder: Path, rows: list[list[str]], options: Options | None = None, join: Path | None = None
) -> list[dict[str, str]]:
    source, out = folder / "in.csv", folder / "out.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    answer_file(
        source, out, options=options or Options(), written=Format.CSV, snapshots=city.settings.snapshots, join=join
    )
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_has_the_answer_of_a_single_question(
    sample_city: SampleCity, service: TestClient, texts: list[str], tmp_path: Path
) -> None:
    rows = answered(sample_city, tmp_path, [["dia_chi", "i"], *([text, "1"] for text in texts)])
    assert [row["dia_chi"] for row in rows] == texts
    for row in rows:
        if not row["dia_chi"]:
            assert row["result_error"] == "question-missing"
            continue
        single = service.get("/v1/resolve", params={"q": row["dia_chi"]}).json()
        assert row["result_verdict"] == single["vpostcode"]["verdict"]
        assert int(row["result_total"]) == single["vpostcode"]["total"]
        assert row["result_unmatched"] == single["vpostcode"]["unmatched"]
        assert row["result_dataset_version"] == single["vpostcode"]["dataset_version"]
        if single["features"]:
            same_as(row, single["features"])


def same_as(row: dict[str, str], features: list[dict[str, dict[str, dict[str, object]]]]) -> None:
    best = features[0]["properties"]["vpostcode"]
    assert row["result_code"] == (best["code"] or "")
    assert row["result_level"] == best["level"]
    assert float(row["result_confidence"]) == best["confidence"]
    assert [float(row["result_lon"]), float(row["result_lat"])] == features[0]["geometry"]["coordinates"]
    assert row["result_label"] == features[0]["properties"]["geocoding"]["label"]
    assert row["result_postcode"] == features[0]["properties"]["geocoding"]["postcode"]
    runner_up = features[1]["properties"]["geocoding"]["label"] if len(features) > 1 else ""
    assert row["result_runner_up"] == runner_up


PARTS = ["house_number", "alley_path", "street", "hamlet", "estate", "building", "floor", "unit", "commune"]


def homes_of(answering: Answering) -> list[Household]:
    count = len(answering.snapshot.households)
    return [answering.snapshot.households[position] for position in range(0, count, 400)]


def parts_of(home: Household, commune: CommuneRecord | None) -> list[str]:
    one = home.address
    inner = [one.street, one.hamlet, one.estate, one.building, one.floor, one.unit]
    return [one.house_number, "/".join(one.alley_path), *inner, commune.full_name if commune else ""]


def test_an_address_in_parts_is_answered_as_over_http(
    sample_city: SampleCity, service: TestClient, answering: Answering, tmp_path: Path
) -> None:
    homes = homes_of(answering)
    lines = [parts_of(home, answering.snapshot.commune(home.commune_code)) for home in homes]
    for row in answered(sample_city, tmp_path, [PARTS, *lines]):
        single = service.get("/v1/resolve", params={name: row[name] for name in PARTS}).json()
        assert row["result_verdict"] == single["vpostcode"]["verdict"]
        same_as(row, single["features"])


def test_a_point_is_answered_as_over_http(
    sample_city: SampleCity, service: TestClient, answering: Answering, tmp_path: Path
) -> None:
    points = [[str(home.point.lon), str(home.point.lat).replace(".", ",")] for home in homes_of(answering)]
    for row in answered(sample_city, tmp_path, [["lon", "lat"], *points]):
        single = service.get("/v1/reverse", params={"lon": row["lon"], "lat": row["lat"].replace(",", ".")}).json()
        assert row["result_verdict"] == single["vpostcode"]["verdict"]
        same_as(row, single["features"])


def test_a_code_is_answered_as_over_http(
    sample_city: SampleCity, service: TestClient, answering: Answering, tmp_path: Path
) -> None:
    codes = [[home.code.lower(), ""] for home in homes_of(answering) if home.code]
    for row in answered(sample_city, tmp_path, [["vpostcode", "x"], *codes]):
        single = service.get(f"/v1/codes/{row['vpostcode'].replace('/', '%2F')}")
        assert single.status_code == 200
        same_as(row, single.json()["features"])


@pytest.mark.parametrize(
    ("header", "row", "error"),
    [
        ("dia_chi,x", "", ""),
        ("dia_chi,x", ",1", "question-missing"),
        ("dia_chi,x", "a" * 1_001 + ",1", "text-too-long"),
        ("street,commune", "a" * 201 + ",1", "part-too-long"),
        ("lon,lat", "21.0,105.8", "position-swapped"),
        ("lon,lat", "nan,5", "position-invalid"),
        ("lon,lat", "105.8,", "question-missing"),
        ("so_nha,duong", "12-May,Láng", "cell-is-date"),
        ("dia_chi,x", "#N/A,1", "cell-is-error"),
        ("vpostcode,x", "hello,1", "code-malformed"),
        ("vpostcode,x", "11024-22F2345,1", "code-not-issued"),
    ],
)
def test_a_row_that_cannot_be_answered_says_why(
    sample_city: SampleCity, tmp_path: Path, header: str, row: str, error: str
) -> None:
    rows = answered(sample_city, tmp_path, [header.split(","), row.split(",") if row else ["Hà Nội", "1"]])
    assert rows[0]["result_error"] == error


def test_codes_are_compared_with_addresses(sample_city: SampleCity, answering: Answering, tmp_path: Path) -> None:
    home = next(one for one in map(answering.snapshot.households.__getitem__, range(500)) if one.code)
    commune = answering.snapshot.commune(home.commune_code)
    line = full_line(home.address, commune=commune.full_name if commune else "")
    options = Options(columns={Role.CODE: ("ma",), Role.QUERY: ("a", "b")})
    first, _, rest = line.partition(", ")
    rows = answered(
        sample_city, tmp_path, [["ma", "a", "b"], [home.code, first, rest], [home.code, "12", "Láng"]], options
    )
    assert rows[0]["result_verdict"] == "yes"
    assert rows[1]["result_verdict"] in ("no", "partly")


def test_the_join_table_adds_its_columns_by_the_most_that_is_known(sample_city: SampleCity, tmp_path: Path) -> None:
    single = answered(sample_city, tmp_path, [["dia_chi"], ["số 35 ngõ 19 Xã Đàn, phường Kim Liên"]])[0]
    join = tmp_path / "routes.csv"
    join.write_text(f"ma buu;duong;tuyen;bưu cục\n{single['result_postcode']};XA DAN;07;Kim Liên\n", encoding="utf-8")
    options = Options(join_on={JoinKey.POSTCODE: "ma buu", JoinKey.STREET: "duong"})
    rows = answered(sample_city, tmp_path, [["dia_chi"], ["35 ngõ 19 Xã Đàn Kim Liên"], ["Tây Mỗ"]], options, join)
    assert [(row["result_tuyen"], row["result_bưu cục"]) for row in rows] == [("07", "Kim Liên"), ("", "")]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("a,b\n1,2\n", OptionRefused),
        ("p,code\n1,2\n", OptionRefused),
        ("p,b\n1,2\n1,3\n", InputUnreadable),
        ("p,b\n1\n", InputUnreadable),
    ],
)
def test_a_join_table_that_decides_nothing_is_refused(
    sample_city: SampleCity, tmp_path: Path, content: str, kind: type[Exception]
) -> None:
    join = tmp_path / "join.csv"
    join.write_text(content, encoding="utf-8")
    with pytest.raises(kind):
        answered(sample_city, tmp_path, [["dia_chi"], ["x"]], Options(join_on={JoinKey.POSTCODE: "p"}), join)


def test_many_processes_write_the_bytes_of_one(sample_city: SampleCity, texts: list[str], tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("dia_chi\n" + "".join(f'"{text}"\n' for text in texts * 12), encoding="utf-8")
    outs = []
    for processes in (1, 2):
        out = tmp_path / f"{processes}.csv"
        finished = answer_file(
            source,
            out,
            options=Options(),
            written=Format.CSV,
            snapshots=sample_city.settings.snapshots,
            processes=processes,
        )
        assert sum(outcomes_of(finished.summary).values()) == finished.prepared.scanned.rows
        outs.append(out.read_bytes())
    assert outs[0] == outs[1]
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv", "1.csv", "2.csv"}


def test_the_command_answers_a_file_and_says_what_it_took_it_for(
    sample_city: SampleCity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VPOSTCODE_HOME", str(sample_city.settings.home))
    source = tmp_path / "in.csv"
    source.write_bytes("mã;nơi nhận\n007;số 35 ngõ 19 Xã Đàn, phường Kim Liên\n008;\n".encode("utf-16"))
    words = ["batch", str(source), "--out", str(tmp_path / "out.jsonl"), "--map", "query=nơi nhận", "--json"]
    done = CliRunner().invoke(command_line(["batch"]), [*words, "--processes", "1"])
    report = orjson.loads(done.stdout)
    assert (done.exit_code, report["encoding"], report["delimiter"], report["rows"]) == (4, "utf-16-le", "semicolon", 2)
    assert report["outcomes"] == {"matched": 1, "error": 1}
    assert [line.partition(" – ")[0] for line in report["first_errors"]] == ["dòng / line 3: question-missing"]
    lines = [orjson.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert [line["mã"] for line in lines] == ["007", "008"]
    wrong = CliRunner().invoke(command_line(["batch"]), [*words, "--set", "delimitter=comma"])
    assert wrong.exit_code == 2
