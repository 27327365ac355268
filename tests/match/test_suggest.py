"""As-you-type: what a beginning goes on to. What is suggested leads to itself, and never lists households to anyone."""

import re
import time
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.answering import Answering, open_answering
from geocoding.address.keys import containers, household_keys
from geocoding.address.numbers import chain_key, number_key
from geocoding.gazetteer.facts import read_admin_units, read_unit_links
from geocoding.gazetteer.units import Units
from geocoding.match.answer import Answer
from geocoding.match.resolver import Resolver
from geocoding.match.suggest import MAX_SUGGESTIONS, Suggester, Suggestion
from geocoding.model import Address, Household, MatchLevel
from geocoding.snapshot.completion_keys import Completion, CompletionKind
from geocoding.snapshot.store import Snapshot
from tests.conftest import SampleCity
from tests.factories import BA_DINH, DONG_DA, KIM_LIEN, address, commune, household, snapshot_of

COMMUNES = [
    commune(DONG_DA, "Phường Đống Đa"),
    commune(KIM_LIEN, "Phường Kim Liên"),
    commune(BA_DINH, "Phường Ba Đình"),
]


def houses(street: str, *numbers: str, path: str = "", commune_code: str = DONG_DA) -> list[Household]:
    """Houses along a street or alley."""
    return [
        household(
            f"{street}-{path}-{number}-{commune_code}", address(number, street, path=path), commune_code=commune_code
        )
        for number in numbers
    ]


def flats(building: str, *units: str, **where: str) -> list[Household]:
    """Flats of a building."""
    return [household(f"{building}-{unit}", address(building=building, unit=unit, **where)) for unit in units]


HOUSEHOLDS = [
    *houses("Đường Láng", "2", "10", "10A", "100"),
    *houses("Đường Láng", "6", "8", path="12/5"),
    *houses("Đường Láng", "1", "3", "5", path="12"),
    *houses("Đường Láng", "7", path="122"),
    *houses("Láng Hạ", "1"),
    *houses("Lạc Chính", "1", "3", "5", "7", "9", "11", "13", "15", "17", "19", "21", "23"),
    *houses("Đội Cấn", "1", "3", "5", commune_code=BA_DINH),
    *houses("Đôi Can", "1", "3", "5", "7", "9"),
    *houses("Nguyễn Trãi", "1", "3"),
    *houses("Phố Hàng Đường", "1"),
    *houses("Xã Đàn 2", "9"),
    *houses("Xã Đàn", "9"),
    *houses("Quang Trung", "1", "3"),
    *houses("Quang Trung", "1", "3", "5", commune_code=KIM_LIEN),
    *houses("Yên Sở", "1"),
    *flats("CT4A", "0101", "0102", "2506", estate="KĐT Linh Đàm"),
    *flats("CT4", "0101", estate="KĐT Linh Đàm"),
    household("plot", address("LK3-12", estate="KĐT Linh Đàm")),
    *(household(f"hamlet-{number}", address(str(number), hamlet="thôn Đại Bái")) for number in range(1, 4)),
    household("group", address("4", hamlet="Tổ dân phố số 12")),
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("snapshots")
    return snapshot_of(folder, HOUSEHOLDS, communes=COMMUNES)


@cache
def units() -> Units:
    return Units(read_admin_units(), read_unit_links())


@pytest.fixture(scope="module")
def suggester(snapshot: Snapshot) -> Suggester:
    return Suggester(snapshot, units())


Texts = Callable[..., list[str]]


@pytest.fixture(scope="module")
def texts(suggester: Suggester) -> Texts:
    """The texts of the suggestions for a beginning."""

    def suggested(typed: str, **options: object) -> list[str]:
        return [one.text for one in suggester.suggest(typed, **options)]  # type: ignore[arg-type]

    return suggested


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("218 đội", "Số 218, Đội Cấn, Phường Ba Đình"),
        ("218 doi can ba", "Số 218, Đội Cấn, Phường Ba Đình"),
        ("đội cấn, 218", "Số 218, Đội Cấn, Phường Ba Đình"),
        ("láng h", "Láng Hạ, Phường Đống Đa"),
        ("đường lá", "Đường Láng, Phường Đống Đa"),
        ("đườ", "Đường Láng, Phường Đống Đa"),
        ("phố hàng đ", "Phố Hàng Đường, Phường Đống Đa"),
        ("duong lang", "Đường Láng, Phường Đống Đa"),
        ("ĐƯỜNG LÁNG, PHƯỜNG Đ", "Đường Láng, Phường Đống Đa"),
        (unicodedata.normalize("NFD", "đường láng"), "Đường Láng, Phường Đống Đa"),
        ("láng p. đố", "Đường Láng, Phường Đống Đa"),
        ("ngõ 12 lán", "Ngõ 12, Đường Láng, Phường Đống Đa"),
        ("ng. 12 lán", "Ngõ 12, Đường Láng, Phường Đống Đa"),
        ("số 6 ngách 12/5 lá", "Số 6, ngách 12/5, Đường Láng, Phường Đống Đa"),
        ("số 6, ngách 5, ngõ 12, lá", "Số 6, ngách 12/5, Đường Láng, Phường Đống Đa"),
        ("láng, ngõ 12, số 6", "Số 6, ngõ 12, Đường Láng, Phường Đống Đa"),
        ("12/5 láng", "Số 5, ngõ 12, Đường Láng, Phường Đống Đa"),
        ("5/12 láng", "Số 5, ngõ 12, Đường Láng, Phường Đống Đa"),
        ("5/12 đường lán", "Số 5, ngõ 12, Đường Láng, Phường Đống Đa"),
        ("láng ngõ 12/", "Ngách 12/5, Đường Láng, Phường Đống Đa"),
        ("ngõ 99 lạc ch", "Ngõ 99, Lạc Chính, Phường Đống Đa"),
        ("nguyeexn tra", "Nguyễn Trãi, Phường Đống Đa"),
        ("nguyeenx traix", "Nguyễn Trãi, Phường Đống Đa"),
        ("dduwowngf la", "Đường Láng, Phường Đống Đa"),
        ("dduwow", "Đường Láng, Phường Đống Đa"),
        ("218 ddo", "Số 218, Đôi Can, Phường Đống Đa"),
        ("nguyee", "Nguyễn Trãi, Phường Đống Đa"),
        ("218 ddooij ca", "Số 218, Đội Cấn, Phường Ba Đình"),
        ("Nguye6n4 Tra", "Nguyễn Trãi, Phường Đống Đa"),
        ("quang trung kim", "Quang Trung, Phường Kim Liên"),
        ("quang trung, đống", "Quang Trung, Phường Đống Đa"),
        ("quang trung, phường phương mai", "Quang Trung, Phường Kim Liên"),  # wholly in Kim Liên since July 2025
        ("quang trung, phường thịnh quang", "Quang Trung, Phường Đống Đa"),
        ("đội cấn, cống v", "Đội Cấn, Phường Ba Đình"),
        ("lk3-12 linh", "LK3-12, KĐT Linh Đàm, Phường Đống Đa"),
        ("kđt li", "KĐT Linh Đàm, Phường Đống Đa"),
        ("khu đô thị linh đ", "KĐT Linh Đàm, Phường Đống Đa"),
        ("ct4", "Tòa CT4, KĐT Linh Đàm, Phường Đống Đa"),
        ("tòa CT4A li", "Tòa CT4A, KĐT Linh Đàm, Phường Đống Đa"),
        ("p2506 ct4a", "Căn hộ 2506, tòa CT4A, KĐT Linh Đàm, Phường Đống Đa"),
        ("2506 ct4a linh", "Căn hộ 2506, tòa CT4A, KĐT Linh Đàm, Phường Đống Đa"),
        ("thôn đạ", "Thôn Đại Bái, Phường Đống Đa"),
        ("đại b", "Thôn Đại Bái, Phường Đống Đa"),
        ("tdp 12", "Tổ dân phố số 12, Phường Đống Đa"),
        ("phường k", "Phường Kim Liên"),
        ("p. ba", "Phường Ba Đình"),
        ("kim", "Phường Kim Liên"),
        ("yen so", "Yên Sở, Phường Đống Đa"),
    ],
)
def test_a_beginning_goes_on_to_the_place_meant(texts: Texts, typed: str, first: str) -> None:
    assert texts(typed)[:1] == [first]


@pytest.mark.parametrize(
    "typed", ["", " ", "218", "xyzzy", "số", "!!!", "thửa 12 tờ 34 đống đa", "218 phường kim liên"]
)
def test_a_text_that_begins_no_place_gets_no_suggestion(texts: Texts, typed: str) -> None:
    assert texts(typed) == []


def test_a_number_after_a_name_may_be_a_house_or_a_part_of_the_name(texts: Texts) -> None:
    assert {"Số 2, Xã Đàn, Phường Đống Đa", "Xã Đàn 2, Phường Đống Đa"} <= set(texts("xã đàn 2"))


def test_same_diacritics_come_before_more_households(texts: Texts) -> None:
    assert texts("đội c")[:2] == ["Đội Cấn, Phường Ba Đình", "Đôi Can, Phường Đống Đa"]
    assert texts("lá")[:1] == ["Đường Láng, Phường Đống Đa"]


def test_without_diacritics_more_households_come_first_then_the_name(texts: Texts) -> None:
    assert texts("doi c")[:2] == ["Đôi Can, Phường Đống Đa", "Đội Cấn, Phường Ba Đình"]
    assert texts("xa d") == ["Xã Đàn, Phường Đống Đa", "Xã Đàn 2, Phường Đống Đa"]


def test_the_number_itself_comes_before_numbers_that_go_on(texts: Texts) -> None:
    assert texts("ngõ 12")[:2] == ["Ngõ 12, Đường Láng, Phường Đống Đa", "Ngách 12/5, Đường Láng, Phường Đống Đa"]
    assert texts("ngõ 12")[2] == "Ngõ 122, Đường Láng, Phường Đống Đa"
    assert texts("ct4 linh")[0] == "Tòa CT4, KĐT Linh Đàm, Phường Đống Đa"


@pytest.mark.parametrize("typed", ["nguyen trei", "nguen tra", "nguyenn tra", "nugyen tra", "nguyễm tr"])
def test_one_slip_in_a_name_is_forgiven(texts: Texts, typed: str) -> None:
    assert texts(typed)[0] == "Nguyễn Trãi, Phường Đống Đa"


@pytest.mark.parametrize("typed", ["kang", "nguten trei", "ngõ 13 láng hợ", "218 dôy", "tòa ct44a linh"])
def test_short_names_two_slips_and_numbers_are_not_guessed(texts: Texts, typed: str) -> None:
    assert texts(typed) == []


def test_a_slip_is_not_looked_for_while_a_name_goes_on_as_typed(texts: Texts) -> None:
    assert texts("lang ha")[0] == "Láng Hạ, Phường Đống Đa"
    assert not any("Láng," in text for text in texts("láng hạ"))


def test_a_chosen_street_goes_on_with_a_number_and_its_alleys(texts: Texts) -> None:
    assert texts("Đường Láng, Phường Đống Đa") == [
        "Đường Láng, Phường Đống Đa, số ",
        "Ngõ 12, Đường Láng, Phường Đống Đa",
        "Ngách 12/5, Đường Láng, Phường Đống Đa",
        "Ngõ 122, Đường Láng, Phường Đống Đa",
    ]


def test_a_chosen_alley_goes_on_with_a_number_and_the_alleys_within_it(texts: Texts) -> None:
    assert texts("Ngõ 12, Đường Láng, Phường Đống Đa") == [
        "Ngõ 12, Đường Láng, Phường Đống Đa, số ",
        "Ngách 12/5, Đường Láng, Phường Đống Đa",
    ]


def test_a_chosen_estate_goes_on_with_its_buildings(texts: Texts) -> None:
    assert texts("KĐT Linh Đàm, Phường Đống Đa")[1:] == [
        "Tòa CT4A, KĐT Linh Đàm, Phường Đống Đa",
        "Tòa CT4, KĐT Linh Đàm, Phường Đống Đa",
    ]


def test_a_chosen_building_goes_on_with_a_flat(texts: Texts) -> None:
    assert texts("Tòa CT4A, KĐT Linh Đàm, Phường Đống Đa")[0] == "Tòa CT4A, KĐT Linh Đàm, Phường Đống Đa, căn hộ "


def test_a_chosen_commune_goes_on_with_what_lies_in_it(texts: Texts) -> None:
    assert texts("Phường Kim Liên") == ["Quang Trung, Phường Kim Liên"]


def test_a_number_after_its_label_is_taken_to_the_front(texts: Texts) -> None:
    assert texts("Đường Láng, Phường Đống Đa, số ") == []  # the box says it already
    assert texts("Đường Láng, Phường Đống Đa, số 2") == ["Số 2, Đường Láng, Phường Đống Đa"]
    assert texts("Tòa CT4, KĐT Linh Đàm, Phường Đống Đa, căn hộ 2506")[0].startswith("Căn hộ 2506, tòa CT4, ")


def test_an_alley_label_at_the_end_lists_the_alleys(texts: Texts) -> None:
    assert texts("láng, ngõ ")[0] == "Ngõ 12, Đường Láng, Phường Đống Đa"


def test_suggestions_keep_to_the_commune_asked_for(texts: Texts) -> None:
    assert texts("quang tr", commune_code=KIM_LIEN)[0] == "Quang Trung, Phường Kim Liên"
    assert all("Phường Kim Liên" in text for text in texts("quang", commune_code=KIM_LIEN))
    assert texts("phường ba", commune_code=KIM_LIEN) == []


def test_of_many_places_with_one_beginning_the_largest_come_first(tmp_path: Path) -> None:
    names = [f"Mẫu {first}{second}" for first in "abcdefgh" for second in "klmnop"]
    crowd = [
        home
        for size, name in enumerate(names, start=1)
        for home in houses(name, *map(str, range(1, size)), commune_code=KIM_LIEN if size % 2 else BA_DINH)
    ]
    suggester = Suggester(snapshot_of(tmp_path, crowd, communes=COMMUNES), units())

    def suggested(typed: str, **options: str) -> list[str]:
        return [one.text.partition(",")[0] for one in suggester.suggest(typed, **options)]  # type: ignore[arg-type]

    assert suggested("m") == suggested("mẫu ") == names[:-11:-1]
    assert suggested("mau", commune_code=KIM_LIEN) == names[-2:-21:-2]
    assert suggested("mẫu b") == [f"Mẫu b{letter}" for letter in "ponmlk"]


def test_a_limit_keeps_the_first_ones(texts: Texts) -> None:
    assert texts("l", limit=2) == texts("l")[:2]


def test_the_label_marks_what_was_typed(suggester: Suggester) -> None:
    [suggestion] = suggester.suggest("so 218 doi can b")
    marked = "".join(f"[{part.text}]" if part.matched else part.text for part in suggestion.label)
    assert marked == "Số [218], [Đội] [Cấn], Phường [B]a Đình"


def test_a_caller_without_rights_sees_no_number_but_the_one_typed(texts: Texts) -> None:
    for typed in ("láng", "láng 1", "Đường Láng, Phường Đống Đa", "ngõ 12 láng", "ct4a", "thôn đại bái, số "):
        assert not any(re.match(r"Số (?!1,)|Căn hộ", text) for text in texts(typed))


@pytest.mark.parametrize(
    ("on_file", "absent"), [("10 láng", "11 láng"), ("2506 ct4a", "2507 ct4a"), ("1/12 láng", "9/12 láng")]
)
def test_a_number_on_file_looks_like_one_that_is_not(suggester: Suggester, on_file: str, absent: str) -> None:
    def shape(typed: str) -> list[tuple[str, CompletionKind, bool]]:
        number = re.split(r"\D", typed)[0]
        return [(re.sub(rf"\b{number}\b", "#", one.text), one.kind, one.complete) for one in suggester.suggest(typed)]

    assert shape(on_file) == shape(absent) != []


def test_who_may_see_lists_is_told_the_numbers_on_file_in_their_order(texts: Texts) -> None:
    found = texts("Đường Láng, Phường Đống Đa, số 1", lists_numbers=True)
    assert found == [f"Số {number}, Đường Láng, Phường Đống Đa" for number in ("10", "10A", "100")]
    assert texts("10 láng", lists_numbers=True) == ["Số 10, Đường Láng, Phường Đống Đa"]
    assert texts("ngõ 12 láng, số ", lists_numbers=True)[:2] == [
        f"Số {number}, ngõ 12, Đường Láng, Phường Đống Đa" for number in ("1", "3")
    ]
    assert [text.partition(",")[0] for text in texts("ct4a, căn hộ ", lists_numbers=True)] == [
        f"Căn hộ {flat}" for flat in ("0101", "0102", "2506")
    ]


def test_an_absent_number_is_kept_for_who_may_see_lists_too(texts: Texts) -> None:
    assert texts("11 láng", lists_numbers=True)[0] == "Số 11, Đường Láng, Phường Đống Đa"


@pytest.mark.parametrize(
    "typed",
    ["ngõ " * 250_000, "đ" * 1_000_000, "nguyen " * 100, "12/" * 500, ("abc " * 20 + ", ") * 40, "\u0301" * 10_000],
)
def test_any_text_ends_within_its_budget(suggester: Suggester, typed: str) -> None:
    began = time.process_time()
    suggester.suggest(typed)
    assert time.process_time() - began < 0.05


PIECES = "số|12|5|2506|/| |,|ngõ|ngách|láng|Đường|lan|đội|ct4a|căn hộ|tòa".split("|")
TYPED = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join))


@given(typed=TYPED)
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_every_suggestion_leads_to_itself(
    suggester: Suggester, snapshot: Snapshot, typed: str
) -> None:
    resolver, known = Resolver(snapshot, units()), places(snapshot)
    found = suggester.suggest(typed)
    assert len(found) <= MAX_SUGGESTIONS
    assert len({one.text for one in found}) == len(found)
    for one in found:
        assert "".join(part.text for part in one.label) == one.text
        answer = resolver.resolve(one.text)
        assert leads_within(known[without_number(one)], answer), one.text
        assert numbers_of(one) <= set(re.findall(r"\d+", unicodedata.normalize("NFKC", typed))), one.text  # ² is 2


def without_number(one: Suggestion) -> str:
    """The text of the place of a suggestion, in small letters: its label and the parts before the place taken off."""
    text = re.sub(r", (?:số|căn hộ) $", "", one.text.lower())
    while text not in PLACE_TEXTS:
        text = text.partition(", ")[2]
        assert text, one.text
    return text


def numbers_of(one: Suggestion) -> set[str]:
    """The digits of a house or flat number."""
    number = re.match(r"(?:Căn hộ|Số) ([^,]+)", one.text) if one.kind is CompletionKind.NUMBER else None
    return set(re.findall(r"\d+", number[1])) if number is not None else set()


PLACE_TEXTS: dict[str, Completion] = {}


def places(snapshot: Snapshot) -> dict[str, Completion]:
    """Every place of a snapshot by the text that suggests it, in small letters."""
    if not PLACE_TEXTS:
        suggester = Suggester(snapshot, units())
        PLACE_TEXTS.update((suggester.place_text(place).lower(), place) for place in all_places(snapshot))
    return PLACE_TEXTS


def all_places(snapshot: Snapshot) -> list[Completion]:
    return [snapshot.completions[rank] for rank in range(len(snapshot.completions))]


def leads_within(place: Completion, answer: Answer) -> bool:
    """Whether the first match is the place, or a household of it."""
    if not answer.matches or answer.matches[0].commune_code != place.commune_code:
        return False
    first = answer.matches[0]
    if first.household is not None:
        return holds(place, first.household.address)
    levels = {CompletionKind.COMMUNE: MatchLevel.COMMUNE, CompletionKind.ALLEY: MatchLevel.ALLEY}
    return first.level is levels.get(place.kind, MatchLevel.STREET)


def holds(place: Completion, where: Address) -> bool:
    """Whether an address lies in the place."""
    path = chain_key(where.alley_path)
    return place.kind is CompletionKind.COMMUNE or (
        place.container in containers(where, commune_code=place.commune_code)
        and f"{path}/".startswith(f"{place.path}/" if place.path else "")
        and number_key(place.address.building) in ("", number_key(where.building))
    )


@pytest.fixture(scope="session")
def city(sample_city: SampleCity) -> Answering:
    return open_answering(sample_city.settings.snapshots)


def test_every_place_of_the_sample_city_once_chosen_resolves_to_itself(city: Answering) -> None:
    astray = []
    for place in all_places(city.snapshot):
        text = city.suggester.place_text(place)
        for chosen in (text, *(one.text for one in city.suggest(text, limit=1) if one.text.startswith(text))):
            if not leads_within(place, city.resolve(chosen)):
                astray.append(chosen)
    assert astray == []


def test_every_place_of_the_sample_city_is_suggested_by_its_own_text(city: Answering) -> None:
    missing = []
    for place in all_places(city.snapshot):
        text = city.suggester.place_text(place)
        if text not in {one.text for one in city.suggest(text[:-1])}:
            missing.append(text)
    assert missing == []


def test_every_numbered_house_of_the_sample_city_once_chosen_is_found(city: Answering) -> None:
    astray = []
    stored = city.snapshot.households
    for position in range(0, len(stored), 7):
        one = stored[position]
        named = re.fullmatch(r"\d+[A-Z]?", one.address.house_number)
        if named is None or one.address.unit or not (one.address.street or one.address.hamlet):
            continue
        steps = "/".join(one.address.alley_path)
        where = f"{f'ngõ {steps} ' if steps else ''}{one.address.street or one.address.hamlet}"
        typed = f"số {one.address.house_number} {where}"
        chosen = city.suggest(typed, commune_code=one.commune_code)
        keys = set(household_keys(one.address, commune_code=one.commune_code))
        answer = city.resolve(chosen[0].text) if chosen else None
        found = answer.matches[0].household if answer is not None and answer.matches else None
        if found is None or keys.isdisjoint(household_keys(found.address, commune_code=found.commune_code)):
            astray.append(typed)
    assert astray == []
