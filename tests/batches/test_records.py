"""Cutting delimited text without losing a character."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geocoding.errors import InputUnreadable
from geocoding.text.encodings import UTF_8
from geocoding.text.records import MAX_RECORD, Dialect, Record, open_raw, quoting, records, split, unquoted

COMMA = Dialect(",", '"')
TEXTS = st.text(alphabet='ab,"\r\n ', max_size=30)


def cut(content: bytes) -> list[Record]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        with open_raw(path, UTF_8, offset=0) as text:
            return list(records(text, COMMA))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_records_and_endings_put_together_are_the_file(text: str) -> None:
    assert "".join(one.raw + one.ending for one in cut(text.encode())) == text


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_values_are_those_that_the_standard_reader_reads(text: str) -> None:
    ours = [[unquoted(field, '"') for field in split(one.raw, COMMA)] for one in cut(text.encode()) if one.raw]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(text.encode())
        with path.open(encoding="utf-8", newline="") as file:
            theirs = [row for row in csv.reader(file) if row]
    assert ours == theirs


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_fields_joined_by_the_delimiter_are_the_record(text: str) -> None:
    assert ",".join(split(text, COMMA)) == text


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_quoted_value_reads_back_as_itself_and_stays_one_field(text: str) -> None:
    if text.startswith('"'):
        return
    field = quoting(COMMA)(text)
    assert split(field, COMMA) == [field]
    assert unquoted(field, '"') == text


def test_without_a_quotation_mark_separators_in_a_value_become_blanks() -> None:
    assert quoting(Dialect(",", ""))("Số 6, Láng\nHà Nội") == "Số 6 Láng Hà Nội"


def test_a_quotation_mark_left_open_is_told_at_the_end_of_the_file() -> None:
    assert cut(b'a,"b\nc\n') == [Record('a,"b\nc\n', "", is_open=True)]


def test_a_record_without_end_is_refused_with_its_row() -> None:
    with pytest.raises(InputUnreadable) as refused:
        cut(b"a\n" + b'"' + b"x\n" * MAX_RECORD)
    assert refused.value.row == 2
