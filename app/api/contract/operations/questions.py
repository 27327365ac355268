"""Questions about addresses, codes, places and land."""

from collections.abc import Mapping
from typing import Final

from app.api.contract.operations.operation import CODE, POINT, Operation
from app.problem_kinds import callers, codes, requests
from postcode.words import Words

QUESTIONS: Final[Mapping[str, Operation]] = {
    "resolve": Operation(
        Words("Tìm địa chỉ", "Resolve an address"),
        "Một địa chỉ, viết thành câu `q` hoặc từng phần, nghĩa là gì: khớp, nhiều khả năng, một phần hay không có; và "
        "nên làm gì tiếp.",
        (requests.QUESTION_DOUBLED,),
    ),
    "reverse": Operation(
        Words("Ở điểm này là hộ nào", "What is at a point"),
        "Thửa đất tại điểm và các hộ trên thửa; nếu không có thì hộ gần nhất trong khoảng cách nêu rõ.",
        POINT,
    ),
    "suggest": Operation(
        Words("Gợi ý khi gõ", "Suggest while typing"),
        "Đường, ngõ, tòa nhà, khu, thôn và xã phường mà chữ đang gõ bắt đầu; số nhà chỉ liệt kê cho người có quyền xem "
        "danh sách, với người khác số được lặp lại như đã gõ.",
        (requests.COMMUNE_UNKNOWN,),
    ),
    "getCode": Operation(
        Words("Mã này của hộ nào", "Whose code it is"),
        'Hộ mang mã, viết kiểu nào cũng được; căn hộ sau dấu gạch chéo ("…/2506"), ký tự kiểm tra sau gạch nối.',
        (*CODE, codes.CODE_NOT_ISSUED, codes.CODE_CHECK_FAILED, requests.NOT_FOUND),
    ),
    "verify": Operation(
        Words("Mã có đúng địa chỉ không", "Whether a code fits an address"),
        "Mã có thuộc địa chỉ không: có, một phần hay không, và vì sao.",
        CODE,
    ),
    "listCommunes": Operation(
        Words("Các xã, phường", "List the communes"), "Mọi xã, phường hiện nay theo mã, mỗi nơi là điểm trung tâm."
    ),
    "getCommune": Operation(
        Words("Một xã, phường", "One commune"),
        "Một xã, phường hiện nay cùng ranh giới.",
        (requests.COMMUNE_UNKNOWN,),
    ),
    "findParcels": Operation(
        Words("Thửa đất và các hộ trên thửa", "Parcels and their households"),
        'Theo tờ và thửa, theo câu "tờ 12 thửa 34", hoặc các thửa của hộ mang một mã. "12/34" là tờ 12, thửa 34. Không '
        "có thì danh sách rỗng.",
        (requests.PARCEL_UNNAMED, *CODE, codes.CODE_NOT_ISSUED, callers.OUTSIDE_COMMUNE),
    ),
    "listStreets": Operation(
        Words("Các đường của một xã, phường", "Streets of a commune"),
        "Các đường có hộ; tên rỗng là các hộ không theo đường.",
        (requests.COMMUNE_UNKNOWN, callers.OUTSIDE_COMMUNE),
    ),
    "listHouses": Operation(
        Words("Ngõ và nhà của một đường", "Alleys and houses of a street"),
        "Các ngõ bắt đầu từ đường hay ngõ này, và từng trang các hộ nằm ngay trên đó.",
        (requests.COMMUNE_UNKNOWN, callers.OUTSIDE_COMMUNE),
    ),
    "getCodeHistory": Operation(
        Words("Lịch sử một mã", "History of a code"),
        "Cấp khi nào, hết hiệu lực vì sao, mã nào thay; cửa hàng chỉ biết mã thay thế.",
        (*CODE, codes.CODE_NOT_ISSUED, codes.CODE_CHECK_FAILED, requests.NOT_FOUND),
    ),
    "findServicePoints": Operation(
        Words("Điểm phục vụ bưu chính gần nhất", "The nearest postal service points"),
        "Từ hộ mang mã hoặc từ một điểm; khoảng cách tính theo đường chim bay, không phải đường đi bộ.",
        (requests.PLACE_UNNAMED, *CODE, *POINT),
    ),
    "getIdentifier": Operation(
        Words("Mã định danh quốc gia", "A national identifier"),
        "Hộ mang mã địa chỉ số hoặc mã định danh nhà, hay thửa đất có mã GeoHash; as_of hỏi của một ngày.",
        (codes.IDENTIFIER_MALFORMED, codes.IDENTIFIER_UNKNOWN, callers.OUTSIDE_COMMUNE),
    ),
    "live": Operation(Words("Tiến trình còn sống", "Liveness"), "Tiến trình có trả lời không."),
    "ready": Operation(
        Words("Sẵn sàng phục vụ", "Readiness"),
        "Phiên bản dữ liệu nào đang trả lời và có bao nhiêu; chưa công bố thì báo lỗi.",
    ),
}
