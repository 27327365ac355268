"""The collections, in words; `app.features.things` makes their features."""

from collections.abc import Mapping
from typing import Final

from app.access.principal import Scope
from app.features.model import Collection, Kind, Property
from app.features.systems import System
from postcode.words import Words

_COMMUNE: Final = Words("Mã xã, phường hiện nay", "Code of the commune of today")

COMMUNES: Final = Collection(
    "communes",
    Words("Xã, phường", "Communes"),
    Words(
        "Các xã, phường hiện nay cùng mã bưu chính và số mã đã cấp.",
        "The communes of today with their postcodes and how many codes they have.",
    ),
    Scope.PUBLIC,
    "MultiPolygon",
    (
        Property("code", Kind.TEXT, _COMMUNE),
        Property("name", Kind.TEXT, Words("Tên đầy đủ", "Full name")),
        Property("postcode", Kind.TEXT, Words("Mã bưu chính năm chữ số", "Postcode of five digits")),
        Property("households", Kind.COUNT, Words("Số hộ", "Households")),
        Property("codes", Kind.COUNT, Words("Số hộ có mã", "Households with a code")),
        Property("former", Kind.TEXT, Words("Gồm các đơn vị trước 1/7/2025", "Made of these units of before")),
        Property("approximate", Kind.FLAG, Words("Ranh giới gần đúng", "The outline only imitates the legal one")),
    ),
    {"code": _COMMUNE},
)

COVERAGE: Final = Collection(
    "coverage",
    Words("Độ phủ", "Coverage"),
    Words(
        "Độ phủ mã của từng xã, phường theo lần kiểm tra gần nhất; nơi dưới mười hộ không có số liệu công khai.",
        "How far coding has come in each commune by its last audit; none of fewer than ten households for the public.",
    ),
    Scope.COVERAGE,
    "MultiPolygon",
    (
        Property("code", Kind.TEXT, _COMMUNE),
        Property("name", Kind.TEXT, Words("Tên đầy đủ", "Full name")),
        Property("households", Kind.COUNT, Words("Số hộ trong sổ", "Households of the register")),
        Property("certified", Kind.COUNT, Words("Hộ có mã đã chứng nhận", "Households with a certified live code")),
        Property("share_certified", Kind.SHARE, Words("Tỷ lệ đã chứng nhận", "Share of certified households")),
        Property("reference_count", Kind.COUNT, Words("Số hộ đối chiếu", "Reference count of households")),
        Property("share_of_reference", Kind.SHARE, Words("Tỷ lệ so với đối chiếu", "Share of the reference")),
        Property("errors", Kind.COUNT, Words("Lỗi còn mở", "Open errors")),
        Property("warnings", Kind.COUNT, Words("Cảnh báo còn mở", "Open warnings")),
        Property("audited_at", Kind.TEXT, Words("Kiểm tra lúc (UTC)", "Audited at (UTC)")),
    ),
    {"code": _COMMUNE},
)

PARCELS: Final = Collection(
    "parcels",
    Words("Thửa đất", "Parcels"),
    Words("Thửa đất theo tờ bản đồ và số thửa.", "Cadastral parcels by map sheet and number."),
    Scope.LISTS,
    "MultiPolygon",
    (
        Property("commune", Kind.TEXT, _COMMUNE),
        Property("sheet", Kind.TEXT, Words("Tờ bản đồ", "Map sheet")),
        Property("number", Kind.TEXT, Words("Số thửa", "Parcel number")),
        Property("households", Kind.COUNT, Words("Số hộ trên thửa", "Households on the parcel")),
    ),
    {"commune": _COMMUNE, "sheet": Words("Tờ bản đồ", "Map sheet")},
    System.SURVEY,
)

HOUSEHOLDS: Final = Collection(
    "households",
    Words("Hộ", "Households"),
    Words(
        "Hộ với địa chỉ, mã và điểm định danh; lối vào ghi ở access_lon, access_lat.",
        "Households with address, code and identity point; where one enters stands in access_lon, access_lat.",
    ),
    Scope.LISTS,
    "Point",
    (
        Property("code", Kind.TEXT, Words("Mã Vpostcode", "The Vpostcode")),
        Property("label", Kind.TEXT, Words("Địa chỉ", "Address")),
        Property("house_number", Kind.TEXT, Words("Số nhà", "House number")),
        Property("alley_path", Kind.TEXT, Words("Ngõ từ phố vào", "Alleys from the street inwards")),
        Property("street", Kind.TEXT, Words("Đường phố", "Street")),
        Property("hamlet", Kind.TEXT, Words("Thôn, tổ", "Hamlet")),
        Property("estate", Kind.TEXT, Words("Khu đô thị, khu tập thể", "Estate")),
        Property("building", Kind.TEXT, Words("Tòa nhà", "Building")),
        Property("floor", Kind.TEXT, Words("Tầng", "Floor")),
        Property("unit", Kind.TEXT, Words("Căn hộ", "Flat")),
        Property("commune", Kind.TEXT, _COMMUNE),
        Property("former_commune", Kind.TEXT, Words("Mã xã, phường trước 1/7/2025", "Commune code of before")),
        Property("accuracy", Kind.TEXT, Words("Độ chính xác vị trí", "How the point was derived")),
        Property("parcels", Kind.TEXT, Words("Thửa đất", "Parcels: commune-sheet-number")),
        Property("access_lon", Kind.SHARE, Words("Kinh độ lối vào", "Longitude of the entrance")),
        Property("access_lat", Kind.SHARE, Words("Vĩ độ lối vào", "Latitude of the entrance")),
    ),
    {"commune": _COMMUNE, "code": Words("Mã Vpostcode, viết kiểu nào cũng được", "A Vpostcode in any spelling")},
)

SERVICE_POINTS: Final = Collection(
    "service-points",
    Words("Điểm phục vụ bưu chính", "Postal service points"),
    Words(
        "Bưu cục, điểm phục vụ, thùng thư và tủ thông minh.",
        "Post offices, agencies, mailboxes and lockers.",
    ),
    Scope.PUBLIC,
    "Point",
    (
        Property("name", Kind.TEXT, Words("Tên", "Name")),
        Property("kind", Kind.TEXT, Words("Loại", "Kind: post-office, agency, mailbox or locker")),
        Property("address", Kind.TEXT, Words("Địa chỉ", "Address")),
        Property("commune", Kind.TEXT, _COMMUNE),
        Property("external_id", Kind.TEXT, Words("Mã của nguồn", "What its source calls it")),
        Property("source", Kind.TEXT, Words("Nguồn", "Source")),
    ),
    {"commune": _COMMUNE, "kind": Words("Loại", "Kind")},
)

COLLECTIONS: Final[Mapping[str, Collection]] = {
    one.id: one for one in (COMMUNES, COVERAGE, SERVICE_POINTS, PARCELS, HOUSEHOLDS)
}
"""All collections by id, in the order in which they are told."""
