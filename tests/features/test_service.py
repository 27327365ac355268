"""The rules of OGC API – Features that a client never shows: paging, counts, refusals, who sees what."""

from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import schemathesis
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.access.principal import ANONYMOUS, Principal, Role
from app.api.access import known_caller
from app.api.peers import proxy_networks
from app.features.api_document import MAX_LIMIT
from app.logs import make_logger
from app.main import create_app
from app.settings import Settings
from geocoding.model import ParcelKey
from tests.api.callers import caller, official
from tests.api.city import MemoryEngine, MemorySnapshot, parcel
from tests.features.conftest import Site

OFFICER, OPERATOR = caller(Role.OFFICER), caller(Role.OPERATOR)
HOUSEHOLDS = "/ogc/collections/households/items"
PARCELS = "/ogc/collections/parcels/items"
SERVICE_POINTS = "/ogc/collections/service-points/items"


@pytest.fixture(scope="module")
def client(site: Site) -> TestClient:
    return TestClient(site.app)


@pytest.fixture(autouse=True)
def asked_by_the_officer(site: Site) -> Iterator[None]:
    site.caller = OFFICER
    yield
    site.caller = ANONYMOUS


def walked(client: TestClient, url: str) -> tuple[list[str], set[int], int]:
    """The ids on all pages of a question, the totals they tell, and how many pages there are."""
    ids: list[str] = []
    totals: set[int] = set()
    pages = 0
    while url:
        page = client.get(url).json()
        ids += [one["id"] for one in page["features"]]
        totals.add(page["numberMatched"])
        pages += 1
        assert page["numberReturned"] == len(page["features"])
        following = [one["href"] for one in page["links"] if one["rel"] == "next"]
        url = "?".join(urlsplit(following[0])[2:4]) if following else ""
    return ids, totals, pages


def test_pages_of_service_points_follow_each_other(client: TestClient) -> None:
    small, totals, pages = walked(client, f"{SERVICE_POINTS}?limit=3")
    assert small == sorted(set(small))
    assert totals == {len(small)}
    assert pages == -(-len(small) // 3) > 2
    assert client.get(f"{SERVICE_POINTS}/0000000000000000").status_code == 404
    assert client.get(f"{SERVICE_POINTS}?kind=shop").status_code == 400


@pytest.mark.parametrize("url", [HOUSEHOLDS, PARCELS])
def test_pages_follow_each_other_without_gap_or_repeat(client: TestClient, url: str) -> None:
    small, totals, pages = walked(client, f"{url}?limit=97&bbox=105.7,20.95,105.78,21.05")
    large, *_ = walked(client, f"{url}?limit=2000&bbox=105.7,20.95,105.78,21.05")
    assert small == large
    assert len(set(small)) == len(small)
    assert totals == {len(small)}
    assert pages == -(-len(small) // 97) > 2


def test_the_last_full_page_names_no_next(client: TestClient) -> None:
    ids, *_ = walked(client, "/ogc/collections/communes/items")
    page = client.get(f"/ogc/collections/communes/items?limit={len(ids)}").json()
    assert [one["rel"] for one in page["links"]] == ["self", "alternate", "collection"]
    assert client.get(f"/ogc/collections/communes/items?limit={len(ids) - 1}").json()["links"][-1]["rel"] == "next"


def test_who_asks_for_too_many_gets_as_many_as_there_are_on_a_page(client: TestClient) -> None:
    assert client.get(f"{HOUSEHOLDS}?limit=100000").json()["numberReturned"] == MAX_LIMIT


def test_a_box_with_heights_and_one_over_the_antimeridian_are_understood(client: TestClient) -> None:
    def matched(box: str) -> int:
        return int(client.get(f"{HOUSEHOLDS}?limit=1&bbox={box}").json()["numberMatched"])

    assert matched("105,20,-10,107,22,100") == matched("105,20,107,22") == matched("-180,-90,180,90") > 10_000
    assert matched("177,65,-177,70") == 0
    assert matched("104,-80,-170,80") == matched("105,20,107,22")


def test_an_item_is_the_one_of_the_list(client: TestClient) -> None:
    others = (f"/ogc/collections/{name}/items" for name in ("communes", "coverage", "service-points"))
    for url in (HOUSEHOLDS, PARCELS, *others):
        first = client.get(f"{url}?limit=1").json()["features"][0]
        alone = client.get(f"{url}/{first['id']}").json()
        assert {key: alone[key] for key in first} == first


def test_a_code_in_any_spelling_finds_its_household(client: TestClient) -> None:
    first = client.get(f"{HOUSEHOLDS}?limit=1").json()["features"][0]
    spelt = first["properties"]["code"].lower().replace("-", " ")
    assert [one["id"] for one in client.get(HOUSEHOLDS, params={"code": spelt}).json()["features"]] == [first["id"]]


@pytest.mark.parametrize(
    "query",
    [
        *("bbox=1,2,3", "bbox=a,b,c,d", "bbox=105,22,106,20", "bbox=105,20,NaN,21", "bbox=105,20,500,21"),
        *("limit=0", "limit=-1", "limit=x", "datetime=yesterday", "datetime=2026-13-01T00:00:00Z", "after=%00"),
        *("datetime=2026-01-02T00:00:00Z/2026-01-01T00:00:00Z", "after=W10", "street=x", "sheet=1", "crs=EPSG:4326"),
    ],
)
def test_a_bad_parameter_is_a_bad_request(client: TestClient, query: str) -> None:
    assert client.get(f"{HOUSEHOLDS}?{query}").status_code == 400


@pytest.mark.parametrize("when", ["2018-02-12T23:20:50Z", "../2018-02-12T23:20:50Z", "2018-02-12T23:20:50Z/.."])
def test_what_has_no_time_is_of_every_time(client: TestClient, when: str) -> None:
    everything = client.get(HOUSEHOLDS).json()["numberMatched"]
    assert client.get(HOUSEHOLDS, params={"datetime": when}).json()["numberMatched"] == everything


def test_coverage_is_of_the_time_of_its_audit(client: TestClient) -> None:
    url = "/ogc/collections/coverage/items"
    audited = [one for one in client.get(url).json()["features"] if one["properties"]["audited_at"]]
    before = client.get(url, params={"datetime": "../2020-01-01T00:00:00Z"}).json()["features"]
    assert audited
    assert not {one["id"] for one in audited} & {one["id"] for one in before}


@pytest.mark.parametrize(
    ("who", "status"), [(ANONYMOUS, 401), (caller(Role.SHOP), 403), (OPERATOR, 200), (OFFICER, 200)]
)
def test_lists_of_houses_and_land_need_the_right_to_lists(
    client: TestClient, site: Site, who: Principal, status: int
) -> None:
    site.caller = who
    assert client.get(HOUSEHOLDS).status_code == client.get(PARCELS).status_code == status
    seen = {one["id"] for one in client.get("/ogc/collections").json()["collections"]}
    assert ("households" in seen) is (status == 200)
    assert client.get("/ogc/collections/parcels").status_code == (200 if status == 200 else 404)


def test_officials_are_refused_other_communes_and_their_items(client: TestClient, site: Site) -> None:
    own, foreign = first_of_each_commune(client)[:2]
    site.caller = official(own["properties"]["commune"])
    assert client.get(HOUSEHOLDS, params={"commune": foreign["properties"]["commune"]}).status_code == 403
    assert client.get(f"{HOUSEHOLDS}/{own['id']}").status_code == 200
    assert client.get(f"{HOUSEHOLDS}/{foreign['id']}").status_code == 404
    assert client.get(HOUSEHOLDS, params={"code": foreign["properties"]["code"]}).json()["numberMatched"] == 0
    parcel = foreign["properties"]["parcels"].split(" ")[0]
    assert client.get(f"{PARCELS}/{parcel}").status_code == 404


def first_of_each_commune(client: TestClient) -> list[Any]:
    ids, *_ = walked(client, "/ogc/collections/communes/items")
    pages = [client.get(HOUSEHOLDS, params={"commune": code, "limit": 1}).json() for code in ids]
    return [page["features"][0] for page in pages if page["features"]]


def test_the_documents_lead_from_one_to_the_other(client: TestClient) -> None:
    links = {one["rel"]: one for one in client.get("/ogc").json()["links"]}
    assert set(links) == {"self", "alternate", "service-desc", "service-doc", "conformance", "data"}
    for one in links.values():
        answer = client.get("?".join(filter(None, urlsplit(one["href"])[2:4])))
        assert (answer.status_code, answer.headers["content-type"].partition("; ")[0]) == (200, one["type"])
    classes = client.get("/ogc/conformance").json()["conformsTo"]
    assert {name.rpartition("/")[2] for name in classes} == {"core", "oas30", "geojson", "html", "crs"}
    collections = client.get("/ogc/collections").json()["collections"]
    assert {one["dataset_version"] for one in collections} == {
        client.get("/v1/communes").json()["vpostcode"]["dataset_version"]
    }


def test_links_are_https_where_the_public_address_is(site: Site) -> None:
    site.app.state.public_url = "https://testserver"
    try:
        assert TestClient(site.app).get("/ogc").json()["links"][0]["href"] == "https://testserver/ogc"
    finally:
        site.app.state.public_url = "http://127.0.0.1:8000"


PREFIXED = "https://city.example/vpostcode"


@pytest.mark.parametrize(
    ("host", "proxies", "base"),
    [
        ("city.example", "", PREFIXED),
        ("10.0.0.7:8000", "10.0.0.0/8", PREFIXED),
        ("10.0.0.7:8000", "", "http://10.0.0.7:8000"),
    ],
)
def test_behind_a_proxy_with_a_prefix_every_link_has_it(site: Site, host: str, proxies: str, base: str) -> None:
    """By the name that callers use, or by that of the machine when the proxy is one of ours."""
    state = site.app.state
    before = state.public_url, state.proxies
    state.public_url, state.proxies = PREFIXED, proxy_networks(proxies)
    try:
        client = TestClient(site.app, base_url=f"http://{host}", client=("10.1.2.3", 50000))
        for path in ("", "/collections", "/collections/parcels", "/collections/parcels/items?limit=2"):
            document = client.get(f"/ogc{path}").json()
            found = [*document["links"], *(one for part in document.get("collections", ()) for one in part["links"])]
            assert [one["href"] for one in found if not one["href"].startswith(f"{base}/ogc")] == []
        assert client.get("/ogc/api").json()["servers"] == [{"url": f"{base}/ogc"}]
    finally:
        state.public_url, state.proxies = before


def test_a_parcel_whose_number_holds_a_slash_or_a_blank_has_an_address(tmp_path: Path) -> None:
    key, shape = ParcelKey("00001", "12/A", "7 #1"), shapely.box(105.801, 21.001, 105.802, 21.002)
    odd = replace(parcel("a"), key=key, shape=shape)
    city = MemoryEngine(MemorySnapshot(parcels=(odd,)))
    app = create_app(Settings(home=tmp_path), find_engine=lambda: city, logger=make_logger(StringIO()))
    app.dependency_overrides[known_caller] = lambda: OFFICER
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        (found,) = client.get(PARCELS).json()["features"]
        alone = client.get(f"{PARCELS}/{quote(found['id'], safe='')}")
        (own,) = [one["href"] for one in alone.json()["links"] if one["rel"] == "self"]
        assert alone.json()["properties"]["sheet"] == "12/A"
        assert own == f"http://127.0.0.1:8000{PARCELS}/00001-12%2FA-7%20%231"
        assert client.get(own).json() == alone.json()


def test_a_collection_without_anything_says_so_and_has_no_extent(tmp_path: Path) -> None:
    city = MemoryEngine(MemorySnapshot(parcels=(), households=(), service_points=()))
    app = create_app(Settings(home=tmp_path), find_engine=lambda: city, logger=make_logger(StringIO()))
    app.dependency_overrides[known_caller] = lambda: OFFICER
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        for name in ("households", "parcels", "service-points"):
            page = client.get(f"/ogc/collections/{name}/items").json()
            assert (page["features"], page["numberMatched"], page["numberReturned"]) == ([], 0, 0)
            assert [one["rel"] for one in page["links"]] == ["self", "alternate", "collection"]
        assert "extent" not in client.get("/ogc/collections/service-points").json()


def test_answers_name_their_reference_system_and_are_tagged(client: TestClient) -> None:
    answer = client.get(f"{PARCELS}?limit=1")
    assert answer.headers["Content-Crs"] == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
    assert answer.headers["Content-Type"] == "application/geo+json"
    again = client.get(f"{PARCELS}?limit=1", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_no_request_however_odd_breaks_the_definition(client: TestClient, site: Site) -> None:
    schema = schemathesis.openapi.from_dict(client.get("/ogc/api").json())
    statuses = {"200", "304", "400", "401", "403", "404", "422", "429", "500", "503"}
    operations = [operation.ok() for operation in schema.get_all_operations()]
    assert len(operations) == 19
    modes = list(schemathesis.GenerationMode)

    @settings(max_examples=160, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        operation = data.draw(st.sampled_from(operations))
        case = data.draw(operation.as_strategy(generation_mode=data.draw(st.sampled_from(modes))))
        if case.method != "GET":
            return
        path = "/ogc" + case.formatted_path.rstrip("/")
        answer = client.get(path, params=dict(case.query or {}))
        assert str(answer.status_code) in statuses - {"500", "503"}, (path, case.query)

    ask()
