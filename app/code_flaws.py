"""What is wrong with a text that is no code, in words: the same over HTTP and on the command line."""

from collections.abc import Mapping
from typing import Final

from postcode.errors import Flaw
from postcode.words import Words

FLAWS: Final[Mapping[Flaw, Words]] = {
    Flaw.EMPTY: Words("chưa có ký tự nào", "there is nothing in it"),
    Flaw.LENGTH: Words("cần đúng 12 ký tự trước dấu /", "needs exactly 12 symbols before the /"),
    Flaw.HEAD: Words("5 ký tự đầu phải là chữ số", "the first five symbols must be digits"),
    Flaw.SUFFIX: Words(
        "7 ký tự sau chỉ gồm 23456789CFGHJMPQRVWX", "the next seven symbols are of 23456789CFGHJMPQRVWX"
    ),
    Flaw.UNIT: Words("phần sau dấu / không đúng dạng số căn hộ", "what follows the / is no unit"),
    Flaw.CHECK: Words("ký tự kiểm tra không thuộc bảng chữ của mã", "the check symbol is not of the code's alphabet"),
}
