"""Ways to write an address that the grammar does not know, put into words that it does.

For a second chance only: a text that was understood as it stands is never rewritten. Names and numbers stay the same.
"""

import re
from collections.abc import Sequence

from geocoding.text.fold import fold, tidy

_ROW = r"(?:lk|bt|sh)\s?\d{1,2}[a-z]?"
_TOWER = r"(?!(?:lk|bt|sh|tt|ql|tl|q|p)\s?\d)[a-z]{1,3}\d{1,2}[a-z]?"
_FIRM = (
    r"(?:cong ty|cty|ct tnhh|cua hang|shop|nha hang|van phong|vp|showroom|sieu thi|nha thuoc|khach san|ngan hang|tiem|"
    r"spa|salon)"
)
_FORMS = (
    (r"\bp\.?\s?(\d{3,4})\s?-\s?([a-z]{1,2}\d{1,2}[a-z]?)\b", "phòng {1} tòa {2}"),
    (r"(\btoa [a-z]{1,2}\d{1,2}[a-z]?),?\stt\.?\s(?=[a-z])", "{1} tập thể "),
    (rf"\b({_TOWER})[-\s](\d{{4}})(?![\w/-])", "căn hộ {2}, tòa {1}"),
    (r"\bso (\d{3,4}),? ([a-z]\d{1,2}[a-z]?)(?=,?\s(?:ktt|tap the|tt|khu tap the)\b)", "phòng {1} tòa {2}"),
    (r"\blien ke\s(?:so\s)?(\d{1,2})\b", "LK{1}"),
    (r"\bbiet thu\s(?:so\s)?(\d{1,2})\b", "BT{1}"),
    (rf"\b(?:so nha|so|lo|can|nha)\s(\d{{1,3}}[a-z]?),?\s({_ROW})(?!\s?-?\s?\w*\d)", "{2}-{1}"),
    (rf"\b({_ROW})(?:\s-\s|,?\s(?:so|lo|can|o)\s)(\d{{1,3}}[a-z]?)(?![\w/])", "{1}-{2}"),
    (r"(?<=\d)sn(?=\s?\d)", ", số "),
    (r"\b(ha noi|hanoi|hn|viet nam|vietnam),?\s1[0-5]\d{3,4}\.?$", "{1}"),
    (rf"^{_FIRM}\b[^,]*,\s*(?=.*\d)", ""),
    (rf"^{_FIRM}\b[^,\d]*?\s(?=(?:so nha|so|sn)\s\d)", ""),
)
_KIND = r"(?:ward|commune|village|hamlet|district|dis?t\.?|street|str?\.?|road|rd\.?)"
_ENGLISH = (
    (rf"\b({_KIND})\s(?=[a-z])", "{1}, "),
    (r"\bno\.?\s(?=\d)", "số "),
    (r"\blane\s(?=\d)", "ngõ "),
    (r"\balley\s(?=\d)", "ngách "),
    (r"\b(?:room|rm\.?)\s(?=\w*\d)", "phòng "),
    (r"\b(?:apartment|apt\.?|flat|unit)\s(?=\w*\d)", "căn hộ "),
    (r"\b(\d{1,2})(?:st|nd|rd|th) floor\b", "tầng {1}"),
    (r"\bfloor\s(?=\d)", "tầng "),
    (r"\b(?:building|tower)\s(?=\w*\d)", "tòa "),
    (r"\bcity\b", ""),
    (r"(?:^|(?<=,))\s*([^,\d]+?)\sward\s*(?=,|$)", " phường {1}"),
    (r"(?:^|(?<=,))\s*([^,\d]+?)\scommune\s*(?=,|$)", " xã {1}"),
    (r"(?:^|(?<=,))\s*([^,\d]+?)\s(?:village|hamlet)\s*(?=,|$)", " thôn {1}"),
    (r"(?:^|(?<=,))\s*([^,\d]+?)\sdis?t(?:rict|\.)?\s*(?=,|$)", " quận {1}"),
    (r"(?:^|(?<=,))\s*([^,]*\d\S*\s)?([^,\d]+?)\s(?:street|str?\.?|road|rd\.?)\s*(?=,|$)", " {1}đường {2}"),
)
_IS_ENGLISH = re.compile(
    r"\b(?:no\.?\s?\d|lane|alley|ward|commune|village|hamlet|district|dis?t|street|st\.|st(?=,)|str|road|rd|floor|room|"
    r"apartment|apt|building|tower|city)\b"
)
_COMPILED = tuple((re.compile(pattern), template) for pattern, template in _FORMS)
_COMPILED_ENGLISH = tuple((re.compile(pattern), template) for pattern, template in _ENGLISH)


def rewritten(text: str) -> str:
    """The tidy text with the forms that are known here put into the usual words; the text itself without any.

    "P101-B3" → "phòng 101, tòa B3"; "lô 12 liền kề 1" → "LK1-12"; "No. 5, Lane 12, Lang Street" → "số 5, ngõ 12, đường
    Lang". A firm's name before the number and a postcode behind the city are left out.
    """
    again = _replaced(text, _COMPILED)
    if _IS_ENGLISH.search(fold(again)) is not None:
        again = _replaced(again, _COMPILED_ENGLISH)
    return text if again == text else tidy(again).strip(" ,")


def _replaced(text: str, forms: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for pattern, template in forms:
        pieces, end = [], 0
        for found in pattern.finditer(fold(text)):
            groups = [text[start:stop] for start, stop in found.regs]
            pieces += [text[end : found.start()], template.format(*groups)]
            end = found.end()
        text = "".join([*pieces, text[end:]]) if pieces else text
    return text
