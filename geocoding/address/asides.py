"""What people write before, behind and between the parts of an address, and slips in its marker words.

For a second chance only, as `geocoding.address.forms`: pairs of a pattern and what it is replaced by. Patterns in plain
letters are met in the folded text, the others in the text in small letters.
"""

OPENS = "so|nha|sn|can|phong|p|toa|ngo|ngach|hem|lo|lk|bt|thon|xom|duong|pho|tap the|chung cu|tang"
"""Folded words that an address may open with."""

_NEXT = rf"(?=(?:{OPENS})\b|\d)"
_WHO = r"(?:minh|em|chi|anh|e|c|a|co|chu|bac|toi|shop|ban)"
_KIN = r"(?:anh|chi|co|chu|bac|em|ban|ad|shop|a|c|e)"
_GOODS = r"(?:ao|quan|hop|cai|bo|don|chiec|goi|thung|doi giay|kien)"
_MONEY = r"[\d.,]*\d\s?(?:k|vnd|d|dong|nghin|tr)?"
_SURE = (
    rf"(?:nhe(?: {_KIN})?|nha {_KIN}|{_KIN} (?:oi|nhe)|(?:da )?ck roi|moi co nha|lay \d+ \w+|cam on"
    rf"|(?:ship|giao|gui) (?:giup|ho|cho|nhe)(?: {_KIN})?|giup {_KIN})"
)
_CHAT = (
    rf"(?:{_SURE}|nha|di|giup|ho|{_KIN}|(?:chieu|toi|sang|trua)(?: nay| mai)?|mai|hom nay"
    r"|buoi (?:toi|sang|chieu|trua)|giao)"
)
"""Talk around an address; by itself a word of it may end a name, as in "Miêu Nha"."""
_TURN = r"(?:re|queo) (?:trai|phai)(?: \d+\s?m)?(?: (?:la|thi) toi)?"
_REMARK = (
    rf"(?:cua (?:cuon|kinh|sat|xep)|cong (?:mau )?(?:xanh|do|den|trang|vang|nau)|{_TURN}|di thang(?: \w+){{0,3}}"
    rf"|(?:het|dau|cuoi|giua) (?:ngo|ngach|hem|duong|pho)(?: {_TURN})?|ngay (?:dau|cuoi) (?:ngo|ngach|hem)"
    r"|nha co(?: [a-z]+){1,4}|nha \d+ tang(?: son \w+)?|o to (?:do|dau|vao)(?: tan)? (?:cua|nha|noi)"
    r"|gui hang xom(?: neu(?: \w+){1,3})?|sau \d{1,2}(?:h\d{0,2}|g)|(?:o )?ben (?:tay )?(?:phai|trai)|bam chuong"
    r"|mat (?:duong|pho|ngo|tien)|(?:ngo|hem) cut|vao sau \d+\s?m|xe may vao duoc|neu vang(?: nha)?"
    r"|(?:de hang o )?chot(?: bao ve)?|de hang o(?: [a-z]+){1,4}|khong co nha thi(?: \w+){1,4})"
)
_PLUS_CODE = r"(?:7p[gh]7)?[23456789cfghjmpqrvwx]{4}\+[23456789cfghjmpqrvwx]{2,3}"
_POINT = r"(?:20|21)\.\d{3,}\s?[,;]\s?10[56]\.\d{3,}"
_KEPT_FOR = (
    r"(?:shop|chi tiet|nha rieng|van phong|co quan|kho|tam tru|thuong tru|hktt|dktt|dkhktt|"
    r"(?:noi|cho) o(?: hien (?:nay|tai))?|dia chi chi tiet)"
)
_FIRM = (
    r"(?:cafe|ca phe|quan (?:pho|cafe|ca phe|an|nhau|com|bun|tra|bia)|nha khoa|phong kham|benh vien|truong|ctcp|cty|"
    r"cong ty|chi nhanh|ngan hang|khach san|homestay|karaoke|studio|gara|winmart|vinmart|circle k|toco|shop|spa)"
)

NEXT_TO = r"[^,\d]*\b(?:doi dien|canh|gan|sat|vach|cheo|xeo|cach|qua|giua|sau|truoc|ngo|ngach|hem)\b"
"""Words that make the number behind them that of another house; nothing that holds one is left out."""

ASIDES = (
    (r"(?<!\w)o\s(\d{1,3})\s((?:lk|bt|sh|tt)\d{1,2})\b", "{2}-{1}"),
    (r"\b((?:lk|bt|sh|tt)\d{1,2})\s?-\s?o\s?(\d{1,3})\b", "{1}-{2}"),
    (rf"(?:(?<![\s,(])[\s,(]++)?(?<![\w+])(?:{_PLUS_CODE}|{_POINT})(?![\w+])\)?", ", "),
    (r"(?<=\d)\\(?=\d)", "/"),
    (r"^(\d{1,4}[a-z]?),?\s(?=(?:so|so nha|sn)\s\1\b)", ""),
    (r"^\s*\d{1,2}[.)]\s(?=(?:so|nha|sn)\b|\d)", ""),
    (r"(?<!\w)(?:sô|sồ|sổ|xố|só|soó|sôố|sốô|sỗ)(?: nhà)?\s?:?\s?(?=\d)", "số "),
    (r"(?<!\w)(?:ngỏ|ngọ|ngỗ|ngò|ngó|nghõ|nngõ|ngõo|ngo~|ngỡ)\s?(?=\d)", "ngõ "),
    (r"(?<!\w)(?:nghách|ngắch|ngạch|ngạnh|ngách'|nghạch|ngach')\s?(?=\d)", "ngách "),
    (r"(?<!\w)(?:hẽm|hèm|hẻmm|hém|hẹm)\s?(?=\d)", "hẻm "),
    (r"(?<!\w)(?:phuờng|phưòng|phừơng|phuòng|phườg|phườngg|phướng|pường)\s", "phường "),
    (r"(?<!\w)(?:đuờng|đưòng|đừơng|dường|duờng|đườg|đừong|đuòng)\s", "đường "),
    (r"(?<!\w)(?:phô|phổ|phồ|pố)\s", "phố "),
    (r"(?<!\w)ngach'\s?(?=\d)", "ngách "),
    (r"\bs[/.]\s?n\b\.?\s?:?\s?(?=\d)", "số "),
    (r"\b(?:bien )?so nha\s?:\s?(?=\d)|\bbien so nha\s(?=\d)", "số nhà "),
    (r"\bto dp\s?(?:so\s)?(?=\d)|\b(?:khu dan cu|kdc)\s(?:so\s)?(?=\d)", "tổ "),
    (r"^(\d{1,2})f,?\s", "tầng {1}, "),
    (r"^t(\d{1,2}),?\s(?=(?:so|sn|nha)\s|\d)", "tầng {1}, "),
    (r"\bln\.?\s(?=\d)", "ngõ "),
    (r"^house\s(?=\d)", "số "),
    (r"\blang\s(?=[a-z]+(?: [a-z]+)?,?\s(?:xa|x\.|huyen|quoc oai|thach that|ba vi)\b)", "thôn "),
    (r"\bkhu\s(?=(?:hoan kiem|ba dinh|hai ba trung|dong da)\b)", "quận "),
    (r"[\s,]+(?:thuoc(?: dia ban)?|o|tai|tren dia ban),?\s(?=(?:phuong|xa|thi tran|quan|huyen)\s|[pxqh]\.)", ", "),
    (r"\s(?:thuoc|cua|o|tai)\s(?=(?:pho|duong)\s)", " "),
    (r"\btrong\s(?=(?:ngo|ngach|hem)\s)", ""),
    (rf"^(?:dia chi\s?:?\s?)?thua dat(?: tai|\s?:)\s?:?\s?(?=(?:{OPENS})\b|\d)(?!.*\bto (?:ban do|so)\b)", ""),
    (rf"^[\[(]?{_KEPT_FOR}[\])]?\s?[:,-]?\s?{_NEXT}", ""),
    (rf"(?<=[,-]\s){_KEPT_FOR}\s?:\s?{_NEXT}", ""),
    (
        (
            rf"^(?:(?:d/?c|dia chi)\s?:?\s)?(?:(?:ship|gui|giao|chuyen)\s)?(?:(?:giup|cho|ho)\s)?(?:{_WHO}\s)?"
            rf"(?:(?:den|toi|ve|la|o|tai)\s?:?\s){_NEXT}"
        ),
        "",
    ),
    (
        (
            rf"^(?:cod|thu(?: ho)?|tong)\s{_MONEY}\s?,\s(?=.*\d)|^ma don \w+,\s(?=.*\d)"
            rf"|^\d{{1,3}}\s{_GOODS}\b[^,]*,\s(?=.*\d)"
        ),
        "",
    ),
    (rf"^don \d{{1,3}} \w+,\s(?=.*\d)|^x\d{{1,2}}\s{_NEXT}", ""),
    (rf"[,;.]\s?(?:cod|thu ho)\s?:?\s{_MONEY}\s?(?:vnd|d|k)?\s*$", ""),
    (r"[,;.]\s?(?:giao|ship)\s(?:sau|truoc|t[2-7](?:\s?-\s?t[2-7])?|cn)\s?[\dh]*\s*$", ""),
    (rf"(?:[\s,.!]++{_CHAT}){{0,6}}[\s,.!]++{_SURE}(?:[\s,.!]++{_CHAT}){{0,6}}[\s.!]*$", ""),
    (rf"(?<![\s,(.-])(?:[\s,(.-]++{_REMARK})+\)?(?=[\s,.)]*$)|^(?:{_REMARK}[\s,.]++)+(?=.*\d)", ""),
    (rf"[,\s]*\((?:{_REMARK})\)(?=,|$)", ""),
    (r"^s(\d{1,4}[a-d]?)(?=[,\s])", "số {1}"),
    (rf"^{_FIRM}\+?\s(?=(?:so|sn|nha)\s|\d)", ""),
    (rf"^{_FIRM}\b(?!{NEXT_TO})[^,\d]*(?:,|\s-)\s(?=.*\d)", ""),
)
