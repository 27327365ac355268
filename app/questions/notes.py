"""Delivery notes around an address: invented numbers, forms of address and landmarks, never a real person's."""

from random import Random

_BEFORE = (
    "Người nhận: {who}, ",
    "{who} - {phone} - ",
    "{who}, {phone}, ",
    "Giao đến: ",
    "Địa chỉ: ",
    "ĐC: ",
    "{phone}, ",
    "Gửi {who}: ",
)
_AFTER = (
    ", gọi trước khi giao",
    " (giao giờ hành chính)",
    ", giao giờ hành chính",
    " - {phone}",
    ", sđt {phone}",
    ", ĐT: {phone}",
    ", {landmark}",
    " ({landmark})",
    ", hàng dễ vỡ",
    " - ship cod",
    ", cho xem hàng",
    ", {who} {phone}",
    ", gặp bảo vệ",
    ", gọi {who} trước khi đến",
)
_WHO = ("chị Hoa", "anh Nam", "cô Lan", "chú Tuấn", "a Minh", "c Hương", "anh Nguyễn Văn A", "chị Trần Thị B")
_LANDMARKS = (
    "gần chợ",
    "đối diện trường mầm non",
    "cạnh hiệu thuốc",
    "gần cây xăng",
    "sau lưng bưu điện",
    "cạnh quán cà phê",
    "đối diện nhà văn hóa",
)


def with_notes(text: str, rng: Random) -> str:
    """The text with a note before it, after it, or both."""
    side = rng.random()
    before = _filled(rng.choice(_BEFORE), rng) if side < 0.5 else ""
    after = _filled(rng.choice(_AFTER), rng) if side > 0.3 else ""
    return f"{before}{text}{after}"


def _filled(note: str, rng: Random) -> str:
    return note.format(who=rng.choice(_WHO), phone=_phone(rng), landmark=rng.choice(_LANDMARKS))


def _phone(rng: Random) -> str:
    """An invented mobile number of ten digits, in one of the usual groupings."""
    middle, tail = f"0{rng.randint(0, 99):02d}", f"{rng.randint(0, 999):03d}"
    return rng.choice(("0900 {} {}", "0900{}{}", "0900.{}.{}", "+84 900 {} {}")).format(middle, tail)
