"""The order in which the heirs of a former commune are given."""

import pytest

from geocoding.gazetteer.facts import read_admin_units, read_unit_extents, read_unit_links
from geocoding.gazetteer.units import Units

UNITS = Units(read_admin_units(), read_unit_links(), read_unit_extents())
TODAY = {unit.code: unit.full_name for unit in read_admin_units() if unit.valid_to is None}


@pytest.mark.parametrize(
    ("former", "likeliest"),
    [
        ("Đội Cấn", "Phường Ngọc Hà"),
        ("Kim Mã", "Phường Giảng Võ"),
        ("Đồng Xuân", "Phường Hoàn Kiếm"),
        ("Phú Thượng", "Phường Phú Thượng"),
    ],
)
def test_of_heirs_by_the_same_kind_of_link_the_one_with_most_of_the_area_comes_first(
    former: str, likeliest: str
) -> None:
    named = UNITS.communes_named(former)
    ranked = UNITS.ranked(named.communes, named=named.units)
    assert TODAY[ranked[0]] == likeliest
    assert set(ranked) == named.communes
