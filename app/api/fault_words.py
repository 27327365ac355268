"""Faults in words: what was changed, dropped or contradicted between question and answer."""

from typing import Final

from geocoding.match.answer import Fault, FaultKind
from postcode.words import Words

ELEMENTS: Final = {
    "house_number": Words("số nhà", "house number"),
    "alley_path": Words("ngõ, ngách, hẻm", "alley"),
    "street": Words("đường, phố", "street"),
    "hamlet": Words("thôn, xóm", "hamlet"),
    "estate": Words("khu đô thị, khu tập thể", "estate"),
    "building": Words("tòa nhà", "building"),
    "floor": Words("tầng", "floor"),
    "unit": Words("căn hộ", "flat"),
    "commune": Words("xã, phường", "commune"),
    "district": Words("quận, huyện cũ", "former district"),
    "code": Words("mã Vpostcode", "Vpostcode"),
    "head": Words("5 chữ số đầu của mã", "first five digits of the code"),
    "check": Words("ký tự kiểm tra", "check symbol"),
    "parcel": Words("thửa đất", "parcel"),
    "point": Words("vị trí", "position"),
    "province": Words("tỉnh, thành phố", "province"),
    "phone": Words("số điện thoại", "phone number"),
    "email": Words("địa chỉ thư điện tử", "e-mail address"),
    "label": Words("nhãn của ô nhập", "form label"),
    "instruction": Words("lời dặn giao hàng", "delivery instruction"),
    "parcel_note": Words("ghi chú về hàng", "note on the goods"),
    "recipient": Words("tên người nhận", "recipient's name"),
    "landmark": Words("mốc chỉ đường", "landmark"),
    "doubt": Words("từ ngữ cho thấy chưa chắc", "words of doubt"),
}
"""Names of the elements a fault can be about."""

ABSENT: Final = Words("không có", "none")
"""What stands for a part that one side does not have."""

SENTENCES: Final = {
    FaultKind.ADDED: Words("Đã bổ sung {element} “{answered}”.", "Added the {element} “{answered}”."),
    FaultKind.CHANGED: Words(
        "Đã hiểu {element} “{asked}” là “{answered}”.", "Read the {element} “{asked}” as “{answered}”."
    ),
    FaultKind.DROPPED: Words("Không dùng {element} “{asked}”.", "Did not use the {element} “{asked}”."),
    FaultKind.CONTRADICTED: Words(
        "{element} “{asked}” không khớp với “{answered}”.", "The {element} “{asked}” contradicts “{answered}”."
    ),
    FaultKind.NOT_FOUND: Words("Không tìm thấy {element} “{asked}”.", "Found no {element} “{asked}”."),
}


UNREPEATED: Final = Words("Đã bỏ qua {element}.", "Left out the {element}.")
"""For what was dropped and is not repeated, because it may be about a person."""


def in_words(fault: Fault) -> Words:
    """The fault as one sentence in both languages; an element without a name is named as the code names it."""
    name = ELEMENTS.get(fault.element, Words(fault.element, fault.element))
    is_unrepeated = fault.kind is FaultKind.DROPPED and not fault.asked
    sentence = UNREPEATED if is_unrepeated else SENTENCES[fault.kind]
    asked = Words(fault.asked or ABSENT.vi, fault.asked or ABSENT.en)
    answered = Words(fault.answered or ABSENT.vi, fault.answered or ABSENT.en)
    return Words(
        vi=_capitalised(sentence.vi.format(element=name.vi, asked=asked.vi, answered=answered.vi)),
        en=_capitalised(sentence.en.format(element=name.en, asked=asked.en, answered=answered.en)),
    )


def _capitalised(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
