from app.questions.former import former_by_outlines
from geocoding.gazetteer.facts import REFORM
from geocoding.layers.rows import CommuneOutline
from tests.factories import DONG_DA, KIM_LIEN, at, drawn_parcels
from tests.questions.city import AREAS


def test_commune_allows_itself_and_all_that_ever_had_its_name() -> None:
    kim_lien = AREAS.allowed(commune="Kim Liên")
    assert kim_lien is not None
    assert KIM_LIEN in kim_lien
    assert AREAS.allowed(commune="KIM LIEN") == kim_lien


def test_name_of_a_commune_allows_the_district_of_that_name_too() -> None:
    allowed, district = AREAS.allowed(commune="Đống Đa"), AREAS.allowed(district="Đống Đa")
    assert allowed is not None
    assert district is not None
    assert {DONG_DA, KIM_LIEN} <= district <= allowed


def test_district_narrows_names_that_occur_in_several() -> None:
    everywhere, in_district = (
        AREAS.allowed(commune="Quang Trung"),
        AREAS.allowed(commune="Quang Trung", district="Hà Đông"),
    )
    assert everywhere is not None
    assert in_district is not None
    assert in_district < everywhere


def test_without_names_everything_is_allowed_and_unknown_names_allow_nothing() -> None:
    assert AREAS.allowed() is None
    assert AREAS.allowed(commune="Không Có") == frozenset()


def test_predecessors_are_the_former_communes_with_their_districts() -> None:
    names = {unit.name: district.name for unit in AREAS.predecessors(KIM_LIEN) if (district := AREAS.district_of(unit))}
    assert names["Khương Thượng"] == "Đống Đa"


def test_former_commune_is_told_by_its_outline_except_near_a_line() -> None:
    code = next(unit.code for unit in AREAS.predecessors(KIM_LIEN) if unit.name == "Khương Thượng")
    [drawn] = drawn_parcels(*["aaaaaaaaaa"] * 10)
    former = former_by_outlines([CommuneOutline(code, REFORM, drawn.shape, "test")], AREAS)
    inside = former(at(5, 5), KIM_LIEN)
    assert inside is not None
    assert inside.code == code
    assert former(at(20, 20), KIM_LIEN) is None
    assert former(at(5, 5), DONG_DA) is None  # not linked to that commune
    neighbour = CommuneOutline(
        AREAS.predecessors(KIM_LIEN)[0].code, REFORM, drawn.shape.buffer(50) - drawn.shape, "test"
    )
    both = former_by_outlines([CommuneOutline(code, REFORM, drawn.shape, "test"), neighbour], AREAS)
    assert both(at(0, 5), KIM_LIEN) is None  # 10 m from the line
    assert both(at(5, 5), KIM_LIEN) == inside
