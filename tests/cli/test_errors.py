"""What the command line says when something is wrong: the fact, then what to do, in both languages, never a trace."""

import errno
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli.advice import ADVICE, lines_of
from app.cli.common import ExitCode
from app.cli.main import run
from app.db.errors import RegisterNotReady, RegisterUnreachable
from app.errors import HouseholdUnknown
from geocoding.errors import CommuneNotPublished, LayerUnreadable, SnapshotCorrupt, SnapshotMissing
from geocoding.layers.reading import FileOptions, open_file
from geocoding.layers.rows import Layer
from geocoding.words import Words
from postcode.errors import CodeMalformed, Flaw

Said = tuple[int, str]
Ask = Callable[..., Said]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command line in an empty home; gives back its exit code and what it wrote to standard error."""
    monkeypatch.setenv("VPOSTCODE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("VPOSTCODE_DB", raising=False)

    def asked(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["vpostcode", *words])
        with pytest.raises(SystemExit) as ended:
            run()
        return int(str(ended.value.code)), capsys.readouterr().err

    return asked


@pytest.mark.parametrize("words", [("resolve", "1 Phố Huế"), ("code", "11520-2R5M27P"), ("reverse", "105.8", "21.0")])
def test_a_question_before_the_first_publication_names_the_commands_that_lead_there(
    ask: Ask, words: tuple[str, ...]
) -> None:
    code, said = ask(*words)
    assert code == ExitCode.FAILURE
    assert "vpostcode demo" in said
    assert "vpostcode init, import, assign" in said


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_file_of_addresses_before_the_first_publication_ends_without_a_trace(
    ask: Ask, tmp_path: Path, processes: str
) -> None:
    (tmp_path / "in.csv").write_text("dia_chi\n1 Phố Huế\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    code, said = ask("batch", str(tmp_path / "in.csv"), "--out", str(out), "--processes", processes)
    assert (code, "vpostcode demo" in said, out.exists()) == (ExitCode.FAILURE, True, False)


@pytest.mark.parametrize("command", ["assign", "audit", "publish"])
def test_a_command_without_a_register_says_that_there_is_none_and_how_to_make_one(ask: Ask, command: str) -> None:
    code, said = ask(command)
    assert (code, "there is no register here yet" in said) == (ExitCode.DEPENDENCY, True)
    assert said.endswith("→ chạy: vpostcode init\n→ run: vpostcode init\n")


def test_a_home_that_cannot_be_made_is_one_line_with_advice(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    code, said = ask("init")
    assert code == ExitCode.FAILURE
    assert said.splitlines()[0] == f"vpostcode: {tmp_path / 'home'}: File exists"
    assert "a file stands where a folder is needed" in said


def test_a_database_url_of_an_unknown_kind_is_answered_with_those_that_are_known(ask: Ask) -> None:
    code, said = ask("init", "--db", "postgres://somewhere")
    assert (code, "postgresql+psycopg://" in said) == (ExitCode.DEPENDENCY, True)


def test_longitude_and_latitude_the_other_way_round_are_given_back_in_the_right_order(ask: Ask) -> None:
    code, said = ask("reverse", "21.0", "105.8")
    assert code == ExitCode.USAGE
    assert "vpostcode reverse 105.8 21.0" in re.sub(r"[│\s]+", " ", said)


@pytest.mark.parametrize(
    ("error", "parts"),
    [
        (CodeMalformed("123", Flaw.LENGTH), ("cần đúng 12 ký tự", "exactly 12 symbols")),
        (CodeMalformed("1152O2R5M27P", Flaw.HEAD, ("115202R5M27P",)), ("11520-2R5M27P-3?",)),
        (SnapshotMissing(Path("s"), "nothing"), ("assign, then publish", "VPOSTCODE_HOME")),
        (SnapshotCorrupt(Path("s"), "format 5, this program reads 6"), ("format 5", "vpostcode publish")),
        (CommuneNotPublished(Path("s"), "1"), ("“1”: không xã, phường nào", "5 chữ số", "5-digit")),
        (
            CommuneNotPublished(Path("s"), "00070", ("Phường Hoàn Kiếm 00070",)),
            ("Phường Hoàn Kiếm 00070 chưa có trong bản đã công bố", "vpostcode import", "then vpostcode assign"),
        ),
        (CommuneNotPublished(Path("s"), "Hoan Kiem", ("Phường Hoàn Kiếm 00070",)), ("use the code: Phường",)),
        (LayerUnreadable(Path("a.csv"), Words("hỏng", "broken"), Words("sửa", "mend")), ("a.csv: hỏng", "→ mend")),
        (LayerUnreadable(Path("a.csv"), Words("hỏng", "broken")), ("a.csv: hỏng · broken",)),
        (HouseholdUnknown(), ("không có hộ nào", "no household")),
        (RegisterNotReady(found="r0001", needed="r0002"), ("vpostcode init",)),
        (RegisterUnreachable("sqlite:///x", "disk I/O error"), ("ổ đĩa", "disk has room")),
        (RegisterUnreachable("postgresql://x", "refused"), ("máy chủ", "server runs")),
        (OSError(errno.ENOSPC, "No space left on device", "a"), ("a: No space left", "ổ đĩa đã đầy")),
    ],
)
def test_an_error_is_said_with_its_fact_and_what_to_do(error: Exception, parts: tuple[str, ...]) -> None:
    said = "\n".join(lines_of(error))
    assert said.startswith("vpostcode: ")
    assert [part for part in parts if part not in said] == []


def test_all_advice_is_in_both_languages() -> None:
    assert [kind for kind, words in ADVICE if not words.vi.strip() or not words.en.strip()] == []


@pytest.mark.parametrize(
    ("name", "content", "parts"),
    [
        ("a.csv", b"a,a\n1,2\n", ("cột bị lặp lại: a", "phía trên dòng tiêu đề", "rename columns")),
        ("a.csv", b"x\n" + bytes(range(0x80, 0x100)) * 20, ("bảng mã", "--encoding utf-8 | utf-16-le", "CSV UTF-8")),
        ("a.csv", b'a,b\n1,"2\n', ("dòng 2, mở dấu ngoặc kép", "line 2, a quotation mark")),
        ("a.xlsx", b"PK", ("đuôi tệp lạ", "Lưu thành", "Excel file")),
        ("a.shp", b"text", ("nội dung không phải", "GeoPackage")),
    ],
)
def test_a_layer_file_that_cannot_be_read_says_what_it_is_and_what_to_do(
    tmp_path: Path, name: str, content: bytes, parts: tuple[str, ...]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with (
        pytest.raises(LayerUnreadable) as refused,
        open_file(path, Layer.HOUSEHOLDS, options=FileOptions()) as file,
    ):
        list(file.rows)
    said = "\n".join(lines_of(refused.value))
    assert [part for part in parts if part not in said] == []
