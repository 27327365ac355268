"""The law of the CSV result: every input field keeps its bytes, its order and its line."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.batches.errors import OptionRefused
from app.batches.options import Format, Options, Role
from app.batches.tables import Table
from geocoding.errors import InputUnreadable
from geocoding.text.encodings import ENCODINGS
from geocoding.text.looking import DELIMITERS
from geocoding.text.records import Record, open_raw, records, split
from tests.batches.made import made, written

PLAIN = st.text(alphabet="0123aZ -=+@./ăĐ", max_size=6)
QUOTED = st.text(alphabet='0a,;\t|"\r\n ', max_size=6).map(lambda text: '"' + text.replace('"', '""') + '"')
WILD = st.text(alphabet="01a\"=' ", max_size=5)
FIELDS = st.one_of(PLAIN, QUOTED, WILD)
ENDINGS = st.sampled_from(["\r\n", "\n", "\r"])


@st.composite
def odd_files(draw: st.DrawFn) -> tuple[bytes, Options]:
    """A CSV file as no program should write one: ragged, half quoted, with mixed line endings and empty lines."""
    delimiter = draw(st.sampled_from(list(DELIMITERS.values())))
    encoding = ENCODINGS[draw(st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "windows-1258"]))]
    header = delimiter.join(["dia_chi", *draw(st.lists(st.sampled_from(["a", '"b"', "cột", ""]), max_size=3))])
    lines = draw(st.lists(st.lists(FIELDS, max_size=5).map(delimiter.join), max_size=8))
    endings = [draw(ENDINGS) for _ in range(len(lines) + 1)]
    text = header + endings[0] + "".join(line + end for line, end in zip(lines, endings[1:], strict=True))
    text = text if draw(st.booleans()) else text.rstrip("\r\n")
    bom = encoding.bom if draw(st.booleans()) else b""
    options = Options(
        encoding=encoding.name, delimiter=delimiter, header=draw(st.booleans()), columns={Role.QUERY: ("1",)}
    )
    options = replace(options, columns={Role.QUERY: ("dia_chi",)}) if options.header else options
    body = text.encode(encoding.codec) if encoding.codec != "latin-1" else encoding.to_bytes(encoding.write(text))
    return bom + body, options


def raw_records(content: bytes, table: Table, folder: Path) -> list[Record]:
    path = folder / "again"
    path.write_bytes(content)
    with open_raw(path, table.encoding, offset=len(table.encoding.bom) if table.has_bom else 0) as text:
        return list(records(text, table.dialect))


@settings(max_examples=1_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(odd_files())
def test_a_thousand_odd_files_keep_every_input_byte(file: tuple[bytes, Options]) -> None:
    content, options = file
    with TemporaryDirectory() as name:
        folder = Path(name)
        try:
            prepared = made(folder, content, options)
        except (InputUnreadable, OptionRefused):
            return
        table = prepared.table
        before = raw_records(content, table, folder)
        after = raw_records(written(prepared, Format.CSV), table, folder)
        added = len(prepared.layout.added)
        assert len(after) == len(before)
        heads = 1 if table.header else 0
        for place, (was, now) in enumerate(zip(before, after, strict=True)):
            assert now.ending == was.ending
            assert now.raw.startswith(was.raw)
            if was.raw and (place >= heads or table.header):
                assert len(split(now.raw, table.dialect)) == table.width + added
                ours, theirs = split(was.raw, table.dialect), split(now.raw, table.dialect)
                kept = len(ours) - was.is_open
                assert theirs[:kept] == ours[:kept]


def test_the_result_starts_with_the_mark_of_the_input_only(tmp_path: Path) -> None:
    marked = made(tmp_path, b"\xef\xbb\xbfdia_chi\nL\xc3\xa1ng\n")
    assert written(marked, Format.CSV).startswith(b"\xef\xbb\xbfdia_chi,result_verdict")
    bare = made(tmp_path, b"dia_chi\nL\xc3\xa1ng\n")
    assert written(bare, Format.CSV).startswith(b"dia_chi,result_verdict")


def test_bytes_that_are_no_text_come_out_as_they_went_in(tmp_path: Path) -> None:
    prepared = made(tmp_path, b"dia_chi,x\nL\xc3\xa1ng,\xff\xfe\x00\n", Options(encoding="utf-8"))
    assert b"\nL\xc3\xa1ng,\xff\xfe\x00,matched," in written(prepared, Format.CSV)


def test_empty_lines_stay_where_they_were(tmp_path: Path) -> None:
    prepared = made(tmp_path, b"dia_chi,x\n\n1,2\n\n\n3,4\n\n")
    lines = written(prepared, Format.CSV).split(b"\n")
    assert [line[:3] for line in lines] == [b"dia", b"", b"1,2", b"", b"", b"3,4", b"", b""]


def test_harmless_formulas_are_asked_for_and_then_reach_the_input_too(tmp_path: Path) -> None:
    content = b'dia_chi,x\n"=1+1",@a\n'
    plain = written(made(tmp_path, content), Format.CSV, label="=2+2")
    assert b'\n"=1+1",@a,' in plain
    safe = written(made(tmp_path, content, Options(neutral_formulas=True)), Format.CSV, label="=2+2")
    assert b"\n\"'=1+1\",'@a," in safe
    assert b",'=2+2," in safe


def test_numbers_of_json_lines_go_to_csv_as_they_are_written(tmp_path: Path) -> None:
    content = b'{"dia_chi": "1 Hu\xe1\xba\xbf", "gia": 1.10, "so": 12345678901234567890123}\n'
    assert b",1.10,12345678901234567890123," in written(made(tmp_path, content), Format.CSV)
