from pathlib import Path

import pytest

from app.evaluate.cases import CasesMalformed
from app.evaluate.geocoder_tester import Place, PlaceQuestion, missing, places_of, read_place_questions
from geocoding.model import Point

HANG_DAO = Place({"type": "house", "housenumber": "18", "street": "Hàng Đào"}, Point(lon=105.85, lat=21.03))


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_both_delimiters_of_the_form_are_read(tmp_path: Path, delimiter: str) -> None:
    file = tmp_path / "test_x.csv"
    cells = (["query", "limit", "expected_housenumber", "expected_street"], ["18 Hàng Đào", "4", "18", ""])
    file.write_text("\n".join(delimiter.join(row) for row in cells), encoding="utf-8")
    assert read_place_questions(file) == (PlaceQuestion("18 Hàng Đào", 4, {"housenumber": "18"}),)


def test_file_without_queries_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "test_x.csv"
    file.write_text("text\nx\n", encoding="utf-8")
    with pytest.raises(CasesMalformed):
        read_place_questions(file)


@pytest.mark.parametrize(
    ("expected", "lacking"),
    [
        ({"housenumber": "18", "street": "Hàng Đào"}, ()),
        ({"housenumber": "18", "street": "Hàng Đường"}, ("street",)),
        ({"city": "Hà Nội"}, ("city",)),
        ({"coordinate": "21.03,105.85,10"}, ()),
        ({"coordinate": "21.04,105.85,10"}, ("coordinate",)),
    ],
)
def test_members_that_differ_or_lack_are_named(expected: dict[str, str], lacking: tuple[str, ...]) -> None:
    assert missing(PlaceQuestion("q", 1, expected), [HANG_DAO]) == lacking


def test_one_place_that_has_them_all_is_enough() -> None:
    other = Place({"housenumber": "20"}, HANG_DAO.point)
    assert missing(PlaceQuestion("q", 2, {"housenumber": "18"}), [other, HANG_DAO]) == ()


def test_no_place_lacks_everything() -> None:
    assert missing(PlaceQuestion("q", 1, {"housenumber": "18", "street": "x"}), []) == ("housenumber", "street")


def test_places_are_read_from_a_geocodejson_answer() -> None:
    feature = {
        "geometry": {"type": "Point", "coordinates": [105.85, 21.03]},
        "properties": {"geocoding": {"type": "house", "housenumber": "18", "street": "Hàng Đào"}},
    }
    assert places_of({"features": [feature]}) == (HANG_DAO,)
