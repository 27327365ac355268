"""Postal service points from a file: what is taken, what is refused."""

import pytest

from app.db.engine import read_session
from app.db.service_points import service_places, service_points
from app.intake import ImportReport
from geocoding.crs import to_survey, to_wgs84
from geocoding.layers.rows import Layer, ServiceKind
from tests.intake.conftest import Desk, layer_text
from tests.layers.city import WEST, square

HEADER = "Mã,Tên bưu cục,Loại,Kinh độ,Vĩ độ,Địa chỉ\n"
HERE = to_wgs84(*square(5, 5).centroid.coords[0])
PLACE = f"{HERE.lon:.6f},{HERE.lat:.6f}"


def take(desk: Desk, *rows: str) -> ImportReport:
    desk.lay("points.csv", HEADER + "\n".join(rows) + "\n")
    return desk.take("points.csv", Layer.SERVICE_POINTS)


def test_points_are_stored_with_kind_and_commune(desk: Desk) -> None:
    report = take(desk, f"b1,Bưu cục Một,Bưu cục,{PLACE},1 Phố Huế", f"b2,Thùng Hai,thùng thư,{PLACE},")
    assert (report.added, report.rejected) == (2, 0)
    with read_session(desk.engine) as session:
        one, two = service_points(session)
        places = service_places(session)
    assert (one.name, one.kind, one.commune_code, one.address_text) == (
        *("Bưu cục Một", ServiceKind.POST_OFFICE, WEST),
        "1 Phố Huế",
    )
    assert two.kind is ServiceKind.MAILBOX
    assert places[0].tolist() == pytest.approx(to_survey(one.point), abs=0.01)
    again = take(desk, f"b1,Bưu cục Một,Bưu cục,{PLACE},1 Phố Huế", f"b2,Thùng Hai,Tủ thông minh,{PLACE},")
    assert (again.changed, again.unchanged) == (1, 1)


def test_points_come_as_shapes_too(desk: Desk) -> None:
    desk.lay("points.geojson", layer_text(({"name": "Bưu cục"}, square(5, 5).centroid)))
    assert desk.take("points.geojson", Layer.SERVICE_POINTS).added == 1


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (f"b1,,Bưu cục,{PLACE},", "service-point-without-name"),
        (f"b1,Bưu cục,quán cà phê,{PLACE},", "service-point-kind-unknown"),
        ("b1,Bưu cục,,,,", "service-point-unlocated"),
        ("b1,Bưu cục,,x,21,", "service-point-unlocated"),
        ("b1,Bưu cục,,10.0,50.0,", "service-point-outside-city"),
        (f"b0,Bưu cục,,{PLACE},", "service-point-duplicate"),
    ],
)
def test_a_bad_row_is_refused_with_its_rule(desk: Desk, row: str, rule: str) -> None:
    report = take(desk, f"b0,Bưu cục Không,,{PLACE},", row)
    assert (report.added, dict(report.rules)) == (1, {rule: 1})
