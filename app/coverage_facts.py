"""The facts of a finding in words."""

from collections.abc import Mapping

from postcode.coverage.finding import Fact
from postcode.words import Words

FACT_WORDS: Mapping[str, Words] = {
    "accuracy": Words("độ chính xác", "accuracy"),
    "alley": Words("ngõ", "alley"),
    "approximate": Words("ranh giới gần đúng", "approximate outline"),
    "area_m2": Words("diện tích m²", "area m²"),
    "before": Words("nhà trước", "house before"),
    "building": Words("tòa nhà", "building"),
    "certified_on": Words("chứng nhận ngày", "certified on"),
    "code": Words("mã", "code"),
    "commune": Words("xã, phường", "commune"),
    "count": Words("số đối chiếu", "reference count"),
    "covers": Words("trùm", "covers"),
    "dated_on": Words("ngày", "dated"),
    "distance_m": Words("cách m", "distance m"),
    "flat": Words("căn", "flat"),
    "floor": Words("tầng", "floor"),
    "hamlet": Words("thôn, tổ", "hamlet"),
    "head": Words("đầu mã", "head"),
    "households": Words("số hộ", "households"),
    "houses": Words("số nhà đầu ngõ", "houses at the mouth"),
    "kind": Words("loại", "kind"),
    "land_use": Words("loại đất", "land use"),
    "levels": Words("số tầng", "levels"),
    "live": Words("mã đang dùng", "live code"),
    "number": Words("số", "number"),
    "parcel": Words("thửa", "parcel"),
    "parcels": Words("số thửa", "parcels"),
    "part": Words("phần", "part"),
    "parts": Words("khác ở", "differs in"),
    "share": Words("tỷ lệ đúng", "share in order"),
    "source": Words("nguồn", "source"),
    "spelt": Words("viết là", "spelt"),
    "street": Words("đường", "street"),
    "text": Words("người báo viết", "they wrote"),
}
"""What the facts of a finding are called."""

COUNTED: Mapping[str, Words] = {
    "area_m2": Words("{} m²", "{} m²"),
    "distance_m": Words("cách {} m", "{} m away"),
    "households": Words("{} hộ", "{} household(s)"),
    "houses": Words("{} nhà ở đầu ngõ", "{} house(s) at the mouth"),
    "levels": Words("{} tầng", "{} level(s)"),
    "parcels": Words("{} thửa", "{} parcel(s)"),
}
"""What is counted or measured, said as people say it: "2 hộ", not "số hộ 2"."""

PART_WORDS: Mapping[str, Words] = {
    "house_number": Words("số nhà", "house number"),
    "alley_path": Words("ngõ, ngách, hẻm", "alley"),
    "street": Words("đường, phố", "street"),
    "hamlet": Words("thôn, tổ", "hamlet"),
    "estate": Words("khu", "estate"),
    "building": Words("tòa nhà", "building"),
    "floor": Words("tầng", "floor"),
    "unit": Words("căn hộ", "flat"),
    "address_text": Words("địa chỉ viết liền", "address text"),
    "commune_code": Words("xã, phường", "commune"),
    "stated_commune_code": Words("xã, phường theo nguồn", "stated commune"),
    "lon": Words("kinh độ", "longitude"),
    "lat": Words("vĩ độ", "latitude"),
    "access_lon": Words("kinh độ lối vào", "longitude of the entrance"),
    "access_lat": Words("vĩ độ lối vào", "latitude of the entrance"),
    "accuracy": Words("vị trí theo", "accuracy"),
    "building_external_id": Words("mã tòa nhà", "building id"),
    "status": Words("tình trạng", "status"),
    "parcels": Words("thửa đất", "parcels"),
}
"""What the parts of a household's record are called."""


def facts_in_words(facts: Mapping[str, Fact]) -> Words:
    """The facts one after another in both languages; empty ones are left out."""
    told = [_told(key, value) for key, value in facts.items() if value != ""]
    return Words("; ".join(one.vi for one in told), "; ".join(one.en for one in told))


def _told(key: str, value: Fact) -> Words:
    said = _value(key, value)
    if key in COUNTED and isinstance(value, int | float):
        counted = COUNTED[key]
        return Words(counted.vi.format(said.vi), _one(value, counted.en).format(said.en))
    name = FACT_WORDS.get(key, Words(key, key))
    return Words(f"{name.vi} {said.vi}", f"{name.en} {said.en}")


def _one(value: float, english: str) -> str:
    """The English words for a count, which for one thing have no plural: "{} house" for "{} house(s)"."""
    return english.replace("(s)", "" if value == 1 else "s")


def _value(key: str, value: Fact) -> Words:
    if isinstance(value, float):
        return Words(str(value).replace(".", ","), str(value))
    if key != "parts":
        return Words(str(value), str(value))
    parts = [PART_WORDS.get(part, Words(part, part)) for part in str(value).split(", ")]
    return Words(", ".join(part.vi for part in parts), ", ".join(part.en for part in parts))
