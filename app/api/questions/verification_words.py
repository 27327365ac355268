"""The reasons of a verification in words, and what its caller should do next."""

from typing import Final

from geocoding.match.answer import NextAction
from postcode.agreement import Reason
from postcode.words import Words

REASONS: Final = {
    Reason.SAME_HOUSEHOLD: Words("Mã này là của địa chỉ này.", "The code belongs to this address."),
    Reason.CODE_MALFORMED: Words("Không đọc được mã.", "The code cannot be read."),
    Reason.CHECK_WRONG: Words(
        "Ký tự kiểm tra không khớp: mã bị viết sai ít nhất một ký tự.",
        "The check symbol does not fit: at least one symbol of the code is wrong.",
    ),
    Reason.CODE_NOT_ISSUED: Words("Mã này chưa được cấp cho hộ nào.", "No household has this code."),
    Reason.CODE_SLIP: Words(
        "Mã bị viết sai; địa chỉ này có một mã gần giống.", "The code has a slip; the address has a code much like it."
    ),
    Reason.HEAD_WRONG: Words(
        "Phần sau của mã là của địa chỉ này, nhưng 5 chữ số đầu thì không.",
        "The code belongs to this address but for its first five digits.",
    ),
    Reason.ADDRESS_UNKNOWN: Words("Không tìm thấy địa chỉ này.", "The address was not found."),
    Reason.ADDRESS_AMBIGUOUS: Words(
        "Địa chỉ này có thể là của nhiều hộ; cần viết rõ hơn.", "The address may mean several households; say more."
    ),
    Reason.ADDRESS_INCOMPLETE: Words(
        "Địa chỉ chưa đủ để chỉ một hộ; cần viết thêm.", "The address does not reach a household yet; add to it."
    ),
    Reason.OTHER_FLAT: Words("Cùng số nhà, nhưng là căn hộ khác.", "The same house, but another flat."),
    Reason.SAME_PARCEL: Words("Cùng thửa đất, nhưng là hộ khác.", "The same parcel, but another household."),
    Reason.OTHER_NUMBER: Words("Cùng đường, ngõ, nhưng là số nhà khác.", "The same alley, but another number."),
    Reason.OTHER_COMMUNE: Words(
        "Cùng số nhà và tên đường, nhưng ở xã, phường khác.", "The same number and street, but in another commune."
    ),
    Reason.OTHER_ALLEY: Words("Cùng đường, nhưng ở ngõ khác.", "The same street, but another alley."),
    Reason.ELSEWHERE: Words("Mã này là của một địa chỉ khác.", "The code belongs to another address."),
}

NEXT_ACTIONS: Final = {
    Reason.SAME_HOUSEHOLD: NextAction.ACCEPT,
    Reason.ADDRESS_AMBIGUOUS: NextAction.CHOOSE,
    Reason.ADDRESS_INCOMPLETE: NextAction.COMPLETE,
}


def next_action(reason: Reason) -> NextAction:
    """What the caller should do: for any reason not listed, correct the code or the address."""
    return NEXT_ACTIONS.get(reason, NextAction.CORRECT)
