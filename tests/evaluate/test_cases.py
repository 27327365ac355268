from pathlib import Path

import pytest

from app.evaluate.cases import COLUMNS, Case, CasesMalformed, read_cases, write_cases
from geocoding.model import MatchLevel, Point


def test_cases_come_back_as_they_were_written(tmp_path: Path) -> None:
    cases = (
        Case("12 Láng", "h1", MatchLevel.HOUSEHOLD, "00229", Point(lon=105.8, lat=21.0), ("a", "b"), "odd"),
        Case("x, y\n z", "-"),
        Case('"quoted"'),
    )
    assert write_cases(tmp_path / "cases.csv", cases) == 3
    assert read_cases(tmp_path / "cases.csv") == cases


def test_only_the_query_is_required(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_text("query\n12 Láng\n", encoding="utf-8")
    assert read_cases(file) == (Case("12 Láng"),)


def test_byte_order_mark_and_unknown_columns_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_text("\ufeffid,query\n1,12 Láng\n", encoding="utf-8")
    assert read_cases(file) == (Case("12 Láng"),)


@pytest.mark.parametrize("tags", ["a;b", "a, b", "a b", "a|b", " a ;; b "])
def test_tags_may_be_separated_in_any_usual_way(tmp_path: Path, tags: str) -> None:
    file = tmp_path / "cases.csv"
    file.write_text(f'query,tags\nx,"{tags}"\n', encoding="utf-8")
    assert read_cases(file)[0].tags == ("a", "b")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("text\nx\n", 0),
        ("", 0),
        ("query,lat,lon\nx,21.0,105.8\n ,21.0,105.8\n", 2),
        ("query,lat,lon\nx,21.0,\n", 1),
        ("query,lat,lon\nx,nan,105.8\n", 1),
        ("query,lat,lon\nx,121.0,105.8\n", 1),
        ("query,expect_level\nx,house\n", 1),
    ],
)
def test_file_that_cannot_be_used_is_refused_with_the_row(tmp_path: Path, text: str, row: int) -> None:
    file = tmp_path / "cases.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CasesMalformed) as caught:
        read_cases(file)
    assert caught.value.row == row


def test_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_bytes("query\n12 Láng\n".encode("utf-16"))
    with pytest.raises(CasesMalformed):
        read_cases(file)


def test_columns_are_those_of_the_documentation() -> None:
    assert COLUMNS == ("query", "expect_household", "expect_level", "expect_commune", "lat", "lon", "tags", "note")
