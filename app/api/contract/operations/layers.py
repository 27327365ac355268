"""Paper, map tiles and exported layers."""

from collections.abc import Mapping
from typing import Final

from app.api.contract.operations.operation import HOUSEHOLD, Operation
from app.problem_kinds import callers, codes, files, requests
from postcode.words import Words

LAYERS: Final[Mapping[str, Operation]] = {
    "getCertificate": Operation(
        Words("Giấy xác nhận mã", "Certificate of a code"),
        "Địa chỉ, mã kèm ký tự kiểm tra và mã QR, thửa đất, phiên bản dữ liệu; không có tên người.",
        (*HOUSEHOLD, requests.COMMUNE_UNKNOWN, codes.HOUSEHOLD_WITHOUT_CODE),
    ),
    "printPlates": Operation(
        Words("In biển số nhà", "Print plates"),
        "Biển số kèm mã QR cho một xã phường, một đường phố hoặc một số hộ, theo thứ tự đi.",
        (*HOUSEHOLD, requests.COMMUNE_UNKNOWN, codes.TOO_MANY_PLATES),
    ),
    "getWalk": Operation(
        Words("Danh sách thực địa", "Walking list"),
        "Từng đường phố, từng ngõ, bên trái bên phải, có ô đánh dấu.",
        (callers.OUTSIDE_COMMUNE, requests.COMMUNE_UNKNOWN),
    ),
    "getCommuneTile": Operation(
        Words("Ô bản đồ xã, phường", "Tile of communes"),
        "Ranh giới xã, phường với tỷ lệ hộ có mã đã chứng nhận.",
        (requests.TILE_INVALID,),
    ),
    "getParcelTile": Operation(
        Words("Ô bản đồ thửa đất", "Tile of parcels"),
        "Thửa đất trong địa bàn của người gọi, từ mức 16.",
        (requests.TILE_INVALID,),
    ),
    "getHouseholdTile": Operation(
        Words("Ô bản đồ hộ", "Tile of households"),
        "Các hộ trong địa bàn của người gọi, từ mức 16.",
        (requests.TILE_INVALID,),
    ),
    "getFindingTile": Operation(
        Words("Ô bản đồ việc cần xử lý", "Tile of findings"),
        "Việc còn mở trong địa bàn của người gọi: gộp lại, từ mức 16 từng việc một.",
        (requests.TILE_INVALID,),
    ),
    "listExports": Operation(
        Words("Các tệp xuất", "List exports"),
        "Các tệp tải được, mới nhất trước, mỗi tệp có mã băm, nguồn và các trường; cán bộ thấy tệp của địa bàn mình.",
    ),
    "getExport": Operation(
        Words("Tải một tệp xuất", "Download an export"),
        "Một tệp; có thể tải từng phần, mã băm SHA-256 ở Repr-Digest.",
        (files.EXPORT_UNKNOWN,),
    ),
}
