"""For every rule a commune that breaks it and one, as near to it as can be, that keeps it."""

from dataclasses import dataclass, replace
from datetime import date

from shapely import box

from geocoding.layers.rows import CommuneOutline, ReferenceCount
from geocoding.model import Accuracy, Address, HouseholdStatus, ParcelKey
from postcode.code import encode
from postcode.coverage.register import Certification, CommuneRegister
from postcode.coverage.rules import RuleCode
from tests.coverage.makers import (
    CODE,
    HEAD,
    IN_NGO_10,
    LANG,
    NGO_10,
    TODAY,
    X,
    Y,
    addressed,
    building,
    commune,
    home,
    house,
    key_of,
    parcel,
    place_of,
    spoilt,
    spot,
    street,
    texted,
)

SOUND = commune()
RETIRED, DRAFT = HouseholdStatus.RETIRED, HouseholdStatus.DRAFT
PARCELS, BUILDINGS = SOUND.land.parcels, SOUND.land.buildings
FLAT = Address(house_number="5", street="Láng", building="CT1", floor="3", unit="02")


@dataclass(frozen=True, slots=True)
class Case:
    """One rule with a commune that breaks it and one that keeps it."""

    rule: RuleCode
    breaks: CommuneRegister
    keeps: CommuneRegister = SOUND


def moved(number: int, east_m: float, north_m: float, **parts: object) -> CommuneRegister:
    point = spot(east_m, north_m)
    return spoilt(number, point=point, code=str(encode(point, head=HEAD)), **parts)


def swapped(first: int, second: int) -> CommuneRegister:
    """The commune with the numbers of two houses exchanged on the ground."""
    one, other = house(first), house(second)
    return commune(
        replace(one, address=other.address, id=one.id),
        replace(other, address=one.address, id=other.id),
    )


def renumbered(numbers: dict[int, str]) -> CommuneRegister:
    return commune(*(replace(one, address=replace(one.address, house_number=text)) for one, text in _of(numbers)))


def _of(numbers: dict[int, str]):
    return [(house(number), text) for number, text in numbers.items()]


def reference(count: int, dated_on: date = date(2026, 1, 1)) -> ReferenceCount:
    return ReferenceCount(CODE, count, dated_on, "test")


def outline(half_m: float = 900.0, *, approximate: bool = False) -> CommuneOutline:
    shape = box(X - half_m, Y - half_m, X + half_m, Y + half_m)
    return CommuneOutline(CODE, date(2025, 7, 1), shape, "test", approximate)


def twins(number: int, **parts: object) -> CommuneRegister:
    """The commune with a second household like a house, on the parcel beside it."""
    one = replace(house(number), id="twin", external_id="twin", code="", status=DRAFT, certification=None)
    return commune(replace(one, **parts))


ALONE = commune(streets=(LANG, NGO_10, street("Nguyên Hồng", (100, 0), (200, 0))))
MANY = [replace(house(5), id=f"x{n}", external_id=f"x{n}") for n in range(13)]

CASES = (
    Case(RuleCode.HH_NO_CODE, spoilt(5, code="")),
    Case(RuleCode.HH_NO_CODE, spoilt(5, code=""), spoilt(5, code="", status=RETIRED)),
    Case(RuleCode.HH_CODE_SHARED, spoilt(5, code=house(7).code)),
    Case(
        RuleCode.HH_CELL_SHARED,
        commune(replace(house(5), code=f"{house(7).code}/02")),
        commune(replace(house(5), code=f"{house(7).code}/02", parcels=(key_of(7),))),
    ),
    Case(RuleCode.HH_NO_PARCEL, spoilt(5, parcels=())),
    Case(RuleCode.SOURCE_DIFFERS, spoilt(5, held_back=("street",)), spoilt(5, held_back=())),
    Case(RuleCode.HH_OUTSIDE_COMMUNE, commune(outline=outline(half_m=100.0)), commune(outline=outline())),
    Case(RuleCode.HH_OTHER_COMMUNE_STATED, spoilt(5, stated_commune_code="00229"), spoilt(5, stated_commune_code="")),
    Case(RuleCode.HH_COMMUNE_CLOSED, spoilt(5, stated_commune_code="00001"), spoilt(5, stated_commune_code="00229")),
    Case(
        RuleCode.HH_ON_DEMOLISHED,
        commune(buildings=tuple(one for one in BUILDINGS if one.external_id != "b5")),
        commune(buildings=()),
    ),
    Case(
        RuleCode.HH_NOT_RESIDENTIAL,
        commune(parcels=(*(one for one in PARCELS if one.key != key_of(5)), parcel(5, land_use="LUC"))),
        commune(parcels=(*(one for one in PARCELS if one.key != key_of(5)), parcel(5, land_use="ONT"))),
    ),
    Case(
        RuleCode.HH_PARCELS_APART,
        commune(
            replace(house(5), parcels=(key_of(5), ParcelKey(CODE, "9", "9"))),
            parcels=(*PARCELS, replace(parcel(5), key=ParcelKey(CODE, "9", "9"), label=spot(600, 0))),
        ),
        spoilt(5, parcels=(key_of(5), key_of(7))),
    ),
    Case(RuleCode.LAYERS_DISAGREE, spoilt(5, parcels=(ParcelKey("00229", "1", "5"),))),
    Case(RuleCode.POINT_OUTSIDE_PARCEL, moved(5, 15.0, place_of(5)[1]), moved(5, 13.0, place_of(5)[1])),
    Case(
        RuleCode.POINT_SHARED,
        spoilt(5, point=house(7).point),
        spoilt(5, point=house(7).point, accuracy=Accuracy.PARCEL),
    ),
    Case(RuleCode.POSITION_ROUGH, spoilt(5, accuracy=Accuracy.CENTROID), spoilt(5, accuracy=Accuracy.PARCEL)),
    Case(RuleCode.ACCESS_FAR, spoilt(5, access_point=spot(400, 0)), spoilt(5, access_point=spot(20, 180))),
    Case(RuleCode.BUILDING_UNKNOWN, spoilt(5, building_external_id="b99"), spoilt(5, building_external_id="b5")),
    Case(RuleCode.BUILDING_ELSEWHERE, spoilt(5, building_external_id="b9"), spoilt(5, building_external_id="b5")),
    Case(
        RuleCode.FLOOR_ABOVE_BUILDING,
        spoilt(5, address=replace(FLAT, floor="4"), building_external_id="b5"),
        spoilt(5, address=FLAT, building_external_id="b5"),
    ),
    Case(RuleCode.HH_NO_NUMBER, addressed(5, house_number=""), addressed(5, house_number="", building="CT1")),
    Case(
        RuleCode.HH_NO_NUMBER_HAMLET,
        addressed(5, house_number="", street="", hamlet="Thôn Đại Bái"),
        addressed(5, street="", hamlet="Thôn Đại Bái"),
    ),
    Case(RuleCode.HH_NO_STREET, addressed(5, street=""), addressed(5, street="", estate="KĐT Linh Đàm")),
    Case(RuleCode.HH_NUMBER_REPEATED, twins(5, parcels=(key_of(7),)), twins(5)),
    Case(RuleCode.HH_ADDRESS_SHARED, twins(5), twins(5, parcels=(key_of(7),))),
    Case(RuleCode.ADDRESS_OLD_STYLE, texted("Số 5 Láng, quận Đống Đa, Hà Nội"), texted("Số 5 Láng, Phường Đống Đa")),
    Case(RuleCode.ADDRESS_FORMER_COMMUNE, texted("Số 5 Láng, P. Trung Liệt"), texted("Số 5 Láng, P. Đống Đa")),
    Case(RuleCode.ADDRESS_OTHER_COMMUNE, texted("Số 5 Láng, Phường Kim Liên"), texted("5 Láng, Quận Đống Đa")),
    Case(RuleCode.TEXT_OTHER_STREET, texted("Số 5 Nguyên Hồng"), texted("so 5 pho LANG")),
    Case(RuleCode.TEXT_OTHER_NUMBER, texted("Số 15 Láng"), texted("Số nhà 05 Láng")),
    Case(RuleCode.FIELD_UNTIDY, addressed(5, street="Láng  "), addressed(5, street="Láng")),
    Case(RuleCode.NUMBER_FORM, addressed(5, house_number="5 cạnh chợ"), addressed(5, house_number="5 A")),
    Case(RuleCode.NUMBER_ZERO, addressed(5, house_number="05"), addressed(5, house_number="50")),
    Case(RuleCode.NUMBER_HUGE, addressed(5, house_number="98765"), addressed(5, house_number="1785")),
    Case(RuleCode.NUMBER_SLASH, addressed(5, house_number="10/5"), addressed(5, alley_path=("10",))),
    Case(RuleCode.NUMBER_RANGE, addressed(5, house_number="5-8"), addressed(5, house_number="5-9")),
    Case(RuleCode.RANGE_OVERLAPS, addressed(5, house_number="5-7"), addressed(5, house_number="5A-5B")),
    Case(RuleCode.FLAT_NO_FLOOR, addressed(5, unit="6"), addressed(5, unit="0306")),
    Case(RuleCode.FLAT_FLOOR_DIFFERS, addressed(5, unit="0306", floor="4"), addressed(5, unit="0306", floor="3")),
    Case(RuleCode.FLAT_FORM, addressed(5, unit="sau", floor="4"), addressed(5, unit="6", floor="4")),
    Case(
        RuleCode.FLAT_WITHOUT_HOUSE,
        addressed(5, house_number="", unit="0306"),
        addressed(5, house_number="", unit="0306", building="CT1"),
    ),
    Case(
        RuleCode.FLAT_REPEATED,
        commune(replace(house(5), address=FLAT), replace(house(7), address=FLAT)),
        commune(replace(house(5), address=FLAT), replace(house(7), address=replace(FLAT, unit="03"))),
    ),
    Case(RuleCode.NUMBER_ORDER, swapped(5, 11)),
    Case(RuleCode.NUMBER_PARITY, swapped(5, 6)),
    Case(
        RuleCode.NUMBER_SIDE,
        renumbered({n: str(n + 1 if n % 2 else n - 1) for n in range(1, 21)}),
        renumbered({n: str(n) for n in range(1, 21)}),
    ),
    Case(
        RuleCode.NUMBER_MIXED,
        renumbered({n: str(n + 1 if n % 2 else n - 1) for n in range(1, 11)}),
        renumbered({n: str(n + 1 if n % 2 else n - 1) for n in range(1, 3)}),
    ),
    Case(
        RuleCode.NUMBER_DIRECTION,
        renumbered({n: str(22 - n if n % 2 == 0 else 20 - n) for n in range(1, 21)}),
    ),
    Case(
        RuleCode.NUMBER_GAP,
        renumbered({n: str(n + 100) for n in range(11, 21)}),
        renumbered({n: str(n + 20) for n in range(11, 21)}),
    ),
    Case(
        RuleCode.ALLEY_NUMBER,
        commune(
            replace(IN_NGO_10, address=replace(IN_NGO_10.address, alley_path=("88",))),
            streets=(LANG, replace(NGO_10, alley_path=("88",))),
        ),
    ),
    Case(
        RuleCode.ALLEY_DIRECTION,
        commune(
            *(
                home(f"n{n}", address=replace(IN_NGO_10.address, house_number=str(20 - n)), place=(-6.0 * n, 152.0))
                for n in range(2, 9)
            )
        ),
        commune(
            *(
                home(f"n{n}", address=replace(IN_NGO_10.address, house_number=str(n)), place=(-6.0 * n, 152.0))
                for n in range(3, 9)
            )
        ),
    ),
    Case(RuleCode.STREET_UNKNOWN, addressed(5, street="Không Có"), addressed(5, street="phố Láng")),
    Case(RuleCode.STREET_SPELLING, addressed(5, street="Lang"), addressed(5, street="LÁNG")),
    Case(RuleCode.STREET_FAR, moved(5, 200.0, 150.0), moved(5, 80.0, 150.0)),
    Case(
        RuleCode.STREET_NO_SHAPE,
        commune(
            replace(house(5), address=Address("5", street="Nguyên Hồng")), streets=(LANG, NGO_10, street("Nguyên Hồng"))
        ),
        commune(streets=(LANG, NGO_10, street("Nguyên Hồng"))),
    ),
    Case(RuleCode.STREET_NO_HOUSEHOLD, ALONE),
    Case(
        RuleCode.STREET_TWICE,
        commune(streets=(LANG, NGO_10, replace(street("Láng", (1500, 0), (1600, 0)), external_id="far"))),
        commune(streets=(LANG, NGO_10, replace(street("Láng", (0, -10), (0, -90)), external_id="near"))),
    ),
    Case(RuleCode.ALLEY_UNKNOWN, addressed(5, alley_path=("99",)), addressed(5, alley_path=("10",))),
    Case(
        RuleCode.ALLEY_FAR,
        commune(replace(IN_NGO_10, point=spot(-200, 152))),
        commune(replace(IN_NGO_10, point=spot(-90, 152))),
    ),
    Case(
        RuleCode.ALLEY_PARENT_UNKNOWN,
        commune(streets=(LANG, NGO_10, street("Láng", (-20, 157), (-20, 190), path=("12", "3")))),
        commune(streets=(LANG, NGO_10, street("Láng", (-20, 157), (-20, 190), path=("10", "3")))),
    ),
    Case(RuleCode.CODE_ELSEWHERE, spoilt(5, code=str(encode(spot(300, 0), head=HEAD)))),
    Case(RuleCode.CODE_OLD_HEAD, spoilt(5, code=str(encode(house(5).point, head="11500")))),
    Case(RuleCode.CODE_ON_RETIRED, spoilt(5, status=RETIRED), spoilt(5, status=RETIRED, code="")),
    Case(RuleCode.BROUGHT_MALFORMED, spoilt(5, brought_code="1234"), spoilt(5, brought_code=house(5).code)),
    Case(
        RuleCode.BROUGHT_CHECK_WRONG,
        spoilt(5, brought_code="11024-22F2345/2506-A"),
        spoilt(5, brought_code="11024-22F2345/2506-T"),
    ),
    Case(RuleCode.BROUGHT_DIFFERS, spoilt(5, brought_code=house(7).code), spoilt(5, brought_code=house(5).code)),
    Case(
        RuleCode.BROUGHT_OLD_HEAD,
        spoilt(5, brought_code=f"11500{house(5).code[5:]}"),
        spoilt(5, brought_code=house(5).code),
    ),
    Case(
        RuleCode.BROUGHT_REPEATED,
        commune(replace(house(5), brought_code=house(5).code), replace(house(7), brought_code=house(5).code)),
        commune(replace(house(5), brought_code=house(5).code), replace(house(7), brought_code=house(7).code)),
    ),
    Case(
        RuleCode.CERT_STALE,
        spoilt(5, certification=Certification(date(2026, 1, 1), changed_since=True)),
        spoilt(5, certification=Certification(date(2022, 1, 1))),
    ),
    Case(RuleCode.CERT_STALE, spoilt(5, certification=Certification(date(2020, 1, 1)))),
    Case(RuleCode.CERT_WITHOUT_CODE, spoilt(5, code=""), spoilt(5, code="", status=DRAFT)),
    Case(
        RuleCode.CERT_ROUGH_POINT,
        spoilt(5, accuracy=Accuracy.INTERPOLATED),
        spoilt(5, accuracy=Accuracy.INTERPOLATED, status=DRAFT),
    ),
    Case(RuleCode.PARCEL_NO_HOUSEHOLD, commune(without=("h5",)), spoilt(7, parcels=(key_of(5), key_of(7)))),
    Case(RuleCode.PARCEL_OUTSIDE_COMMUNE, commune(outline=outline(half_m=100.0)), commune(outline=outline())),
    Case(
        RuleCode.PARCEL_COVERS_OTHER,
        commune(parcels=(*PARCELS, replace(parcel(5, size_m=9.0), key=ParcelKey(CODE, "9", "9")))),
        commune(parcels=(*PARCELS[:-1], replace(PARCELS[-1]))),
    ),
    Case(
        RuleCode.PARCEL_TINY,
        commune(parcels=(*(one for one in PARCELS if one.key != key_of(5)), parcel(5, size_m=1.0))),
        commune(parcels=(*(one for one in PARCELS if one.key != key_of(5)), parcel(5, size_m=2.0))),
    ),
    Case(RuleCode.PARCEL_CROWDED, commune(*MANY), commune(*MANY[:11])),
    Case(RuleCode.OUTLINE_MISSING, commune(outline=None)),
    Case(RuleCode.OUTLINE_APPROXIMATE, commune(outline=outline(approximate=True)), commune(outline=outline())),
    Case(RuleCode.PARCELS_MISSING, commune(parcels=())),
    Case(RuleCode.BUILDINGS_MISSING, commune(buildings=())),
    Case(RuleCode.STREETS_MISSING, commune(streets=())),
    Case(RuleCode.LAND_USE_MISSING, commune(parcels=(*PARCELS[:-1], replace(PARCELS[-1], land_use="")))),
    Case(RuleCode.REFERENCE_MISSING, commune(reference=None)),
    Case(
        RuleCode.REFERENCE_STALE,
        commune(reference=reference(21, date(2024, 1, 1))),
        commune(reference=reference(21, date(2025, 1, 1))),
    ),
    Case(RuleCode.REFERENCE_SHORT, commune(reference=reference(30)), commune(reference=reference(22))),
    Case(RuleCode.REFERENCE_EXCEEDED, commune(reference=reference(10)), commune(reference=reference(20))),
)

__all__ = ["CASES", "SOUND", "TODAY", "Case", "building"]
