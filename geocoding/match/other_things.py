"""Whether the words that an answer leaves unread say that its number counts or names another thing than a house."""

import re
from collections.abc import Iterable
from functools import lru_cache

from geocoding.address.keys import Container, street
from geocoding.snapshot.store import Snapshot
from geocoding.text.fold import CACHED_NAMES, fold

_COUNTED = (
    "tầng, kiện, người, tuổi, triệu, tỷ, nghìn, phút, chiếc, hộp, thùng, gói, căn hộ, xe buýt, tuyến, cột điện, km, "
    "đơn hàng, mã đơn, giá, trạm biến áp, cổng số, cửa số, bến số, quầy, kiot, ki ốt"
)
_ALSO_PLAIN = frozenset({"người", "tuổi", "triệu", "phút", "km", "tầng", "kiện"})
"""Of one syllable, those met without diacritics too: "goi" is also gọi, "gia" a word of names."""
_WORDS = sorted(
    {*_COUNTED.split(", "), *(fold(word) for word in _COUNTED.split(", ") if " " in word or word in _ALSO_PLAIN)},
    key=len,
    reverse=True,
)
_OTHER_THING = re.compile(rf"(?<!\w)(?:{'|'.join(_WORDS)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=CACHED_NAMES)
def counts_another_thing(words: str) -> bool:
    """Whether words beside a number take it for themselves: "25 kiện hàng", "xe buýt số 13", "5 người"."""
    return _OTHER_THING.search(words) is not None


def names_another_street(snapshot: Snapshot, container: Container, unread: Iterable[str]) -> bool:
    """Whether one of the names left unread is a street of its own: "số 1 Hàng Mã, ngõ 78 Hàng Ngang"."""
    named = (street(name) for name in unread)
    return any(other != container and snapshot.places.is_known(other) for other in named)
