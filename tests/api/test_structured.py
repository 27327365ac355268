from datetime import date

import pytest
from starlette.testclient import TestClient

from app.api.parameters import ResolveParameters
from app.api.questions.structured import address_query, asked_question
from app.errors import QuestionDoubled, QuestionMissing
from geocoding.address.query import AddressQuery
from geocoding.model import Address, UnitKind
from tests.api.city import HOUSEHOLDS, centre


def query(**parts: str) -> AddressQuery:
    return address_query(ResolveParameters(**parts))


@pytest.mark.parametrize(
    ("part", "written", "address"),
    [
        ("house_number", " 12A ", Address(house_number="12A")),
        ("alley_path", "12/5", Address(alley_path=("12", "5"))),
        ("alley_path", "ngách 5 ngõ 12", Address(alley_path=("12", "5"))),
        ("street", "Đường  Láng", Address(street="Đường Láng")),
        ("hamlet", "thôn Đại Bái", Address(hamlet="thôn Đại Bái")),
        ("estate", "KĐT Linh Đàm", Address(estate="KĐT Linh Đàm")),
        ("building", "CT4A", Address(building="CT4A")),
        ("floor", "25", Address(floor="25")),
        ("unit", "2506", Address(unit="2506")),
    ],
)
def test_each_part_of_an_address_has_its_place(part: str, written: str, address: Address) -> None:
    assert query(**{part: written}) == AddressQuery(address=address)


def test_sheet_and_parcel_make_the_cadastral_form() -> None:
    assert query(sheet="34", parcel="12") == AddressQuery(sheet="34", parcel="12")


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("Phường Láng", UnitKind.PHUONG, "Láng"),
        ("phuong lang", UnitKind.PHUONG, "lang"),
        ("P. Láng", UnitKind.PHUONG, "Láng"),
        ("P.Láng", UnitKind.PHUONG, "Láng"),
        ("xã Đông Anh", UnitKind.XA, "Đông Anh"),
        ("TT. Đông Anh", UnitKind.THI_TRAN, "Đông Anh"),
        ("Láng", None, "Láng"),
        ("Xala", None, "Xala"),
        ("Phường", None, "Phường"),
        ("Pháp Vân", None, "Pháp Vân"),
    ],
)
def test_a_commune_may_come_with_its_kind(written: str, kind: UnitKind | None, name: str) -> None:
    asked = query(commune=written)
    assert (asked.commune_kind, asked.commune) == (kind, name)


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("Quận Đống Đa", UnitKind.QUAN, "Đống Đa"),
        ("H. Gia Lâm", UnitKind.HUYEN, "Gia Lâm"),
        ("thị xã Sơn Tây", UnitKind.THI_XA, "Sơn Tây"),
        ("Hoàn Kiếm", None, "Hoàn Kiếm"),
    ],
)
def test_a_district_may_come_with_its_kind(written: str, kind: UnitKind | None, name: str) -> None:
    asked = query(district=written)
    assert (asked.district_kind, asked.district) == (kind, name)


def test_an_empty_part_is_an_absent_one() -> None:
    assert asked_question(ResolveParameters(q="Láng", street="", commune=" ")) == "Láng"


def test_a_text_together_with_parts_is_two_questions() -> None:
    with pytest.raises(QuestionDoubled):
        asked_question(ResolveParameters(q="Láng", house_number="6"))


def test_neither_text_nor_parts_is_no_question() -> None:
    with pytest.raises(QuestionMissing):
        asked_question(ResolveParameters())


def test_an_address_in_parts_is_answered_like_a_text(demo: TestClient) -> None:
    answer = demo.get("/v1/resolve", params={"house_number": "12", "street": "Phố Thử"}).json()
    assert answer["vpostcode"]["verdict"] == "matched"
    assert "query" not in answer["geocoding"]


@pytest.mark.parametrize(
    ("path", "status", "name"),
    [
        ("/v1/resolve?q=a&street=b", 400, "question-doubled"),
        ("/v1/resolve?street=", 422, "invalid-parameter"),
        (f"/v1/resolve?street={'a' * 201}", 422, "invalid-parameter"),
        ("/v1/resolve?house=1", 400, "unknown-parameter"),
        ("/v1/resolve?q=a&as_of=yesterday", 422, "invalid-parameter"),
        ("/v1/resolve?q=a&as_of=1735689600", 422, "invalid-parameter"),
        ("/v1/resolve?q=a&as_of=2021-01-31", 422, "invalid-parameter"),
        ("/v1/reverse?lat=21&lon=105.8&as_of=30.06.2025", 422, "invalid-parameter"),
        (f"/v1/codes/{HOUSEHOLDS[0].code}?as_of=x", 422, "invalid-parameter"),
        (f"/v1/codes/{HOUSEHOLDS[0].code}?day=2025-01-01", 400, "unknown-parameter"),
    ],
)
def test_a_question_that_cannot_be_understood_is_refused(demo: TestClient, path: str, status: int, name: str) -> None:
    response = demo.get(path)
    assert (response.status_code, response.json()["type"]) == (status, f"/problems/{name}")


def test_what_is_missing_is_named(demo: TestClient) -> None:
    assert demo.get("/v1/resolve").json()["errors"][0]["pointer"] == "#/query/q"


def commune_of(answer: dict[str, list[dict[str, dict[str, dict[str, object]]]]]) -> object:
    return answer["features"][0]["properties"]["vpostcode"]["commune"]


CU = {"code": "00001", "name": "Phường Cũ", "district": "Quận Xa Xưa", "certain": False}
XUA = {"code": "00009", "name": "Phường Xưa", "district": "Quận Xa Xưa", "certain": False}
ONLY_XUA = {**XUA, "certain": True}


def test_every_match_shows_the_old_commune_or_its_candidates(demo: TestClient) -> None:
    commune = commune_of(demo.get("/v1/resolve", params={"q": "Số 12"}).json())
    assert commune == {
        "code": "00001",
        "name": "Phường Thử",
        "postcode": "11024",
        "former": [CU, XUA],
        "as_of": None,
    }


@pytest.mark.parametrize(
    "path",
    [
        "/v1/resolve?q=Số 1, ",
        "/v1/resolve?house_number=1, ",
        f"/v1/reverse?lat={centre('d').lat}&lon={centre('d').lon}",
        f"/v1/codes/{HOUSEHOLDS[3].code}",
    ],
)
def test_every_question_may_ask_for_the_names_of_a_day(demo: TestClient, path: str) -> None:
    response = (
        demo.get(path, params={"as_of": "2025-06-30"}) if "?" not in path else demo.get(f"{path}&as_of=2025-06-30")
    )
    answer = response.json()
    assert answer["vpostcode"]["as_of"] == "2025-06-30"
    assert commune_of(answer)["as_of"] == [ONLY_XUA]  # type: ignore[index]
    assert answer["features"][0]["properties"]["geocoding"]["district"] == "Phường Xưa"


def test_the_label_of_a_code_is_in_the_names_of_the_day(demo: TestClient) -> None:
    def label(code: str, day: date) -> str:
        answer = demo.get(f"/v1/codes/{code}", params={"as_of": day.isoformat()}).json()
        return str(answer["features"][0]["properties"]["geocoding"]["label"])

    assert label(HOUSEHOLDS[3].code, date(2025, 6, 30)) == "Số 1, ngõ 5, Phố Thử, Phường Xưa, Quận Xa Xưa, Hà Nội"
    assert label(HOUSEHOLDS[3].code, date(2025, 7, 1)) == "Số 1, ngõ 5, Phố Thử, Xã Mẫu, Hà Nội"
    assert label(HOUSEHOLDS[0].code, date(2025, 6, 30)) == "Số 12, ngõ 5, Phố Thử, Quận Xa Xưa, Hà Nội"


def test_a_commune_that_is_not_sure_is_not_named_but_its_candidates_are(demo: TestClient) -> None:
    answer = demo.get(f"/v1/codes/{HOUSEHOLDS[0].code}", params={"as_of": "2025-06-30"}).json()
    assert "district" not in answer["features"][0]["properties"]["geocoding"]
    assert commune_of(answer)["as_of"] == [CU, XUA]  # type: ignore[index]


def test_a_citizen_is_answered_in_the_names_of_the_day_without_the_address(public: TestClient) -> None:
    answer = public.get(f"/v1/codes/{HOUSEHOLDS[3].code}", params={"as_of": "2025-06-30"}).json()
    assert answer["features"][0]["properties"]["geocoding"]["label"] == "Phường Xưa, Quận Xa Xưa, Hà Nội"
