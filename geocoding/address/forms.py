"""Ways to write an address that the grammar does not know, put into words that it does.

For a second chance only: a text that was understood as it stands is never rewritten. Names and numbers stay the same.
"""

import re
from collections.abc import Sequence

from geocoding.address.asides import ASIDES, NEXT_TO, OPENS
from geocoding.address.repeated import said_once
from geocoding.address.spoken import with_digits
from geocoding.text.copied import uncopied
from geocoding.text.fold import fold, tidy

_ROW = r"(?:lk|bt|sh|tt)\s?\d{1,2}[a-z]?"
_TOWER_WORD = r"park|ruby|sapphire|diamond|sky|sun|zen"
_TOWER = rf"(?!(?:lk|bt|sh|tt|ql|tl|q|p)\s?\d)(?:[a-z]{{1,3}}|{_TOWER_WORD})\d{{1,2}}(?:[a-z]|\.\d{{2}}|-t\d)?"
_FLAT = r"\d{1,2}[ab]?[.-]\d{2}|\d{1,2}[ab]\d{2}|\d{3,4}"
_FIRM = (
    r"(?:cong ty|cty|ct tnhh|cua hang|shop|nha hang|van phong|vp|showroom|sieu thi|nha thuoc|khach san|ngan hang|tiem|"
    r"spa|salon)"
)
_BEHIND_ALLEY = r"(?<!\bngo )(?<!\bngach )(?<!\bhem )(?<!\bng )(?<!\bngh )"
_ROOM = r"(?:p\.?\s?|phong\s|can(?: ho)?\s|ch\s)?"
_REMARKS = (
    r"nha (?:cong|cua|mau)\s\w+|nha \d tang|cong sat(?: mau)? \w+|nha rieng|van phong|cuoi ngo|dau ngo|co cho du"
    r"|bam chuong|thu ho \S+|cod [\d.]+\S*|giao ca (?:toi|sang|chieu)|khong giao cuoi tuan|goi khong duoc thi nhan zalo"
)
"""Words behind an address that say how to know the house or how to hand over; not worth a look where all is read."""
_WHOSE = r"(?:shop|cua hang|tiem|cong ty|cty|nha (?:anh|chi|co|chu|bac|em))"
_FORMS = (
    (r"_+", " "),
    (r"(?<=[a-z]{3})\.(?=[a-z]{2})", ", "),
    (r"(?<![\w/.-])(\d{1,4})\.?(?=[a-z]{5})", "{1} "),
    (r"(?<![\w/.-])([a-z]{5,})(?=\d{1,4}(?!\w))", "{1} "),
    (r",?\s(?:so nha|nha so)$", ""),
    (r"(?<=[a-z]),?\s1[0-5]\d{3,4}$", ""),
    (rf"(?<=[a-z])\s{_WHOSE}\s[a-z]+(?:\s[a-z]+){{0,3}}$", ""),
    (rf"^{_FIRM}\s(?!(?:ngo|ngach|hem|duong|pho)\b)(?!{NEXT_TO})(?:[a-z]+\s){{1,5}}(?=\d)", ""),
    (r"\s-\s(?=[a-z(])(?!trung tu\b|quoc tu giam\b)", ", "),
    (r"(?<=[a-z])\s-\s(?=\d)", ", "),
    (
        (
            r"(?<=[a-z\d]{2})(?<!\btp)(?<!\btx)(?<!\btt)(?<!\bng)(?<!\bdg)(?<!\bph)(?<!\bxa)(?<!\bkdt)(?<!\bngh)(?<!\bphg)"
            r"(?<!\bttr)(?<!\bquan)(?<!\bhuyen)(?<!\bphuong)\.\s(?=[a-z])"
        ),
        ", ",
    ),
    (r"\b(ha noi|hanoi|hn|tphn|hni|viet nam|vietnam),?\s1[0-5]\d{3,4}\b\.?", "{1}"),
    (r"\bthu do ha noi\b", "Hà Nội"),
    (r"\b(?:phg|phuong)\.\s?(?=[a-z])|\bphg\s(?=[a-z])|\bph\.\s?(?=[a-z])", "phường "),
    (r"\b(?:dg|dgs)\b\.?\s?(?=[a-z\d])", "đường "),
    (r"\bt\.t\b\.?\s?(?=[a-z])|\bttr\b\.?\s?(?=[a-z])", "thị trấn "),
    (r"\bt\.\s?(?=[a-z]{2}|\d{1,2}\s?(?:,|$))", "thôn "),
    (r"(?:^|(?<=\d\s)|(?<=,\s))làng\s(?=\w)", "thôn "),
    (r"(?<=\s)h\s(?=[a-z]{2})", "huyện "),
    (r"\bs\.\s?(?=\d)", "số "),
    (r"\bn\.\s?(?=\d)", "ngõ "),
    (r"\bngx\.?\s?(?=\d)", "ngách "),
    (r"\bh\.\s?(?=\d)", "hẻm "),
    (rf"\b({_TOWER_WORD})\s(\d{{1,2}})(?!\w)", "{1}{2}"),
    (r"\bkhu dt\b", "khu đô thị"),
    (r"\bkhu cn\b", "khu công nghiệp"),
    (r"\bc\.\s?cu\b|\bcc\b(?=\s[a-z]{2})", "chung cư"),
    (r"\bkdg\b", "khu đấu giá"),
    (rf"^(?:o|tai|ship ve|giao den|giao toi|noi nhan|d/?c|d9/?c|dd/?c)\b[\s:.]*(?=(?:{OPENS})\b|\d)", ""),
    (r"(?<=\d),?\st(\d{1,2})(?=,?\s(?:toa|nha|block|khoi|day|[a-z]{1,3}\d))", ", tầng {1}"),
    (r"\bkhoi(?: nha)?\s(?=[a-z]{1,3}\d)", "tòa "),
    (r"\bday\s(?=[a-z]\d{1,2}\b,?\s(?:ktt|tap the|tt|khu tap the|khu tt)\b)", "tòa "),
    (r"\bkhu tt\b", "khu tập thể"),
    (r"\b(thua(?: dat)?(?: so)?[\s:]+\d+)[,;]?\sto\s(?:so[\s:]+)?(?=\d)", "{1}, tờ bản đồ "),
    (r"\bto\s(?:so[\s:]+)?(\d+)[,;]?\s(?=thua\b)", "tờ bản đồ {1}, "),
    (r"\btd\s(?=\d+,?\stbd\b)", "thửa "),
    (rf"{_BEHIND_ALLEY}(?<![\w/.-]){_ROOM}({_FLAT})\s?[-/]\s?({_TOWER})(?![\w/-])", "phòng {1} tòa {2}"),
    (
        (
            rf"(?:^|(?<=,\s)){_ROOM}({_FLAT})(?:,?\s|\s?[-.,]\s?)(?:(?:toa(?: nha)?|block|nha|thap)\s)?"
            rf"({_TOWER})(?![\w/-])"
        ),
        "căn hộ {1}, tòa {2}",
    ),
    (rf"(?<![\w/.-])({_TOWER})\s?/\s?({_FLAT})(?![\w/-])", "căn hộ {2}, tòa {1}"),
    (
        r"(\b(?:toa|nha|can|day|khoi) [a-z]{1,2}\d{1,2}[a-z]?(?: (?:p|can|phong)\s?[\d.-]+)?),?\stt\.?\s(?=[a-z])",
        "{1}, tập thể ",
    ),
    (rf"\b({_TOWER})[-\s]({_FLAT})(?![\w/-])", "căn hộ {2}, tòa {1}"),
    (r"\bso (\d{3,4}),? ([a-z]\d{1,2}[a-z]?)(?=,?\s(?:ktt|tap the|tt|khu tap the)\b)", "phòng {1} tòa {2}"),
    (r"\blien ke\s(?:so\s)?(\d{1,2})\b", "LK{1}"),
    (r"\bbiet thu\s(?:so\s)?(\d{1,2})\b", "BT{1}"),
    (r"\bthap tang\s(?:so\s)?(\d{1,2})\b", "TT{1}"),
    (r"\b(lk|bt|sh|tt)\s?(\d{1,2}[a-z]?)\s?[-.]\s?(\d{1,3})(?![\w/])", "{1}{2}-{3}"),
    (rf"\b(?:so nha|so|lo|can|nha)\s(?:so\s)?(\d{{1,3}}[a-z]?),?\s(?:day\s)?({_ROW})(?!\s?-?\s?\w*\d)", "{2}-{1}"),
    (r"\b(?:so nha|so|lo|can|nha)\s(?:so\s)?(\d{1,3}[a-z]?),?\sday\s([a-z]{1,3}\d{1,2})\b", "{2}-{1}"),
    (rf"\b({_ROW})(?:\s-\s|,?\s(?:so|lo|can|o)\s)(\d{{1,3}}[a-z]?)(?![\w/])", "{1}-{2}"),
    (r"(?<=\d)sn(?=\s?\d)", ", số "),
    (r"^(?:giao cho|nguoi nhan)\b[^,\d]*,\s*(?=.*\d)", ""),
    (rf"^{_FIRM}\b[^,\d]*,\s*(?=.*\d)", ""),
    (rf"^{_FIRM}\b(?!{NEXT_TO})[^,\d]*?\s(?=(?:so nha|so|sn)\s\d)", ""),
    (rf"(?<![\s,(.])[\s,(.]++(?:{_REMARKS})\)?(?=[\s,.)]*$)|^(?:{_REMARKS})[\s,.]+", ""),
    (r"^(?:anh|chi|co|chu|bac|em|ong|ba|mr\.?|ms\.?|mrs\.?|[ac]\.?)\s[a-z]+(?:\s[a-z]+){0,2}\s?[,:-]\s(?=.*\d)", ""),
    (rf"^(?!(?:[a-z]+\s){{0,3}}(?:{OPENS}|thua|to|tang|phuong|xa)\b)[a-z]+(?:\s[a-z]+){{1,3}}\s?:\s(?=.*\d)", ""),
)
_KIND = r"(?:ward|commune|village|hamlet|district|dis?t\.?|street|str?\.?|road|rd\.?)"
_ENGLISH = (
    (rf"\b({_KIND})\s(?=[a-z])", "{1}, "),
    (r"(?:\bno\.?\s?|\bnumber\s|\bhouse no\.?\s?|#)(?=\d)", "số "),
    (r"\bsub-?\s?(?:lane|alley)\s(?=\d)", "ngách "),
    (r"\blane\s(?=\d)", "ngõ "),
    (r"\balley\s(?=\d[\w/]*\b(?!.*\b(?:alley|ngach|ngo)\s\d))(?<!\bngo)", "ngõ "),
    (r"\balley\s(?=\d)", "ngách "),
    (r"\b(?:room|rm\.?)\s(?=\w*\d)", "phòng "),
    (r"\b(?:apartment|apt\.?|flat|unit)\s(?=\w*\d)", "căn hộ "),
    (r"\b(\d{1,2}[a-z]?)(?:st|nd|rd|th) floor\b", "tầng {1}"),
    (r"\bfloor\s(?=\d)", "tầng "),
    (r"\blot\s(?=\w*\d)", "lô "),
    (r"\b(?:building|tower)\s(?=\w*\d)", "tòa "),
    (r"(?:^|(?<=,))\s*(\w{1,6}(?:[.-]\w{1,4})?)\s(?:building|tower|block)\s*(?=,|$)", " tòa {1}"),
    (r"\bnational highway\s(?=\d)", "quốc lộ "),
    (r"(?:^|(?<=,))\s*([^,]+?)\s(?:new )?(?:urban area|township)\s*(?=,|$)", " khu đô thị {1}"),
    (r"(?:^|(?<=,))\s*([^,]+?)\s(?:collective (?:zone|area|quarters?)|living quarters)\s*(?=,|$)", " khu tập thể {1}"),
    (r"(?:^|(?<=,))\s*([^,]+?)\s(?:industrial (?:park|zone)|iz)\s*(?=,|$)", " khu công nghiệp {1}"),
    (r"(?:^|(?<=,))\s*([^,]+?)\sauction area\s*(?=,|$)", " khu đấu giá {1}"),
    (r"(?:^|(?<=,))\s*([^,\d]+?)\s(?:apartment building|condominium)\s*(?=,|$)", " chung cư {1}"),
    (r"(?:^|(?<=,))\s*([^,\d]+?)\sward\s*(?=,|$)", " phường {1}"),
    (r"(?:^|(?<=,))\s*([^,\d]+?)\scommune\s*(?=,|$)", " xã {1}"),
    (r"(?:^|(?<=,))\s*([^,\d]+?)\stown\s*(?=,|$)", " {1}"),
    (r"(?:^|(?<=,))\s*([^,]+?)\s(?:village|hamlet)\s*(?=,|$)", " thôn {1}"),
    (r"(?:^|(?<=,))\s*([^,\d]+?)\sdis?t(?:rict|\.)?\s*(?=,|$)", " quận {1}"),
    (r"(?:^|(?<=,))\s*([^,\d]+?)\salley\s*(?=,|$)", " ngõ {1}"),
    (
        r"(?:^|(?<=,))\s*([^,]*\d\S*\s)?([^,\d]+?(?:\s\d+[a-z]?)?)\s(?:street|str?\.?|road|rd\.?)\s*(?=,|$)",
        " {1}đường {2}",
    ),
    (r"(?:^|(?<=,))\s*([a-z]?\d[\d/]*[a-z]?)\s(?:street|str?\.?|road|rd\.?)\s*(?=,|$)", " đường {1}"),
)
_IS_ENGLISH = re.compile(
    r"\b(?:no\.?\s?\d+|lane|alley|ward|commune|village|hamlet|district|dis?t|street|st\.|st(?=,)|str|road|rd|floor|room|"
    r"apartment|apt|unit|flat|building|tower|city|town|township|urban area|auction area|industrial|collective|highway|"
    r"lot)\b|#\d"
)
_COMPILED = tuple((re.compile(pattern), template) for pattern, template in (*ASIDES, *_FORMS))
_COMPILED_ENGLISH = tuple((re.compile(pattern), template) for pattern, template in _ENGLISH)


def rewritten(text: str) -> str:
    """The tidy text with the forms that are known here put into the usual words; the text itself without any.

    "P101-B3" → "phòng 101, tòa B3"; "lô 12 liền kề 1" → "LK1-12"; "No. 5, Lane 12, Lang Street" → "số 5, ngõ 12, đường
    Lang". A firm's name before the number and a postcode behind the city are left out.
    """
    again = _replaced(said_once(with_digits(uncopied(text))), _COMPILED)
    if _IS_ENGLISH.search(fold(again)) is not None:
        again = _replaced(again, _COMPILED_ENGLISH)
    return text if again == text else tidy(again).strip(" ,")


def _replaced(text: str, forms: Sequence[tuple[re.Pattern[str], str]]) -> str:
    folded, lower = fold(text), _lower(text)
    for pattern, template in forms:
        pieces, end = [], 0
        for found in pattern.finditer(folded if pattern.pattern.isascii() else lower):
            groups = [text[start:stop] for start, stop in found.regs]
            pieces += [text[end : found.start()], template.format(*groups)]
            end = found.end()
        if pieces:
            text = "".join([*pieces, text[end:]])
            folded, lower = fold(text), _lower(text)
    return text


def _lower(text: str) -> str:
    """The text in small letters, one for each, for forms that are told by their diacritics: "làng" is no "Láng"."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text
