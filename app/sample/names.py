"""Names of streets, estates and hamlets: well known ones, put on invented geometry."""

from collections.abc import Iterator
from itertools import count

from app.sample.character import Character

StreetName = tuple[str, str]
"""Kind word and name."""


def _streets(kind: str, names: str) -> tuple[StreetName, ...]:
    return tuple((kind, name.strip()) for name in names.split(","))


SHARED_STREET: StreetName = ("Đại lộ", "Thăng Long")
"""It runs through the new town and the rural commune of the sample alike."""

OLD_QUARTER_STREETS = _streets(
    "Phố",
    "Hàng Đào, Hàng Ngang, Hàng Bạc, Quang Trung, Hàng Gai, Hàng Bông, Lê Duẩn, Hàng Trống, Hàng Mã, Hàng Buồm,"
    "Hàng Đường, Hàng Bồ,"
    "Hàng Quạt, Hàng Nón, Hàng Thiếc, Hàng Cân, Hàng Vải, Hàng Lược, Hàng Cót, Hàng Khoai, Hàng Chiếu, Hàng Giầy,"
    "Hàng Bè, Hàng Mắm, Hàng Hành, Hàng Điếu, Hàng Gà, Hàng Phèn, Hàng Rươi, Hàng Đồng, Hàng Muối, Hàng Thùng,"
    "Lãn Ông, Mã Mây, Tạ Hiện, Lương Ngọc Quyến, Bát Đàn, Bát Sứ, Thuốc Bắc, Lương Văn Can, Đinh Liệt, Cầu Gỗ,"
    "Gia Ngư, Nguyễn Hữu Huân, Chả Cá, Lý Quốc Sư, Nhà Thờ, Ấu Triệu, Đồng Xuân, Lò Rèn, Nguyễn Siêu, Đào Duy Từ,"
    "Cầu Đông, Ô Quan Chưởng, Nguyễn Thiện Thuật, Trần Nhật Duật, Phùng Hưng, Bảo Khánh,"
    "Yên Thái, Đông Thái, Nhà Hỏa, Hà Trung, Tố Tịch, Lê Thái Tổ, Đinh Tiên Hoàng",
)
DEEP_ALLEY_STREETS = (
    *_streets("Đường", "Xã Đàn, Đê La Thành, Giải Phóng, Lê Duẩn, Trường Chinh, Tôn Thất Tùng"),
    *_streets("Phố", "Phạm Ngọc Thạch, Chùa Bộc, Đông Tác, Lương Định Của, Hoàng Tích Trí, Đặng Văn Ngữ, Phương Mai"),
    *_streets("Phố", "Đào Duy Anh, Hồ Đắc Di, Nam Đồng, Trung Liệt, Khương Thượng, Kim Hoa, Hồ Ba Mẫu, Vĩnh Hồ"),
    *_streets("Phố", "Nguyễn Lương Bằng, Tây Sơn, Thái Hà, Đặng Tiến Đông, Yên Lãng, Láng Hạ, Hào Nam, Khâm Thiên"),
)
NEW_TOWN_STREETS = (
    SHARED_STREET,
    *_streets("Đường", "Tây Mỗ, Đại Mỗ, Lê Trọng Tấn, Hữu Hưng, Sa Đôi, Quang Tiến, Xuân Phương, Miêu Nha"),
    *_streets("Phố", "Cầu Cốc, Tu Hoàng, Ngọc Trục, Vạn Phúc, Trung Văn, Đại Linh, Phùng Khoang, Mễ Trì, Tố Hữu"),
    *_streets("Đường", "Lê Quang Đạo, Châu Văn Liêm, Đồng Me, Đỗ Đức Dục, Dương Đình Nghệ, Nguyễn Xiển"),
)
RURAL_STREETS = (
    SHARED_STREET,
    *_streets("Đường", "Quang Trung, Bắc Sơn, Chùa Thầy, Sài Sơn, Phượng Cách, Thạch Thán, Ngọc Mỹ"),
    *_streets("Đường", "Đồng Quang, Tân Phú, Cộng Hòa, Đại Thành, Hoàng Xá, Đình Tổ, Du Nghệ, Nghĩa Hương"),
)
STREETS = {
    Character.OLD_QUARTER: OLD_QUARTER_STREETS,
    Character.DEEP_ALLEYS: DEEP_ALLEY_STREETS,
    Character.NEW_TOWN: NEW_TOWN_STREETS,
    Character.RURAL: RURAL_STREETS,
}

HAMLETS = (
    "Ngọc Than, Đa Phúc, Thụy Khuê, Khánh Tân, Sài Khê, Năm Trại, Phúc Đức, Đồng Bụt, Ngọc Bài, Yên Nội, Tân Hòa,"
    "Đình Tổ, Du Nghệ, Hoàng Xá, Ngô Sài, Phú Mỹ, Thạch Thán, Thượng, Trung, Hạ, Đông, Đoài, Nam, Bắc, Chợ, Chùa,"
    "Đình, Giếng, Vườn Chè, Cổ Điển, Đại Bái, Mậu Lương, Yên Sơn, Đồng Lư, Dương Cốc, Trại Mới, Cầu Đất, Bãi Dài"
)
HAMLET_NAMES = tuple(name.strip() for name in HAMLETS.split(","))
NUMBERED_HAMLETS = ("Xóm", "Đội", "Cụm")

ESTATE_SIDES = ("", "Nam", "Bắc", "Đông", "Tây", "Thượng", "Hạ", "Trung")
TOWER_LETTERS = ("CT", "HH", "S", "R", "N", "GS", "A", "V", "T", "P", "OCT", "NO")
COLLECTIVE_LETTERS = ("B", "E", "C", "D", "K", "H", "G", "M", "I", "L", "Q", "X")


def street_names(character: Character) -> Iterator[StreetName]:
    """Names without end and without repetition: after the list comes "Xã Đàn 2", as the city does it."""
    for round_number in count(1):
        for kind, name in STREETS[character]:
            yield kind, name if round_number == 1 else f"{name} {round_number}"


def hamlet_names() -> Iterator[str]:
    """Names of villages without end; no name comes twice."""
    for round_number in count(1):
        for name in HAMLET_NAMES:
            yield f"Thôn {name}" if round_number == 1 else f"Thôn {name} {round_number}"


def hamlet_numbers() -> Iterator[str]:
    """Hamlets that have a number for a name, without end; no number comes twice, whatever the word before it."""
    for number in count(1):
        yield f"{NUMBERED_HAMLETS[number % len(NUMBERED_HAMLETS)]} {number}"


def estate_names(commune: str, *, collective: bool) -> Iterator[tuple[str, str]]:
    """Names of estates and the letters of their buildings, without end and without repetition."""
    kind = "Khu tập thể" if collective else "Khu đô thị"
    letters = COLLECTIVE_LETTERS if collective else TOWER_LETTERS
    for number in count():
        again, nth = divmod(number, len(ESTATE_SIDES))
        repeated, letter = divmod(number, len(letters))
        name = f"{kind} {ESTATE_SIDES[nth]} {commune}".replace("  ", " ")
        yield (name if again == 0 else f"{name} {again + 1}"), letters[letter] * (1 + repeated)
