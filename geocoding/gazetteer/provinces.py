"""The other provinces and cities of Viet Nam, so that an address there is not taken for one here.

The 63 units of before 1 July 2025; the 34 of after it all carry one of these names (202/2025/QH15).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from geocoding.text.fold import CACHED_NAMES, fold, tidy

_NAMES = (
    "An Giang, Bà Rịa - Vũng Tàu, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Ninh, Bến Tre, Bình Dương, Bình Định, Bình Phước, "
    "Bình Thuận, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng, Đắk Lắk, Đắk Nông, Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai, "
    "Hà Giang, Hà Nam, Hà Tĩnh, Hải Dương, Hải Phòng, Hậu Giang, Hòa Bình, Hồ Chí Minh, Hưng Yên, Khánh Hòa, "
    "Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng, Long An, Nam Định, Nghệ An, Ninh Bình, Ninh Thuận, "
    "Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi, Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, "
    "Thái Bình, Thái Nguyên, Thanh Hóa, Thừa Thiên Huế, Tiền Giang, Trà Vinh, Tuyên Quang, Vĩnh Long, Vĩnh Phúc, "
    "Yên Bái, Sài Gòn, HCM, TPHCM, HCMC, Vũng Tàu"
)
_PROVINCES = frozenset(fold(name) for name in _NAMES.split(", "))
_CITIES_NAMED_AS_STREETS = frozenset({"hue"})
"""Phố Huế is a street of Hanoi, so the name alone is that."""
_KIND = re.compile(r"(?:^|\s)(?:tinh|thanh pho|tp)(?:\.\s*|\s+)")
_ENGLISH_KIND = re.compile(r"\s(?:city|province)$")


_NEVER_HERE = re.compile(r"\S\s+((?:tp\.?\s?)?hcm|tphcm|sai gon)$")
"""What no street of Hanoi ends in."""


@lru_cache(maxsize=CACHED_NAMES)
def other_province(name: str) -> str:
    """The province that a name ends in ("Hải Châu TP Đà Nẵng" → "Đà Nẵng"), or "" for none.

    Without "tỉnh" or "thành phố" before it, the name must be the province's alone: streets are named after provinces.
    """
    clean = tidy(name)
    clean = clean[: len(_ENGLISH_KIND.sub("", fold(clean)))]
    folded = fold(clean)
    if folded in _PROVINCES:
        return clean
    kinds = list(_KIND.finditer(folded))
    tail = clean[kinds[-1].end() :] if kinds else ""
    return tail if fold(tail) in _PROVINCES else ""


def province_at_end(name: str) -> str:
    """The province in the last words of a district's name ("Ninh Kiều Cần Thơ" → "Cần Thơ"), or "" for none."""
    words = tidy(name).split()
    ends = (" ".join(words[-count:]) for count in (2, 3) if count < len(words))
    return next((end for end in ends if fold(end) in _PROVINCES), "")


@lru_cache(maxsize=CACHED_NAMES)
def province_behind(name: str) -> str:
    """The province written behind a street or estate without a comma ("Láng TP HCM" → "HCM"), or "" for none.

    Behind "tỉnh" or "thành phố" it may be any, else one that no name here ends in: streets are named after provinces.
    """
    found = other_province(name)
    if found and found != tidy(name):
        return found
    never = _NEVER_HERE.search(fold(tidy(name)))
    return tidy(name)[never.start(1) :] if never is not None else ""


def city_named_as_street(names: Iterable[str]) -> str:
    """The city that one of some names is where another name is the street; "" for none: "5 Xã Đàn, Huế" is there."""
    return next((name for name in names if fold(name) in _CITIES_NAMED_AS_STREETS), "")
