"""What cannot be read off a route: its words in both languages, and the problems its own work can end with.

The English description of an operation is the docstring of its route. A test names an operation without an entry.
"""

from collections.abc import Mapping
from typing import Final

from app.api.contract.operations.feeds import FEEDS
from app.api.contract.operations.layers import LAYERS
from app.api.contract.operations.operation import Operation
from app.api.contract.operations.questions import QUESTIONS
from app.api.contract.operations.register import REGISTER
from postcode.words import Words

__all__ = ["OPERATIONS", "TAGS", "Operation"]

TAGS: Final[Mapping[str, Words]] = {
    "questions": Words("Hỏi địa chỉ và vị trí.", "Questions about addresses and places."),
    "codes": Words("Mã Vpostcode: của hộ nào, có khớp địa chỉ không.", "Codes: whose they are, and whether they fit."),
    "communes": Words("Các xã, phường hiện nay và mã bưu chính.", "The communes of today and their postcodes."),
    "session": Words("Đăng nhập bằng tài khoản.", "Signing in with an account."),
    "coverage": Words("Độ phủ mã theo xã, phường và cách đo.", "Coverage by commune, and how it is measured."),
    "findings": Words("Danh sách việc cần xử lý.", "The worklist: what has to be looked into."),
    "register": Words(
        "Xem và sửa sổ địa chỉ, hai người cùng chịu trách nhiệm.", "The register, changed by two people."
    ),
    "batches": Words("Tra cứu cả tệp.", "Files of questions."),
    "changes": Words("Theo dõi thay đổi của hộ và mã.", "Following what becomes of households and codes."),
    "webhooks": Words("Tự báo thay đổi tới địa chỉ của bạn.", "Being told of changes at an address of one's own."),
    "reports": Words("Người dân báo sai, theo dõi bằng biên nhận.", "Reports of what is wrong, with a receipt."),
    "paper": Words("Giấy xác nhận, biển số, danh sách thực địa.", "Certificates, plates and walking lists."),
    "tiles": Words("Ô bản đồ vector từ dữ liệu của chúng tôi.", "Vector tiles of our own data."),
    "exports": Words("Tệp xuất các lớp dữ liệu đã công bố.", "The published layers as files."),
    "lookups": Words("Từ thửa đất ra hộ và ngược lại, từ đường vào ngõ.", "From land to households and back."),
    "health": Words("Tình trạng dịch vụ, cho máy giám sát.", "State of the service, for monitoring."),
}
"""What the groups of operations are about."""

OPERATIONS: Final[Mapping[str, Operation]] = {**QUESTIONS, **REGISTER, **FEEDS, **LAYERS}
"""All operations by their id."""
