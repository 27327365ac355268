"""What a file is taken for, and what is said of rows that cannot be read."""

from pathlib import Path

import orjson
import pytest

from app.batches.asking import Mode
from app.batches.errors import OptionRefused
from app.batches.options import Format, Options, Role, read_options, written_options
from app.batches.preparing import Prepared
from app.batches.reading import chunk_rows, whole
from geocoding.errors import InputUnreadable
from tests.batches.made import made, written


def faults(prepared: Prepared) -> list[str]:
    rows = chunk_rows(prepared.source, prepared.table, whole(prepared.scanned), wanted=prepared.asking.wanted)
    return [row.fault for row in rows if row.number]


def first_values(prepared: Prepared) -> list[object]:
    rows = chunk_rows(prepared.source, prepared.table, whole(prepared.scanned), wanted=prepared.asking.wanted)
    return [row.values[0] for row in rows if row.number]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"a,b", ""),
        (b"a,b,,", ""),
        (b"a", "row-ragged"),
        (b"a,b,c", "row-ragged"),
        (b"\xff\xfe,b", "row-not-text"),
        (b'"a,b', "row-quote-open"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(tmp_path: Path, line: bytes, fault: str) -> None:
    good = "Phố Láng,x\n".encode() * 9
    assert faults(made(tmp_path, b"dia_chi,y\n" + good + line)) == [""] * 9 + [fault]


def test_leading_zeros_and_blanks_of_a_value_are_kept(tmp_path: Path) -> None:
    assert first_values(made(tmp_path, b"ma_vpostcode,y\n 00420,1\n")) == [" 00420"]


def test_rows_come_in_chunks_that_meet(tmp_path: Path) -> None:
    prepared = made(tmp_path, b"dia_chi\n" + b"\n".join(b"%d" % n for n in range(10)) + b"\n\n")
    chunks = prepared.scanned.chunks
    assert [(one.first_row, one.rows) for one in chunks] == [(1, 3), (4, 3), (7, 3), (10, 1)]
    assert [one.end for one in chunks[:-1]] == [one.start for one in chunks[1:]]
    found = [
        row.raw
        for chunk in chunks
        for row in chunk_rows(prepared.source, prepared.table, chunk, wanted=())
        if row.number
    ]
    assert found == [str(number) for number in range(10)]


def test_a_file_without_header_has_numbered_columns(tmp_path: Path) -> None:
    prepared = made(tmp_path, b"1,Lang\n2,Mo\n", Options(header=False, columns={Role.QUERY: ("2",)}))
    assert first_values(prepared) == ["Lang", "Mo"]
    assert written(prepared, Format.CSV).startswith(b"1,Lang,matched")


@pytest.mark.parametrize(
    ("header", "mode", "columns"),
    [
        ("id,Địa chỉ", Mode.RESOLVE, {Role.QUERY: (1,)}),
        ("so_nha,ten_duong,phuong_xa", Mode.RESOLVE, {Role.HOUSE_NUMBER: (0,), Role.STREET: (1,), Role.COMMUNE: (2,)}),
        ("id,lat,lng", Mode.REVERSE, {Role.LON: (2,), Role.LAT: (1,)}),
        ("x,vpostcode", Mode.CODE, {Role.CODE: (1,)}),
        ("anything", Mode.RESOLVE, {Role.QUERY: (0,)}),
    ],
)
def test_columns_are_known_by_their_names(
    tmp_path: Path, header: str, mode: Mode, columns: dict[Role, tuple[int, ...]]
) -> None:
    asking = made(tmp_path, f"{header}\n".encode()).asking
    assert (asking.mode, dict(asking.places)) == (mode, columns)


@pytest.mark.parametrize(
    "columns",
    [
        {Role.QUERY: ("no such",)},
        {Role.LON: ("a",)},
        {Role.QUERY: ("a",), Role.STREET: ("b",)},
        {Role.CODE: ("a",), Role.LON: ("b",)},
        {Role.QUERY: ("c",)},
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(tmp_path: Path, columns: dict[Role, tuple[str, ...]]) -> None:
    with pytest.raises(OptionRefused):
        made(tmp_path, b"a,b,c,c\n1,2,3,4\n", Options(columns=columns))


@pytest.mark.parametrize(
    "given",
    [
        {"delimitter": "comma"},
        {"delimiter": ","},
        {"encoding": "utf8"},
        {"header": "yes"},
        {"columns": {"adress": "a"}},
        {"columns": {"street": ["a", "b"]}},
        {"columns": ["a"]},
        {"prefix": "=x"},
        {"format": "geojson"},
        {"join_on": {"route": "x"}},
    ],
)
def test_an_option_that_is_unknown_or_wrong_is_an_error(given: dict[str, object]) -> None:
    with pytest.raises(OptionRefused):
        read_options(given)


def test_options_read_back_as_they_were_written() -> None:
    given = {"delimiter": "tab", "quote": "none", "columns": {"query": ["a", "b"]}, "join_on": {"postcode": "p"}}
    options = read_options(given)
    assert read_options(orjson.loads(orjson.dumps(written_options(options)))) == options


def test_names_that_the_results_would_take_ask_for_another_prefix(tmp_path: Path) -> None:
    content = b"dia_chi,result_code\n1,2\n"
    with pytest.raises(OptionRefused) as refused:
        made(tmp_path, content)
    assert refused.value.option == "prefix"
    assert b"result_code,lan_2_verdict" in written(made(tmp_path, content, Options(prefix="lan_2_")), Format.CSV)


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\xd0\xcf\x11\xe0old", b"PK\x03\x04 no archive"], ids=["nothing", "lines", "xls", "zip"]
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputUnreadable):
        made(tmp_path, content)


def test_json_lines_keep_their_text_and_gain_members(tmp_path: Path) -> None:
    content = (
        b'{"query": "L\\u00e1ng", "n": 1.10, "n": 007}\n{ "query":"x", "n": 1.10 }\r\n{}\n[1]\nnull\n\n{"query": 5}'
    )
    result = written(made(tmp_path, content), Format.JSONL)
    lines = result.split(b"\n")
    assert lines[1].startswith(b'{ "query":"x", "n": 1.10 ,"result_verdict":"matched"')
    assert lines[1].endswith(b"}\r")
    assert lines[2].startswith(b'{"result_verdict"')
    assert lines[5] == b""
    assert not result.endswith(b"\n")


def test_rows_of_json_that_are_no_objects_say_so(tmp_path: Path) -> None:
    assert faults(made(tmp_path, b'{"query":"a"}\n[1]\n{"query":\n{"query":null}\n')) == [
        "",
        "row-not-object",
        "row-not-json",
        "",
    ]


def test_geojson_has_a_feature_a_row(tmp_path: Path) -> None:
    prepared = made(tmp_path, b"1,2\n\n3,4\n5,6\n", Options(header=False, columns={Role.QUERY: ("1",)}))
    collection = orjson.loads(written(prepared, Format.GEOJSON))
    assert [feature["geometry"]["coordinates"] for feature in collection["features"]] == [[105.8, 21.0]] * 3
    assert collection["features"][1]["properties"]["2"] == "4"


def test_geojson_of_no_rows_is_an_empty_collection(tmp_path: Path) -> None:
    assert orjson.loads(written(made(tmp_path, b"dia_chi\n"), Format.GEOJSON))["features"] == []
