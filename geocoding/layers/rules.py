"""Why a row is refused or put aside: stable codes, with a text for people in Vietnamese and in English."""

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """The rule an input row broke; the values are stable, reports and scripts rely on them."""

    ROW_MALFORMED = "row-malformed"
    SHAPE_NOT_FINITE = "shape-not-finite"
    SHAPE_TOO_LARGE = "shape-too-large"
    SHAPE_INCOMPLETE = "shape-incomplete"

    COMMUNE_UNKNOWN = "commune-unknown"
    COMMUNE_DUPLICATE = "commune-duplicate"
    COMMUNE_INVALID_SHAPE = "commune-invalid-shape"
    COMMUNE_OUTSIDE_CITY = "commune-outside-city"

    PARCEL_WITHOUT_KEY = "parcel-without-key"
    PARCEL_DUPLICATE = "parcel-duplicate"
    PARCEL_INVALID_SHAPE = "parcel-invalid-shape"
    PARCEL_OUTSIDE_CITY = "parcel-outside-city"
    PARCEL_COMMUNE_UNKNOWN = "parcel-commune-unknown"

    BUILDING_DUPLICATE = "building-duplicate"
    BUILDING_INVALID_SHAPE = "building-invalid-shape"
    BUILDING_OUTSIDE_CITY = "building-outside-city"

    STREET_WITHOUT_NAME = "street-without-name"
    STREET_IS_ADDRESS = "street-is-address"
    STREET_DUPLICATE = "street-duplicate"
    STREET_INVALID_SHAPE = "street-invalid-shape"
    STREET_OUTSIDE_CITY = "street-outside-city"
    STREET_COMMUNE_UNKNOWN = "street-commune-unknown"

    HOUSEHOLD_DUPLICATE_ID = "household-duplicate-id"
    HOUSEHOLD_REPEATED = "household-repeated"
    HOUSEHOLD_BAD_NUMBER = "household-bad-number"
    HOUSEHOLD_BAD_HOUSE_NUMBER = "household-bad-house-number"
    HOUSEHOLD_COMMUNE_UNKNOWN = "household-commune-unknown"
    HOUSEHOLD_PARCEL_UNKNOWN = "household-parcel-unknown"
    HOUSEHOLD_WITHOUT_ADDRESS = "household-without-address"
    HOUSEHOLD_WITHOUT_STREET = "household-without-street"
    HOUSEHOLD_UNLOCATED = "household-unlocated"
    HOUSEHOLD_OUTSIDE_CITY = "household-outside-city"
    HOUSEHOLD_SEVERAL_PLACES = "household-several-places"

    COUNT_COMMUNE_UNKNOWN = "count-commune-unknown"
    COUNT_BAD_NUMBER = "count-bad-number"
    COUNT_BAD_DAY = "count-bad-day"
    COUNT_DUPLICATE = "count-duplicate"
    CERTIFICATION_BAD_DAY = "certification-bad-day"
    CERTIFICATION_DUPLICATE = "certification-duplicate"
    CERTIFICATION_HOUSEHOLD_UNKNOWN = "certification-household-unknown"

    IDENTIFIER_HOUSEHOLD_UNKNOWN = "identifier-household-unknown"
    IDENTIFIER_DIGITAL_ADDRESS_MALFORMED = "identifier-digital-address-malformed"
    IDENTIFIER_PROPERTY_CODE_MALFORMED = "identifier-property-code-malformed"
    IDENTIFIER_BAD_DAY = "identifier-bad-day"
    IDENTIFIER_DUPLICATE = "identifier-duplicate"
    IDENTIFIER_TAKEN = "identifier-taken"
    IDENTIFIER_OUT_OF_ORDER = "identifier-out-of-order"

    SERVICE_POINT_WITHOUT_NAME = "service-point-without-name"
    SERVICE_POINT_KIND_UNKNOWN = "service-point-kind-unknown"
    SERVICE_POINT_UNLOCATED = "service-point-unlocated"
    SERVICE_POINT_OUTSIDE_CITY = "service-point-outside-city"
    SERVICE_POINT_DUPLICATE = "service-point-duplicate"


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a rule says to a person."""

    vi: str
    en: str


RULE_TEXTS: dict[Rule, RuleText] = {
    Rule.ROW_MALFORMED: RuleText("Dòng có số cột khác dòng tiêu đề", "The row has more or fewer cells than the header"),
    Rule.SHAPE_NOT_FINITE: RuleText("Tọa độ là NaN hoặc vô cực", "A coordinate is NaN or infinite"),
    Rule.SHAPE_TOO_LARGE: RuleText("Hình có quá nhiều đỉnh", "The shape has too many vertices"),
    Rule.SHAPE_INCOMPLETE: RuleText("Hình thiếu phần nằm ngoài tệp", "Parts of the shape lie outside the file"),
    Rule.COMMUNE_UNKNOWN: RuleText("Mã xã, phường không có vào ngày này", "No commune has this code on that day"),
    Rule.COMMUNE_DUPLICATE: RuleText("Xã, phường đã có ở dòng trước", "The commune was given by an earlier row"),
    Rule.COMMUNE_INVALID_SHAPE: RuleText("Ranh giới không hợp lệ", "The outline is missing or invalid"),
    Rule.COMMUNE_OUTSIDE_CITY: RuleText("Ranh giới nằm ngoài Hà Nội", "The outline lies outside Hanoi"),
    Rule.PARCEL_WITHOUT_KEY: RuleText("Thiếu số tờ hoặc số thửa", "The map sheet or the parcel number is missing"),
    Rule.PARCEL_DUPLICATE: RuleText("Thửa đất đã có ở dòng trước", "The parcel was given by an earlier row"),
    Rule.PARCEL_INVALID_SHAPE: RuleText("Hình thửa đất không hợp lệ", "The parcel's shape is missing or invalid"),
    Rule.PARCEL_OUTSIDE_CITY: RuleText("Thửa đất nằm ngoài Hà Nội", "The parcel lies outside the city"),
    Rule.PARCEL_COMMUNE_UNKNOWN: RuleText("Mã xã, phường của thửa không có", "The parcel's commune code is unknown"),
    Rule.BUILDING_DUPLICATE: RuleText("Nhà đã có ở dòng trước", "The building was given by an earlier row"),
    Rule.BUILDING_INVALID_SHAPE: RuleText("Hình nhà không hợp lệ", "The building's shape is missing or invalid"),
    Rule.BUILDING_OUTSIDE_CITY: RuleText("Nhà nằm ngoài Hà Nội", "The building lies outside the city"),
    Rule.STREET_WITHOUT_NAME: RuleText("Thiếu tên đường, phố", "The street has no name"),
    Rule.STREET_IS_ADDRESS: RuleText("Tên đường là một địa chỉ", "The street's name is an address"),
    Rule.STREET_DUPLICATE: RuleText("Đường, phố đã có ở dòng trước", "The street was given by an earlier row"),
    Rule.STREET_INVALID_SHAPE: RuleText("Hình đường, phố không hợp lệ", "The street's shape is empty"),
    Rule.STREET_OUTSIDE_CITY: RuleText("Đường, phố nằm ngoài Hà Nội", "The street lies outside the city"),
    Rule.STREET_COMMUNE_UNKNOWN: RuleText("Xã, phường của đường không có", "The street's commune is unknown"),
    Rule.HOUSEHOLD_DUPLICATE_ID: RuleText("Mã hộ đã có ở dòng trước", "The household id was given by an earlier row"),
    Rule.HOUSEHOLD_REPEATED: RuleText(
        "Cùng nhà, cùng địa chỉ với một hộ khác", "Same building and same address as another household"
    ),
    Rule.HOUSEHOLD_BAD_NUMBER: RuleText("Kinh độ, vĩ độ không phải là số", "The longitude or latitude is not a number"),
    Rule.HOUSEHOLD_BAD_HOUSE_NUMBER: RuleText("Số nhà không có chữ số", "The house number has no digit"),
    Rule.HOUSEHOLD_COMMUNE_UNKNOWN: RuleText("Mã xã, phường không có", "The commune code is unknown"),
    Rule.HOUSEHOLD_PARCEL_UNKNOWN: RuleText("Không có thửa đất này", "There is no such parcel"),
    Rule.HOUSEHOLD_WITHOUT_ADDRESS: RuleText(
        "Không có số nhà, thôn, tòa nhà, khu đô thị hay căn hộ", "No number, hamlet, building, estate or flat is given"
    ),
    Rule.HOUSEHOLD_WITHOUT_STREET: RuleText(
        "Số nhà không kèm đường, thôn, khu hay tòa nhà", "A house number without street, hamlet, estate or building"
    ),
    Rule.HOUSEHOLD_UNLOCATED: RuleText(
        "Không có thửa đất, tọa độ hay địa chỉ định vị được", "Neither parcel nor point nor a text that can be located"
    ),
    Rule.HOUSEHOLD_OUTSIDE_CITY: RuleText("Vị trí nằm ngoài Hà Nội", "The position lies outside every commune"),
    Rule.COUNT_COMMUNE_UNKNOWN: RuleText("Mã xã, phường không có", "No commune of today has this code"),
    Rule.COUNT_BAD_NUMBER: RuleText("Số hộ không phải số nguyên", "The count is not a whole number"),
    Rule.COUNT_BAD_DAY: RuleText("Ngày số liệu không hợp lệ", "The day of the count is missing, invalid or to come"),
    Rule.COUNT_DUPLICATE: RuleText("Số liệu đã có ở dòng trước", "The count was given by an earlier row"),
    Rule.CERTIFICATION_BAD_DAY: RuleText(
        "Ngày chứng nhận không hợp lệ", "The day of certification is missing, invalid or to come"
    ),
    Rule.CERTIFICATION_DUPLICATE: RuleText("Hộ đã có ở dòng trước", "The household was given by an earlier row"),
    Rule.CERTIFICATION_HOUSEHOLD_UNKNOWN: RuleText("Không có hộ mang mã này", "No household has this id"),
    Rule.IDENTIFIER_HOUSEHOLD_UNKNOWN: RuleText("Không có hộ mang mã này", "No household has this id"),
    Rule.IDENTIFIER_DIGITAL_ADDRESS_MALFORMED: RuleText(
        "Mã địa chỉ số phải gồm đúng 10 chữ số", "A digital address is exactly ten digits"
    ),
    Rule.IDENTIFIER_PROPERTY_CODE_MALFORMED: RuleText(
        "Mã định danh nhà dài tối đa 40 chữ, số", "A property code is at most 40 letters and digits"
    ),
    Rule.IDENTIFIER_BAD_DAY: RuleText(
        "Ngày hiệu lực không hợp lệ", "A day of validity is no day, to come, or before the first"
    ),
    Rule.IDENTIFIER_DUPLICATE: RuleText(
        "Mã hoặc hộ đã có ở dòng trước", "The value or the household was given by an earlier row"
    ),
    Rule.IDENTIFIER_TAKEN: RuleText("Mã đang thuộc hộ khác", "Another household has this value"),
    Rule.IDENTIFIER_OUT_OF_ORDER: RuleText(
        "Hộ đã có mã khác từ ngày đó hoặc sau đó", "The household has another value since that day or later"
    ),
    Rule.SERVICE_POINT_WITHOUT_NAME: RuleText("Điểm phục vụ không có tên", "The service point has no name"),
    Rule.SERVICE_POINT_KIND_UNKNOWN: RuleText("Loại điểm phục vụ không có", "The kind of service point is unknown"),
    Rule.SERVICE_POINT_UNLOCATED: RuleText("Điểm phục vụ không có tọa độ", "The service point has no usable place"),
    Rule.SERVICE_POINT_OUTSIDE_CITY: RuleText("Điểm phục vụ ngoài Hà Nội", "It lies outside every commune"),
    Rule.SERVICE_POINT_DUPLICATE: RuleText("Mã điểm đã có ở dòng trước", "The id was given by an earlier row"),
    Rule.HOUSEHOLD_SEVERAL_PLACES: RuleText("Địa chỉ có thể ở nhiều nơi", "The address could be in several places"),
}
