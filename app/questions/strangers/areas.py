"""Ward, district and city as strangers write them, and the communes of today that the names allow."""

from dataclasses import dataclass, replace
from random import Random

from app.questions.homes import Home
from app.questions.whereabouts import Gazetteer
from geocoding.model import AdminUnit, UnitKind

_SHORT = {
    UnitKind.PHUONG: ("P.", "P. ", "P ", "p.", "p ", "Ph. ", "Phg "),
    UnitKind.XA: ("X.", "X. ", "x.", "Xã. "),
    UnitKind.THI_TRAN: ("TT ", "TT.", "T.T ", "ttr. "),
    UnitKind.QUAN: ("Q.", "Q. ", "q.", "Q ", "quận. "),
    UnitKind.HUYEN: ("H.", "H. ", "h. ", "h "),
    UnitKind.THI_XA: ("TX ", "TX.", "tx "),
}
_CITIES = (
    *("Hà Nội", "Hà Nội", "Hà Nội", "TP Hà Nội", "TP. Hà Nội", "Tp.Hà Nội", "thành phố Hà Nội", "HN", "TP HN", "TPHN"),
    *("HNi", "Hanoi", "Ha Noi", "Ha Noi City", "Hà Nội, Việt Nam", "Hanoi, Vietnam", "Hà Nội 100000", "Hnội", "HN VN"),
    *("Hà Nội 10000, Việt Nam", "Thủ đô Hà Nội", "Hanoi Capital", "", "", ""),
)


@dataclass(frozen=True, slots=True)
class Areas:
    """The segments that name areas, the communes of today they allow (None: all), and the way of naming.

    `bare` are the names that no word marks as those of an area.
    """

    segments: tuple[str, ...]
    communes: frozenset[str] | None
    form: str
    bare: tuple[str, ...] = ()


def areas_of(home: Home, gazetteer: Gazetteer, rng: Random) -> Areas:
    """What a stranger says of where a home is; by the names of today where the former ones are in doubt."""
    today = gazetteer.areas.today[home.commune_code]
    former = gazetteer.former(home.point, home.commune_code)
    district = gazetteer.areas.district_of(former) if former is not None else None
    form = rng.choice(("new", "new", "new", "old", "old", "old", "bare", "both", "district", "new-in-district", "none"))
    if form == "none":
        return Areas((rng.choice(_CITIES),), None, "no-area")
    if form == "bare":
        named = _areas((today.name,), gazetteer, rng, commune=today.name, form="bare-names")
        return replace(named, bare=(today.name,))
    if former is None or district is None or form == "new":
        return _areas((_written(today, rng),), gazetteer, rng, commune=today.name, form="new-names")
    written = {
        "old": (_written(former, rng), _written(district, rng)),
        "both": (_in_both_times(today, former, rng),),
        "district": (_written(district, rng),),
        "new-in-district": (_written(today, rng), _written(district, rng)),
    }
    commune = {"old": former.name, "district": ""}.get(form, today.name)
    said = "" if form == "both" else district.name
    return _areas(written[form], gazetteer, rng, commune=commune, district=said, form=f"{form}-names")


def _areas(
    segments: tuple[str, ...], gazetteer: Gazetteer, rng: Random, *, commune: str, district: str = "", form: str
) -> Areas:
    allowed = gazetteer.areas.allowed(commune=commune, district=district)
    return Areas((*segments, rng.choice(_CITIES)), allowed, form)


def _written(unit: AdminUnit, rng: Random) -> str:
    chance = rng.random()
    if chance < 0.35:
        return unit.full_name
    if chance < 0.55:
        return f"{unit.kind} {unit.name}"
    return rng.choice(_SHORT[unit.kind]) + unit.name


def _in_both_times(today: AdminUnit, former: AdminUnit, rng: Random) -> str:
    return rng.choice(
        (
            f"{former.full_name} (nay là {today.full_name})",
            f"{today.full_name} ({former.full_name} cũ)",
            f"{today.full_name} (trước là {former.full_name})",
            f"{former.full_name}, (mới: {today.full_name})",
        )
    )
