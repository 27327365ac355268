"""What the command line says of an error: what is wrong in one line, then what to do, Vietnamese first."""

import errno
from collections.abc import Iterator
from typing import Final

from app.code_flaws import FLAWS
from app.db.errors import RegisterNotReady, RegisterUnreachable, RegisterUrlInvalid
from app.errors import AppError, CommuneUnknown, HouseholdUnknown, HouseholdWithoutCode, TooManyPlates
from geocoding.errors import (
    CommuneNotPublished,
    LayerError,
    SnapshotError,
    SnapshotMissing,
)
from postcode.code import read_stored
from postcode.errors import CodeMalformed
from postcode.spelling import STORED
from postcode.words import Words

_NO_COMMUNE: Final = Words(
    "mã xã, phường gồm 5 chữ số theo danh mục từ ngày 1/7/2025; GET /v1/communes liệt kê đủ",
    "a commune has a 5-digit code of the list since 1 July 2025; GET /v1/communes names them all",
)

ADVICE: Final[tuple[tuple[type[Exception], Words], ...]] = (
    (
        SnapshotMissing,
        Words(
            "thử ngay: vpostcode demo; dữ liệu của bạn: vpostcode init, import, assign rồi publish. "
            "Dữ liệu ở nơi khác thì đặt VPOSTCODE_HOME",
            "to try: vpostcode demo; your own layers: vpostcode init, import, assign, then publish. "
            "If they lie elsewhere, set VPOSTCODE_HOME",
        ),
    ),
    (CommuneNotPublished, _NO_COMMUNE),
    (SnapshotError, Words("công bố lại: vpostcode publish", "publish again: vpostcode publish")),
    (CommuneUnknown, _NO_COMMUNE),
    (
        HouseholdUnknown,
        Words("không có hộ nào mang mã nội bộ này (UUID trong sổ)", "no household has this id (the register's UUID)"),
    ),
    (
        HouseholdWithoutCode,
        Words(
            "hộ này chưa có mã; chạy vpostcode assign trước", "the household has no code; run vpostcode assign first"
        ),
    ),
    (
        TooManyPlates,
        Words("quá nhiều biển cho một tệp; chọn từng đường bằng --street", "too many for one file; choose a --street"),
    ),
)
"""What to do about an error; the first class that fits decides."""

_SYSTEM: Final = {
    errno.ENOSPC: Words("ổ đĩa đã đầy; dọn bớt rồi chạy lại", "the disk is full; make room and run again"),
    errno.EROFS: Words("nơi này chỉ đọc; chọn VPOSTCODE_HOME khác", "it is read-only; choose another VPOSTCODE_HOME"),
    errno.EACCES: Words(
        "không có quyền; chọn nơi khác hoặc VPOSTCODE_HOME khác",
        "permission denied; choose another place or another VPOSTCODE_HOME",
    ),
    errno.ENOENT: Words("không có tệp hoặc thư mục này; tạo thư mục trước", "there is none; create the folder first"),
    errno.EEXIST: Words("nơi này cần một thư mục, không phải tệp", "a file stands where a folder is needed"),
    errno.ENOTDIR: Words("nơi này cần một thư mục, không phải tệp", "a file stands where a folder is needed"),
    errno.EISDIR: Words("nơi này cần một tệp, không phải thư mục", "a folder stands where a file is needed"),
}
"""What to do about what the operating system refuses."""

_URL: Final = Words(
    "viết --db hoặc VPOSTCODE_DB dạng sqlite:///TỆP hoặc postgresql+psycopg://TÊN@MÁY/CSDL; bỏ trống là dùng SQLite "
    "trong VPOSTCODE_HOME",
    "write --db or VPOSTCODE_DB as sqlite:///FILE or postgresql+psycopg://NAME@HOST/DATABASE; without it, SQLite in "
    "VPOSTCODE_HOME is used",
)
_SERVER: Final = Words("kiểm tra máy chủ cơ sở dữ liệu rồi chạy lại", "see that the database server runs, then repeat")
_FILE: Final = Words(
    "xem ổ đĩa còn chỗ và tệp có quyền ghi không; hoặc chọn VPOSTCODE_HOME khác",
    "see that the disk has room and the file may be written; or choose another VPOSTCODE_HOME",
)
_PUBLISH_IT: Final = Words(
    "nhập ranh giới và các hộ của nơi đó (vpostcode import), rồi vpostcode assign và publish",
    "import its outline and households (vpostcode import), then vpostcode assign and publish",
)
_INIT: Final = Words("chạy: vpostcode init", "run: vpostcode init")


def lines_of(error: Exception) -> Iterator[str]:
    """The lines to print: what is wrong, then, where something can be done, what."""
    yield f"vpostcode: {_what(error)}"
    if (words := _advice(error)) is not None:
        yield f"→ {words.vi}\n→ {words.en}"


def _what(error: Exception) -> str:
    """The fact: never a bare word or the name of a class."""
    match error:
        case CodeMalformed():
            near = ", ".join(read_stored(code).printed() for code in error.near_misses if STORED.fullmatch(code))
            flaw = FLAWS[error.reason]
            return f"“{error.text}”: {flaw.vi} · {flaw.en}" + (f" ({near}?)" if near else "")
        case RegisterNotReady(found=""):
            return "chưa có sổ địa chỉ ở đây · there is no register here yet"
        case CommuneNotPublished():
            return f"“{error.code}”: {_not_published(error)}"
        case AppError() if (words := _listed(error)) is not None:
            return f"{words.vi} · {words.en}"
        case OSError(filename=str() as name, strerror=str() as reason):
            return f"{name}: {reason}"
        case _:
            return str(error) or type(error).__name__


def _not_published(error: CommuneNotPublished) -> Words:
    """That no published commune has the code: the commune has not been published, was named, or is none."""
    meant = ", ".join(error.meant)
    if not meant:
        return Words("không xã, phường nào hiện nay mang mã này", "no commune of today has this code")
    if error.meant[0].endswith(error.code):
        return Words(f"{meant} chưa có trong bản đã công bố", f"{meant} is not in what is published")
    return Words(f"hãy dùng mã: {meant}", f"use the code: {meant}")


def _advice(error: Exception) -> Words | None:
    match error:
        case AppError():
            return None
        case CommuneNotPublished(meant=(_, *_)):
            return _PUBLISH_IT
        case RegisterNotReady():
            return None if error.found else _INIT
        case RegisterUnreachable():
            return _about_register(error)
        case OSError() if _listed(error) is None:
            return _SYSTEM.get(error.errno or 0)
        case _:
            return _listed(error)


def _about_register(error: RegisterUnreachable) -> Words:
    if isinstance(error, RegisterUrlInvalid):
        return _URL
    return _FILE if error.url.startswith("sqlite") else _SERVER


def _listed(error: Exception) -> Words | None:
    """What an error itself says should be done, else what its class is known for."""
    if isinstance(error, LayerError) and error.remedy is not None:
        return error.remedy
    return next((words for kind, words in ADVICE if isinstance(error, kind)), None)
