"""The wording of delivery remarks, as patterns; each word is met with its diacritics or with none at all.

Kept apart from the rules that use them, so that a new phrase is one more line here. Groups are named after the kind
of remark they find (`geocoding.text.noise.Noise`).
"""

import re

from geocoding.text.fold import UPPER, fold

_MARKED_WORD = re.compile(r"[^\W\d_]*[^\x00-\x7f][^\W\d_]*")


def _either(pattern: str) -> str:
    """The pattern with every Vietnamese word also in its plain spelling: "gọi" → "(?:gọi|goi)"."""
    return _MARKED_WORD.sub(lambda word: f"(?:{word[0]}|{fold(word[0])})", pattern)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _any(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


_OWN_SEGMENT = r"(?:(?<=^)|(?<=[,;(\[|])|(?<=[,;(\[|.] )|(?<=\s-\s))"
_NUMBER_WORD = _either(
    r"(?:(?:số|sn|nhà số|nhà \d+|ngõ|ngách|hẻm|tòa|toà|lô)(?!\w)|ng\.|ngh\.|\d|#|(?:no\.?|house|number|lane|alley) ?\d)"
)
_NAME = r"[^\W\d_]+\.?"
_CAPITAL = rf"(?-i:[{UPPER}])[^\W\d_]*"
_BREAK = r"(?:[,;()\[\]|]|\s-\s|$)"

_EMAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
_MOBILE = (
    r"[345789](?:\d{8}|\d{1,2}(?:[ .-]\d{3,4}){2}|\d{2}(?:[ .-]\d\d){3}|\d[ .-]\d{3}(?:[ .-]\d\d){2}"
    r"|[ .-]?\d{4}[ .-]\d{4}|\d{2,4}[ .-]\d{3,6})"
)
_LANDLINE = r"2\d\d?[ .)-]{0,2}\d{3,4}[ .-]?\d{4}"
_NUMBER = rf"\(?(?:\+?84\)?[ .-]?|0)(?:{_MOBILE}|{_LANDLINE})\)?"
_CALL = _either(
    r"(?<!\w)(?:(?:số )?(?:điện thoại|s?đt|s?d9t|s?ddt)|liên hệ|lh|hotline|tel|phone|zalo|call|gọi|alo)[\s.:]*"
)
CONTACT_SIGN = re.compile(r"@|(?:0|84)[)\d .-]{8}")
"""What every contact has; quick to look for."""
CONTACT = _compile(
    rf"(?P<email>{_EMAIL})|(?P<phone>(?:{_CALL}|(?<![\w/+.-])){_NUMBER}(?:\s?[/-]\s?0\d{{9}})*(?![\w/]))"
)
"""E-mail addresses and Vietnamese telephone numbers, never a part of a slash chain."""

_TITLE = r"(?:(?:anh|chị|chi|cô|chú|bác|em|bạn|mr|ms|mrs|(?-i:[aAcC]))\s|[ac]\.\s?)"
TITLED_AT_END = _compile(rf"(?:^|[,;()|]|\s-)\s*({_TITLE}{_NAME}(?:\s{_NAME}){{0,3}})[\s,:(|-]*$")
TITLED_BEHIND = _compile(
    rf"\s((?:(?:anh|chị|cô|chú|bác|em|bạn|mr|ms|mrs|(?-i:[AC]))\.?)(?:\s{_CAPITAL}){{1,3}})[\s,:(|-]*$"
)
"""A person between an address and the telephone number that ends the text."""
NAME_ALONE = _compile(
    rf"[\s,]*((?!{_either('số|ngõ|ngách|hẻm|đường|phố|thôn|xóm|tổ|khu|phường|xã|quận|huyện')}\b)"
    rf"{_NAME}(?:\s{_NAME}){{1,4}})[\s,:(-]*"
)
DIGIT = re.compile(r"\d")
WORD = re.compile(r"\w+")
BRACKET_OR_COLON = re.compile(r"[(\[:]")

_WHO = (
    _either(r"(?: (?:cho|giúp|hộ|giùm))?(?: (?:em|mình|tôi|shop|e|m|(?:chị|anh|cô|chú|bác|c|a)\b")
    + rf"(?: {_CAPITAL})?))?"
)
_THANKS = _either(rf"(?: (?:nhé|nha|ạ|giúp em|giúp mình|giúp tôi|cảm ơn|cám ơn|thanks)(?= ?{_BREAK}| cảm))*")
_PLEASE = _either(r"(?:(?:vui lòng|làm ơn|xin|nhờ|hãy) )?")
_WHEN = _either(
    r"(?:(?:trong|ngoài|vào|sau|trước) )?(?:giờ hành chính|giờ hc|giờ nghỉ trưa|(?:buổi )?(?:sáng|trưa|chiều|tối)"
    r"|cuối tuần|chủ nhật|thứ [2-7]|hôm nay|ngày mai|trong ngày"
    r"|\d{1,2}(?:h\d{0,2}|g| giờ)(?: ?- ?\d{1,2}(?:h\d{0,2}|g| giờ))?)"
)
_HOW = _either(r"(?:nhanh|gấp|hỏa tốc|hoả tốc|tận nơi|tận tay|tận nhà|sớm|cod|tiết kiệm)")
_GATE = _either(r"(?:bảo vệ|lễ tân|sảnh|cửa|hàng xóm|cổng)")
_DELIVER = _either(r"(?:giao|ship|nhận|phát)(?: hàng)?")
_AMOUNT = _either(r"(?: \d{1,4} ?(?:k|nghìn|tr)(?!\w))?")
_METRES = _either(r"\d{1,4} ?(?:m|mét)(?!\w)")
_TURN = _either(r"(?:rẽ|quẹo)(?: (?:tay|bên))?(?: (?:trái|phải))?")
_WALK = _either(r"(?:đi |chạy )?(?:vào|vô|thẳng)(?: (?:trong|sâu|thẳng))?(?: (?:ngõ|ngách|hẻm))?(?: khoảng| tầm)?")
_THEN = _either("(?:thì |rồi |là )")
_DIRECTIONS = rf"(?:{_WALK} ?{_METRES}(?:,? ?{_THEN}?{_TURN})?|{_TURN}(?: {_METRES})?(?=\s?{_BREAK}))"
"""How to walk on from the address: "vào ngõ 50m rẽ trái"; never an alley 50."""
_INSTRUCTIONS = _any(
    rf"{_PLEASE}{_either('(?:không )?')}{_DELIVER}{_WHO}(?: (?:{_WHEN}|{_HOW}))+{_AMOUNT}",
    _either(r"(?:(?:trong|ngoài|vào) )?giờ hành chính"),
    rf"{_PLEASE}{_either('(?:không )?(?:gọi|alo|call|nhắn tin|liên hệ|lh|báo)(?: điện)?(?: thoại)?')}{_WHO}"
    rf"{_either('(?: trước(?: khi)?| khi| lúc)(?: (?:giao|đến|tới|ship|phát|qua|lấy|nơi))*(?: hàng)?')}"
    rf"{_either('(?: [0-9]{1,3} ?(?:phút|p|tiếng|h))?')}",
    _either(r"(?:khi )?(?:đến|tới)(?: nơi)?(?: thì)? (?:gọi|alo|call)(?: điện)?") + _WHO,
    _either(r"(?:ship|giao|thu) cod|(?:miễn phí|free) ?ship"),
    _either(r"trước \d{1,2} ?(?:phút|p|tiếng)"),
    _DIRECTIONS,
    _either(rf"(?:để|gửi|nhận)(?: hàng)?(?: (?:ở|tại|lại|cho|dưới|trước))? {_GATE}"),
    _either(r"(?:gặp|nhờ) (?:bảo vệ|lễ tân)(?: nhận(?: hàng)?(?: hộ)?)?"),
    _either(r"trước khi (?:giao|đến|tới|ship)(?: hàng)?|giúp (?:em|mình|tôi)"),
    rf"{_OWN_SEGMENT}{_either('(?:cảm ơn|cám ơn|thanks)')}{_WHO}(?=\s?[.!]?\s?{_BREAK})",
    rf"(?<!ngoại )(?<!ngoai ){_either('(?:giao|ship|phát)(?: hàng)? (?:đến|tới|về|tại)')}(?: {_either('địa chỉ')})?:?",
)
_PARCEL_NOTES = _either(
    r"(?:hàng|đồ) (?:dễ vỡ|đông lạnh|tươi sống|cồng kềnh)|dễ vỡ|(?:xin )?nhẹ tay|tránh va đập"
    r"|(?:không )?(?:được |cho )(?:khách )?(?:xem|kiểm|kiểm tra|thử|đồng kiểm|mở)(?: hàng)"
)
_LABELS = _either(
    rf"(?:(?:nhà )?(?:em|mình|tôi)|nhà (?:anh|chị)) (?:đang )?ở(?: tại)?(?= {_NUMBER_WORD})|"
    r"địa chỉ(?: (?:nhận|giao)(?: hàng)?)?\s?:?|(?:đ/?c|d9/?c|dd/?c|address|add)\s?:"
)
_NAME_LABELS = _either(
    r"(?:(?:tên )?người nhận|ng nhận|(?:tên|khách hàng|khách|kh|họ tên|họ và tên|gửi)(?= ?:))\s?[:-]?"
)
_NOT_A_NAME = _either(r"(?!(?:số|sn|ngõ|ngách|hẻm|đường|phố|phường|xã|địa chỉ|sđt|đt|tại|ở)\b)")
_RECIPIENTS = _any(
    rf"{_NAME_LABELS}(?:\s{_NOT_A_NAME}{_NAME}){{0,5}}",
    rf"{_either('(?:gặp|gửi)')} (?:anh|chị|chi|cô|chú|bác|em|[ac]\b\.?)(?:\s{_CAPITAL}){{1,3}}",
    rf"{_OWN_SEGMENT}(?:chị {_NAME}|(?:(?-i:anh|a|c) |(?!c\. ?c[ưu]\b)[ac]\. ?){_CAPITAL})"
    rf"(?:\s{_CAPITAL}){{0,3}}(?=\s?{_BREAK})",
    rf"(?<=[(\[])\s?(?:(?:anh|chị|chi|cô|chú|bác|[ac]) |[ac]\. ?){_NAME}(?:\s{_NAME}){{0,2}}(?=\s?(?:[)\],-]|$))",
)
REMARK = _compile(
    r"(?<!\w)(?:"
    rf"(?P<recipient>{_RECIPIENTS})|(?P<instruction>{_INSTRUCTIONS}{_THANKS})"
    rf"|(?P<parcel_note>{_PARCEL_NOTES}{_THANKS})|(?P<label>{_LABELS})"
    r")(?!\w)"
)
"""Labels, instructions, notes on the parcel and recipients."""

_IS_NUMBERED = rf"(?=(?:{_either('với')} )?{_NUMBER_WORD})"
LANDMARK = _compile(
    r"(?<!\w)(?:"
    + _either(r"(?:(?:ở|ngay|nằm) )?(?:đối diện|bên cạnh|ngay cạnh|sát cạnh|sau lưng|đằng sau|phía sau|kế bên)")
    + _either(r"|(?:ngay |nằm )?(?:bên hông|sát vách|nhìn sang|trông sang)")
    + r"|(?:ngay )?(?:gần|cạnh|(?<!gạch )(?<!gach )(?:chéo|chếch|xéo)(?: góc)?)|(?:(?<=^)|(?<=[,;(-]\s)|(?<=[,;(]))gan"
    + _either(r"|liền kề(?= (?:với|nhà)(?!\w)| [^,]*(?<!\w)(?:ngõ|ngách|hẻm|phố|đường)(?!\w))")
    + r"|(?:next to|near(?:by)?|opp(?:osite|\.)?(?: to)?|behind|beside|in front of|across from|close to|adjacent to)"
    + r"|(?:(?<!cảnh )sát|(?<!canh )sat|vách|vach|cheo|xeo|canh|qu[aáà]|(?<!phượng )(?-i:cách)|đ[/.]?d|d[/.]d"
    + rf"|{_either('(?:trước|trc) (?:cửa|mặt)|(?:cạnh|sau|sát) nhà')})"
    + rf"(?: {_IS_NUMBERED})) ?{_either('(?:với )?')}(?=[\w#])"
)
"""The words that open a landmark; "gan" and "canh" alone are also syllables of names, "cách" and "sát" more often."""

DOUBT = _compile(
    r"(?P<doubt>(?<=\d) ?[?*_]+(?!\w)|(?<=\d) ?(?:\.{2,}|…)|(?<!\w)(?:nhầm|"
    + _either(r"(?:không|ko|hông|chẳng|đâu) phải|đừng (?:giao|ship|gửi|đến|tới)|hoặc|hay là|between|not at")
    + _either(r"|(?:nằm |ở )?(?:khoảng )?giữa(?= (?:số|nhà|ngõ|ngách|\d))")
    + _either(r"|(?:khoảng|tầm|chừng|quãng|đoạn|dãy|các)(?= (?:nhà số|số|sn)(?!\w))")
    + r")(?!\w))"
)
"""Words that say that the address beside them is not, or not surely, the one meant."""
DOUBT_SIGN = re.compile(
    r"[?*…_./](?:(?<=\d[?*…_])|(?<=\d [?*…_])|(?:(?<=\d\.)|(?<=\d \.))\.|(?<=[dđDĐ]/)[dđDĐ](?!\w)(?<!\w[dđDĐ]/[dđDĐ]))"
)
"""What a number that is not sure has behind it, and a landmark's abbreviation that no word begins; rare signs first."""

_UNIT = _either(
    r"(?:phường|thị trấn|quận|huyện|thị xã|thành phố)(?=\s\w)|hà nội(?!\w)|(?:[pqhx]|tp|tt|tx)\.|xã(?!\w)|tp(?!\w)"
)
OWN_NUMBER = _compile(_either(r"(?<!\w)(?:số nhà|nhà số|số|sn|nhà)\s?\d"))
"""A house number that says so itself."""
NUMBER_BEFORE_XA = re.compile(r"\d[a-z]? xã?a?(?= )", re.IGNORECASE)
NUMBER_WORD = _compile(rf"(?:{_either('(?:với|nhà|căn|cái)')} )*{_NUMBER_WORD}")
SEGMENT_END = _compile(rf"\s*{_BREAK}|\s+(?={_UNIT})")
PART_END = _compile(rf"\s*{_BREAK}|\s+(?={_UNIT}|{_either('(?:số|sn|ngõ|ngách|hẻm|đường|phố|thôn|xóm)(?!')}" + r"\w))")

_SIGNAL_WORDS = """
alo call cạnh cho chị cod diện đằng đập để địa được freeship gan gần gặp giao giúp gọi gửi hành kềnh kế khi lạnh lúc
lưng nhận nhẹ nhờ ở ơn phát phía quẹo rẽ ship thanks trước tươi vào vô vỡ
sát chéo chếch xéo vách hông nhìn trông trc opposite opp near nearby next behind beside front across close adjacent
qua quá phải đừng hoặc giữa between chừng dãy kề sau
"""
_MARKED_SIGNALS = "nhầm cách quãng tầm khoảng đoạn các đ/d đd d/d dd là"
"""Signals whose plain letters are those of names: "Phượng Cách", "Quang Trung"."""
SIGNALS = frozenset([*_SIGNAL_WORDS.split(), *fold(_SIGNAL_WORDS).split(), *_MARKED_SIGNALS.split()])
"""Every remark and landmark holds one of these words, but those with a colon or in brackets, and persons."""
TRIGGERS = SIGNALS | {"anh", "a", "c"}
"""Those and the words that may name a person in a part of the text by itself; they are met in names of places too."""
PART = re.compile(r"[^,;()\[\]|]+")
"""What stands between two breaks; no remark goes over one."""
