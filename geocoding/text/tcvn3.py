"""TCVN3, the one-byte code of Vietnamese Windows programs before Unicode (TCVN 5712:1993, third variant)."""

FIRST = 0xA1
"""The byte of the first letter; below it the bytes are those of ASCII."""

LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àả"
    "ãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ"
)
"""The letters from byte 0xA1 to 0xFE. Capitals with a tone that are missing were printed with a font of capitals."""

_LETTER_OF = {FIRST + place: letter for place, letter in enumerate(LETTERS)}
_UNUSED = frozenset({*range(0x80, FIRST), 0xFF})


def decode(raw: bytes) -> str:
    """The text of TCVN3 bytes; raises `UnicodeDecodeError` at a byte that stands for nothing."""
    for place, byte in enumerate(raw):
        if byte in _UNUSED:
            raise UnicodeDecodeError("tcvn3", raw, place, place + 1, "no letter of TCVN3")
    return raw.decode("latin-1").translate(_LETTER_OF)
