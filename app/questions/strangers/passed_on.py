"""How an address reaches us that somebody passed on: copied, dictated, filled into a form, wrapped in talk; and words
that make an address a mere landmark or leave it in doubt.
"""

import html
import json
import re
from random import Random
from urllib.parse import quote, quote_plus

from app.questions.strangers.noise import Noise

_TALK_BEHIND = (
    *(" nhé shop", " nha em", " ạ", " shop ơi ship giúp em", " giao giúp chị nhé", " em lấy 2 cái", " ck rồi nhé"),
    *(", chiều nay giao nhé", ", buổi tối mới có nhà", ", cảm ơn shop"),
)
_TALK_BEFORE = (
    *("ship cho mình tới ", "gửi về ", "địa chỉ mình là ", "giao giúp chị đến ", "mình ở ", "đc e ở "),
    *("COD 150k, ", "thu 350.000đ, ", "mã đơn SPX0123456, ", "2 áo size M, "),
)
_USES = (
    *("Nhà riêng: ", "Văn phòng: ", "[Nhà riêng] ", "HKTT: ", "Tạm trú: ", "Nơi ở hiện nay: ", "Thửa đất tại "),
    *("Địa chỉ thửa đất: ", "1. ", "📍 ", "- "),
)
_FIRMS = ("Cafe Trung Nguyên, ", "Nha khoa Việt Đức - ", "Trường mầm non Hoa Hồng, ", "Công ty TNHH An Phát, ")
_WAYS_ON = (
    *("ngay đầu ngõ", "cuối ngõ", "cửa cuốn", "cổng màu xanh", "đi thẳng hết đường", "bên tay phải", "ô tô đỗ cửa"),
    *("nhà 5 tầng sơn vàng", "nhà có giàn hoa giấy", "bấm chuông", "rẽ trái 20m là tới", "hết ngõ rẽ phải"),
)
_SLIPS = {
    "ngõ ": ("ngỏ ", "ngọ ", "nghõ "),
    "ngách ": ("nghách ", "ngắch ", "ngạch "),
    "hẻm ": ("hẽm ", "hém "),
    "ường ": ("uờng ", "ưòng "),
    "phố ": ("phô ",),
    "ố ": ("ô ",),
}
_BESIDE = (
    *("đối diện ", "cạnh ", "bên cạnh ", "gần ", "sát vách ", "chéo ", "phía sau ", "trước cửa ", "đối diện với "),
    *("Quán cafe cạnh ", "Cửa hàng sát ", "Tạp hoá đối diện ", "ngay cạnh ", "Opposite ", "Next to ", "near "),
    *("bên hông ", "kế bên ", "nhìn sang ", "đ/d "),
)
_DOUBTS = ("không phải ", "ko phải ", "đừng giao ", "nhầm, không phải ", "khoảng ", "tầm ")


def _in_front(wordings: tuple[str, ...]) -> Noise:
    return lambda text, rng: rng.choice(wordings) + text


def _behind(wordings: tuple[str, ...]) -> Noise:
    return lambda text, rng: text + rng.choice(wordings)


def _way_on(text: str, rng: Random) -> str:
    return rng.choice(("{t}, {w}", "{t} ({w})", "{t} - {w}", "{w}, {t}")).format(t=text, w=rng.choice(_WAYS_ON))


def _from_a_link(text: str, rng: Random) -> str:
    link = rng.choice(("", "https://www.google.com/maps/search/", "https://maps.google.com/?q=", "q="))
    return link + (quote_plus(text) if rng.random() < 0.5 else quote(text))


def _from_a_page(text: str, rng: Random) -> str:
    if rng.random() < 0.5:
        return "".join(f"&#{ord(letter)};" if ord(letter) > 127 else letter for letter in text)
    return rng.choice(("<p>{}</p>", "<td>{}</td>", "{}<br>")).format(html.escape(text))


def _from_a_program(text: str, rng: Random) -> str:
    return json.dumps({"address": text}, ensure_ascii=rng.random() < 0.5)


def _with_marker_slips(text: str, rng: Random) -> str:
    for right, wrong in _SLIPS.items():
        text = re.sub(rf"(?<=[ph]){right}" if right[0] == "ư" else right, rng.choice(wrong), text)
    return text


PASSED_ON: dict[str, Noise] = {
    "talk-behind": _behind(_TALK_BEHIND),
    "talk-before": _in_front(_TALK_BEFORE),
    "use": _in_front(_USES),
    "firm": _in_front(_FIRMS),
    "way-on": _way_on,
    "link": _from_a_link,
    "page": _from_a_page,
    "program": _from_a_program,
    "plus-signs": lambda text, _: text.replace(" ", "+"),
    "marker-slips": _with_marker_slips,
    "said-twice": lambda text, _: f"{text}, {text}",
}
"""What is done to an address on its way; it means what it meant."""

BESIDE: dict[str, Noise] = {"landmark-only": _in_front(_BESIDE), "doubted": _in_front(_DOUBTS)}
"""Words that take an address back: no household is meant, or none for sure."""
