"""Slips in names where little else helps: short names, slips that make a marker or keys, names like addresses."""

from pathlib import Path

import pytest

from geocoding.address.quoted_names import QuotedNames, holds_an_address
from geocoding.match.answer import Answer
from geocoding.match.resolver import Resolver
from geocoding.model import Verdict
from tests.factories import KIM_LIEN, address, commune, household, resolver_of, snapshot_of

HOUSEHOLDS = [
    household("plot", address("LK2-14", estate="Khu đô thị Xa La")),
    household("auction", address("LK1-08", estate="Khu đấu giá Ngô Thì Nhậm")),
    household("zone", address("11", "KCN Quất Động", path="28")),
    household("lua", address("18", "Phố Lụa")),
    household("duan", address("101", "Lê Duẩn")),
    household("trung", address("4", "Quang Trung")),
    household("ham", address("13", "Dương Quảng Hàm")),
    household("quoted", address("5", "Ngõ 317 Tây Sơn", path="21")),
    household("tower", address(building="Park 9", unit="2006", floor="20", estate="Chung cư Times City")),
    household("mo", address("7", "Đường Tây Mỗ", path="9")),
    household("doi", address("7", "Đường Sa Đôi", path="9")),
    household("lac", address("7", "Phố Lạc Trung"), commune_code=KIM_LIEN),
]


@pytest.fixture(scope="module")
def resolver(tmp_path_factory: pytest.TempPathFactory) -> Resolver:
    communes = [commune(), commune(KIM_LIEN, "Phường Kim Liên", postcode="11517")]
    return resolver_of(snapshot_of(tmp_path_factory.mktemp("snapshots"), HOUSEHOLDS, communes=communes))


def household_of(answer: Answer) -> str:
    """The household returned, "" for none."""
    found = answer.matches[0].household if answer.verdict is Verdict.MATCHED else None
    return found.external_id if found is not None else ""


@pytest.mark.parametrize(
    ("text", "external_id"),
    [
        ("LK2-14, KĐT Xa ka, phường Đống Đa", "plot"),
        ("LK2-14, khu đô thị Xa Na, phường Đống Đa", "plot"),
        ("LK2.14, KĐTM Xa Ls, phường Đống Đa", "plot"),
        ("LK1-08, KĐG Ngô Thì hậm, phường Đống Đa", "auction"),
        ("LK1-08, Ngo Thi Nham Auction Area, Dong Da Ward, Hanoi", "auction"),
        ("11 ngõ 28 KCN Quất Động, phường Đống Đa", "zone"),
        ("11 ngõ 28 đường KCN Quất ộng, phường Đống Đa", "zone"),
        ("18 Phố Lụs, phường Đống Đa", "lua"),
        ("số 101 Lê Dusn, phường Đống Đa", "duan"),
        ("số 4, đường Quan Trung, phường Đống Đa", "trung"),
        ("so 4 quan trung, phuong dong da", "trung"),
        ("13 Duong Quang Ham, Phuong Dong Da", "ham"),
        ("sn 5, ngõ 21, Ngõ 317 Tây Sơn, phường Đống Đa", "quoted"),
        ("SO 5, NGO 21, DUONG NGO 317 TAY SON", "quoted"),
        ("Park 9/2006, Times City, phường Đống Đa", "tower"),
        ("tòa Park 9, P2006, CC Times Citi, phường Đống Đa", "tower"),
        ("sn 7, P. Lạc Tung, Kim Liên", "lac"),
        ("số 101 Lê Duẩn, TPHN", "duan"),
        ("số 101 Lê Duẩn, Hà Nội 10000, Việt Nam", "duan"),
        ("D9/c: so61 101 Le6 Dua6n3, d9t0557085642", "duan"),
    ],
)
def test_slip_that_one_household_explains_finds_it(resolver: Resolver, text: str, external_id: str) -> None:
    assert household_of(resolver.resolve(text)) == external_id


@pytest.mark.parametrize(
    "text",
    [
        "LK2-14, Xa ka",
        "LK2-15, KĐT Xa ka, phường Đống Đa",
        "LK2-14, KĐT Xa ka, phường Kim Liên",
        "LK2-14, KĐT Ma Sa, phường Đống Đa",
        "Lụi, 18, Nguyễn Hoàng, phường Đống Đa",
        "số 101 Lê Duẩn, Phg Kim Liên, Thủ đô",
        "soos 101 Lee Duaanr, Ddaf Nawngx",
        "sn 21, ngõ 5, Ngõ 317 Tây Sơn",
    ],
)
def test_slip_that_nothing_explains_returns_no_household(resolver: Resolver, text: str) -> None:
    assert household_of(resolver.resolve(text)) == ""


def test_street_named_like_the_ward_gives_way_to_a_slip_in_another(resolver: Resolver) -> None:
    assert household_of(resolver.resolve("phường Đống Đa, Tây Mỗ, sn 7, ngõ 9, Sa ôi")) != "mo"


def test_short_name_that_two_streets_of_the_commune_explain_is_not_guessed(tmp_path: Path) -> None:
    twins = [household("lua", address("5", "Phố Lụa")), household("lan", address("6", "Phố Lựu"))]
    resolver = resolver_of(snapshot_of(tmp_path, twins, communes=[commune()]))
    assert household_of(resolver.resolve("5 phố Lụ, phường Đống Đa")) == ""


@pytest.mark.parametrize("name", ["Ngõ 317 Tây Sơn", "91/1 Lương Định Của", "Phượng Bãi, Biên Giang"])
def test_name_that_holds_an_address_is_taken_out_whole(name: str) -> None:
    assert holds_an_address(name)
    quoted = QuotedNames([name, "Láng"]).taken_out(f"số 5, đường {name.upper()}, Hà Nội")
    assert quoted is not None
    assert quoted == (name, "số 5, Hà Nội")


def test_longer_number_quotes_no_name() -> None:
    assert QuotedNames(["Ngõ 31 Tây Sơn"]).taken_out("5 ngõ 317 Tây Sơn") is None
    assert QuotedNames([]).taken_out("5 ngõ 317 Tây Sơn") is None
