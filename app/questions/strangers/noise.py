"""What else stands in a stranger's text, and how hurried hands write it; names and telephone numbers are invented."""

import re
import unicodedata
from collections.abc import Callable
from random import Random

from app.questions.keyboard import Method, typed
from app.questions.surface import moved_tones, without_diacritics

_WORD = re.compile(r"[^\W\d_]+")
_WHO = ("Chị Hoa", "anh Tuấn", "A Dũng", "C. Hương", "Cô Mai", "Shop Bống Kids", "Mr. Long", "bác Sáu", "em Trang")
_AFTER = (
    *("giao giờ hành chính", "gọi trước khi giao", "cho xem hàng", "để ở bảo vệ", "gửi lễ tân", "nhà cổng xanh"),
    *("cổng sắt màu đen", "ship sau 18h", "cho kiểm hàng", "hàng dễ vỡ", "thu hộ 250k", "giao tận tay", "nhà riêng"),
    *("có chó dữ", "bấm chuông", "đi vào 50m", "rẽ trái", "cuối ngõ", "nhà 3 tầng", "không giao cuối tuần"),
)
_NEAR = (
    *("đối diện trường tiểu học", "gần chợ", "cạnh quán phở", "sau lưng bến xe", "đối diện cây xăng", "gần ngã tư"),
    *("cạnh nhà văn hóa", "ngay cổng chùa", "gần hồ", "kế bên tiệm vàng", "gần đình làng", "đối diện UBND phường"),
)
_LABELS = ("Địa chỉ: ", "Đ/c: ", "ĐC: ", "đc ", "Add: ", "Giao đến: ", "Ship về ", "Nơi nhận: ", "ở ", "Nhà em ở ")
_BREAKS = {"tight": ",", "dashes": " - ", "line-breaks": "\n", "semicolons": "; ", "full-stops": ". ", "no-commas": " "}

Noise = Callable[[str, Random], str]


def _with_recipient(text: str, rng: Random) -> str:
    patterns = ("{n} - {t}", "{n}, {t}", "{n}: {t}", "{n} {p} {t}", "{n} - {p} - {t}", "Giao cho {n}, {t}")
    return rng.choice(patterns).format(n=rng.choice(_WHO), p=_phone(rng), t=text)


def _with_phone(text: str, rng: Random) -> str:
    patterns = ("{t} {p}", "{t}, {p}", "{t} - sđt {p}", "{p} {t}", "{t}. ĐT: {p}", "{t} (LH {p})", "{t} tel {p}")
    return rng.choice(patterns).format(p=_phone(rng), t=text)


def _with_note(text: str, rng: Random) -> str:
    return rng.choice(("{t} ({a})", "{t}, {a}", "{t} - {a}", "{t} {a}")).format(t=text, a=rng.choice(_AFTER))


def _with_landmark(text: str, rng: Random) -> str:
    return rng.choice(("{t} ({a})", "{t}, {a}", "{t} - {a}", "{t} {a}")).format(t=text, a=rng.choice(_NEAR))


def _with_label(text: str, rng: Random) -> str:
    return rng.choice(_LABELS) + text


def _phone(rng: Random) -> str:
    middle, tail = f"{rng.randint(0, 999):03d}", f"{rng.randint(0, 999):03d}"
    return rng.choice(("0900{}{}", "0900 {} {}", "0900.{}.{}", "+84900{}{}", "0900-{}-{}", "(+84) 900{}{}")).format(
        middle, tail
    )


def _typed_by(method: Method, share: float) -> Noise:
    def typed_text(text: str, rng: Random) -> str:
        return _WORD.sub(lambda found: typed(found[0], method, rng) if rng.random() < share else found[0], text)

    return typed_text


def _spaced_oddly(text: str, rng: Random) -> str:
    return re.sub(" ", lambda _: rng.choice((" ", " ", "  ", "\u00a0", "\t")), text)


def _broken_by(mark: str) -> Noise:
    return lambda text, _: text.replace(", ", mark)


AROUND: dict[str, Noise] = {
    "recipient": _with_recipient,
    "phone": _with_phone,
    "note": _with_note,
    "landmark": _with_landmark,
    "label": _with_label,
}
"""What stands before or behind the address."""

BREAKS: dict[str, Noise] = {name: _broken_by(mark) for name, mark in _BREAKS.items()} | {"odd-spaces": _spaced_oddly}
"""What stands between its parts."""

LETTERS: dict[str, Noise] = {
    "upper-case": lambda text, _: text.upper(),
    "lower-case": lambda text, _: text.lower(),
    "no-diacritics": lambda text, _: without_diacritics(text),
    "plain-lower-case": lambda text, _: without_diacritics(text).lower(),
    "plain-upper-case": lambda text, _: without_diacritics(text).upper(),
    "nfd": lambda text, _: unicodedata.normalize("NFD", text),
    "tone-placement": lambda text, _: moved_tones(text),
    "telex": _typed_by(Method.TELEX, 1.0),
    "some-telex": _typed_by(Method.TELEX, 0.3),
    "vni": _typed_by(Method.VNI, 1.0),
}
"""How the letters are written."""

TYPING = frozenset({"telex", "some-telex", "vni"})
"""Those that turn diacritics into keys: beside a slip, nobody could tell one from the other."""
