"""What a text means among a few households; numbers and alley order are never approximate."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from geocoding.address.query import AddressQuery
from geocoding.match.answer import Answer, FaultKind
from geocoding.match.resolver import Resolver
from geocoding.model import MatchLevel, ParcelKey, Verdict
from tests.factories import DONG_DA, KIM_LIEN, address, commune, drawn_parcels, household, resolver_of, snapshot_of

HOUSEHOLDS = [
    household("lang-5", address("5", "Đường Láng")),
    household("lang-12", address("12", "Đường Láng")),
    household("lang-12-5", address("5", "Đường Láng", path="12")),
    household("lang-12-5-6", address("6", "Đường Láng", path="12/5")),
    household("lang-12-6-5", address("5", "Đường Láng", path="12/6")),
    household("range", address("3-7", "Đường Láng")),
    household("chinh-162a", address("162", "Trường Chinh"), commune_code=KIM_LIEN),
    household("chinh-162b", address("162", "Trường Chinh"), commune_code=KIM_LIEN),
    household("quang-trung-1", address("1", "Quang Trung")),
    household("quang-trung-2", address("1", "Quang Trung"), commune_code=KIM_LIEN),
    household("flat", address(building="CT4A", unit="2506", estate="KĐT Linh Đàm")),
    household("plot", address("LK3-12", estate="KĐT Linh Đàm")),
    household("hamlet-1", address(hamlet="thôn Đại Bái")),
    household("hamlet-2", address(hamlet="thôn Đại Bái")),
]


@pytest.fixture(scope="module")
def resolver(tmp_path_factory: pytest.TempPathFactory) -> Resolver:
    communes = [commune(), commune(KIM_LIEN, "Phường Kim Liên", postcode="11517")]
    folder: Path = tmp_path_factory.mktemp("snapshots")
    return resolver_of(snapshot_of(folder, HOUSEHOLDS, parcels=drawn_parcels("AB"), communes=communes))


@pytest.fixture(scope="module")
def ask(resolver: Resolver) -> Callable[[str], Answer]:
    return resolver.resolve


def found(answer: Answer) -> set[str]:
    return {match.household.external_id for match in answer.matches if match.household is not None}


@pytest.mark.parametrize(
    ("text", "external_id"),
    [
        ("5 Đường Láng", "lang-5"),
        ("Số 5, Láng", "lang-5"),
        ("so 5 duong lang", "lang-5"),
        ("SỐ NHÀ 5 ĐƯỜNG LÁNG, PHƯỜNG ĐỐNG ĐA, HÀ NỘI", "lang-5"),
        ("Đường Láng, số 12", "lang-12"),
        ("Số 5 ngõ 12 Láng", "lang-12-5"),
        ("Số 6 ngách 12/5 Láng", "lang-12-5-6"),
        ("Số 6, ngách 5, ngõ 12, đường Láng", "lang-12-5-6"),
        ("Láng, ngõ 12, ngách 5, số 6", "lang-12-5-6"),
        ("3-7 Láng", "range"),
        ("Căn hộ 25-06 tòa CT4A khu đô thị Linh Đàm", "flat"),
        ("P2506 CT4A Linh Đàm", "flat"),
        ("LK3-12 KĐT Linh Đàm", "plot"),
        ("1 Quang Trung, phường Kim Liên", "quang-trung-2"),
        ("1 Quang Trung phuong Kim Lien", "quang-trung-2"),
        ("1 Quang Trung, P. Phương Mai, Q. Đống Đa", "quang-trung-2"),  # wholly in Kim Liên since July 2025
    ],
)
def test_text_finds_its_household(ask: Callable[[str], Answer], text: str, external_id: str) -> None:
    answer = ask(text)
    assert (answer.verdict, found(answer)) == (Verdict.MATCHED, {external_id})


@pytest.mark.parametrize(
    ("text", "external_ids"),
    [
        ("162 Trường Chinh", {"chinh-162a", "chinh-162b"}),
        ("1 Quang Trung", {"quang-trung-1", "quang-trung-2"}),
        ("12/5/6 Láng", {"lang-12-5-6"}),
        ("Thôn Đại Bái", {"hamlet-1", "hamlet-2"}),
    ],
)
def test_text_that_several_households_share_is_ambiguous(
    ask: Callable[[str], Answer], text: str, external_ids: set[str]
) -> None:
    answer = ask(text)
    assert found(answer) == external_ids
    assert answer.total == len(external_ids)
    assert answer.verdict is (Verdict.MATCHED if len(external_ids) == 1 else Verdict.AMBIGUOUS)


def test_slash_chain_with_two_readings_on_file_is_ambiguous(tmp_path: Path) -> None:
    both = [household("a", address("5", "Láng", path="12")), household("b", address("12", "Láng", path="5"))]
    answer = resolver_of(snapshot_of(tmp_path, both)).resolve("12/5 Láng")
    assert (answer.verdict, found(answer)) == (Verdict.AMBIGUOUS, {"a", "b"})


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("99 Láng", MatchLevel.STREET),
        ("Số 99 ngõ 12 Láng", MatchLevel.ALLEY),
        ("Số 5 ngõ 99 Láng", MatchLevel.STREET),
        ("Số 12 ngách 5/6 ngõ 5 Láng", MatchLevel.STREET),  # the numbers of lang-12-5-6 in another order
        ("Ngõ 12 Láng", MatchLevel.ALLEY),
        ("Số 7 phố Không Có, phường Kim Liên", MatchLevel.COMMUNE),
    ],
)
def test_absent_number_falls_back_and_names_no_household(
    ask: Callable[[str], Answer], text: str, level: MatchLevel
) -> None:
    answer = ask(text)
    assert answer.verdict is Verdict.PARTIAL
    assert answer.matches[0].level is level
    assert not found(answer)


def test_fallback_says_which_number_is_not_on_file(ask: Callable[[str], Answer]) -> None:
    (fault,) = ask("99 Láng").faults
    assert (fault.element, fault.kind, fault.asked) == ("house_number", FaultKind.NOT_FOUND, "99")


def test_wrong_commune_names_no_household(ask: Callable[[str], Answer]) -> None:
    answer = ask("5 Láng, xã Sóc Sơn")
    assert not found(answer)


@pytest.mark.parametrize("text", ["5 Láng, Đà Nẵng", "5 Láng, quận Ninh Kiều, Cần Thơ"])
def test_another_province_is_said_so_and_names_nothing_here(ask: Callable[[str], Answer], text: str) -> None:
    answer = ask(text)
    assert (answer.verdict, answer.matches) == (Verdict.NONE, ())
    assert answer.faults[0].element == "province"


def test_street_whose_name_ends_in_a_number_is_not_the_street_without_it(tmp_path: Path) -> None:
    streets = [household("one", address("5", "Xã Đàn")), household("two", address("5", "Xã Đàn 2"))]
    resolver = resolver_of(snapshot_of(tmp_path, streets))
    assert found(resolver.resolve("Số 5, Xã Đàn 2")) == {"two"}
    assert found(resolver.resolve("Số 5, Xã Đàn")) == {"one"}


@pytest.mark.parametrize("street", ["Xã Đàn", "Châu Văn Liêm", "Miêu Nha", "Ngõ Quỳnh"])
def test_a_number_that_ends_a_street_s_name_is_not_the_house(tmp_path: Path, street: str) -> None:
    houses = [household("far-2", address("2", street)), household("far-5", address("5", street))]
    near = [household("near-5", address("5", f"{street} 2")), household("near-1", address("1A", f"{street} 2"))]
    resolver = resolver_of(snapshot_of(tmp_path, [*houses, *near]))
    for number, external_id in (("5", "near-5"), ("1A", "near-1")):
        answer = resolver.resolve(f"Số {number}, {street} 2, Phường Đống Đa")
        assert (answer.verdict, found(answer)) == (Verdict.MATCHED, {external_id})
    assert found(resolver.resolve(f"Số 2, {street}")) == {"far-2"}


def test_a_second_number_is_never_taken_for_the_house(ask: Callable[[str], Answer]) -> None:
    assert ask("Số 99, Láng 12").verdict is not Verdict.MATCHED


def test_no_number_of_a_chain_is_dropped_beside_a_house_number(ask: Callable[[str], Answer]) -> None:
    assert found(ask("Số 6, 12/5 Láng")) == {"lang-12-5-6"}
    assert not found(ask("Số 5, 12/7 Láng"))  # 5 in ngõ 12 is on file


def test_number_left_unread_is_asked_about_not_ignored(ask: Callable[[str], Answer]) -> None:
    answer = ask("Số 5, Láng 2")
    assert answer.verdict is Verdict.AMBIGUOUS
    assert (answer.faults[0].element, answer.faults[0].asked) == ("house_number", "2")


def test_a_phone_number_is_left_out_and_not_repeated(ask: Callable[[str], Answer]) -> None:
    answer = ask("5 Láng, 0900 123 456")
    assert found(answer) == {"lang-5"}
    assert [(fault.element, fault.asked) for fault in answer.faults] == [("phone", "")]


def test_cadastral_form_finds_the_parcel(tmp_path: Path) -> None:
    parcel = replace(drawn_parcels("A")[0], key=ParcelKey(DONG_DA, "34", "12"))
    answer = resolver_of(snapshot_of(tmp_path, parcels=[parcel])).resolve("thửa 12 tờ bản đồ 34 phường Đống Đa")
    assert (answer.verdict, answer.matches[0].level, answer.matches[0].parcel) == (
        Verdict.MATCHED,
        MatchLevel.PARCEL,
        parcel.key,
    )


@pytest.mark.parametrize("text", ["", "asdf qwer", "!!!", "12345678901234567890"])
def test_nonsense_means_nothing(ask: Callable[[str], Answer], text: str) -> None:
    answer = ask(text)
    assert (answer.verdict, answer.matches) == (Verdict.NONE, ())


def test_number_in_parts_that_is_a_slash_chain_is_read_both_ways(resolver: Resolver) -> None:
    for number in ("12/5", "5/12"):
        answer = resolver.resolve_query(AddressQuery(address(number, "Đường Láng")))
        assert (answer.verdict, found(answer)) == (Verdict.MATCHED, {"lang-12-5"})
    chain = resolver.resolve_query(AddressQuery(address("5/6", "Đường Láng", path="12")))
    assert resolver.resolve_query(AddressQuery(address("Số 5/6", "Đường Láng", path="12"))) == chain
    assert found(chain) == {"lang-12-5-6", "lang-12-6-5"}


@pytest.mark.parametrize("text", ["5 Láng TP HCM", "5 Láng TPHCM", "5 Láng Sài Gòn", "5 Láng tỉnh Nam Định"])
def test_another_province_behind_a_street_ends_the_question(ask: Callable[[str], Answer], text: str) -> None:
    answer = ask(text)
    assert (answer.verdict, answer.matches) == (Verdict.NONE, ())
    assert [fault.element for fault in answer.faults] == ["province"]


@pytest.mark.parametrize(
    ("text", "external_id"),
    [
        ("No. 5, Lane 12, Lang Street, Dong Da Ward, Hanoi", "lang-12-5"),
        ("Cty TNHH ABC, số 5 ngõ 12 Láng", "lang-12-5"),
        ("số 12 LK3 KĐT Linh Đàm", "plot"),
        ("CT4A-2506 KĐT Linh Đàm", "flat"),
        ("5 ngõ 12 Láng, vào ngõ 50m rẽ trái", "lang-12-5"),
    ],
)
def test_other_words_find_the_same_household(ask: Callable[[str], Answer], text: str, external_id: str) -> None:
    answer = ask(text)
    assert (answer.verdict, found(answer)) == (Verdict.MATCHED, {external_id})


@pytest.mark.parametrize(
    "text",
    [
        "No. 9, Lane 12, Lang Street",
        "Cty TNHH ABC, số 9 ngõ 12 Láng",
        "số 99 LK3 KĐT Linh Đàm",
        "CT4A-9906 KĐT Linh Đàm",
        "5 Láng, vào ngõ 120m rẽ trái, số 7777 Láng",
    ],
)
def test_other_words_invent_no_household(ask: Callable[[str], Answer], text: str) -> None:
    assert ask(text).verdict is not Verdict.MATCHED
