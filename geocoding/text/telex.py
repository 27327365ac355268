"""Telex and VNI keystrokes left in a text ("Nguyeenx Traix", "Nguye6n4 Tra4i") turned into the letters they stand for.

The keyboard is replayed on each word, and only a word that becomes a Vietnamese syllable is touched, for none is
written with such keys in it. What may fit by chance, a foreign word ("Moon") or a code ("BA1", "ngo5"), is taken
only beside surer words.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from geocoding.text.fold import CACHED_NAMES, fold
from geocoding.text.syllables import ACUTE, DOT, GRAVE, HOOK, TILDE, spell

_VOWELS = frozenset("aăâeêioôơuưy")
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"a": "ă", "o": "ơ", "u": "ư"}
_PAIRS = ("uo", "ưo", "uơ")

_ABBREVIATIONS = frozenset({"kđt", "kđtm", "đg", "đt", "hnôi"})

_FOREIGN_WORDS = """
ams bar bee beef beer bees bis boats bois boo boom boost born bose bow box boxe burn bury bus busy car chair chaos
char charm chest chips chose coo core corn cos cost cow cups dawn days deer dest docs does door dor dos dose dots down
dust eos gary gas gasp geox ghee goo goof haan harm has her here hero his hits hoo hoof hoops horn host how hust ins
its kee keen keeps kees kits las last lax lens les lex lips lisa list loops loren los lose lost lots low lux macs maps
mary mas masi meets mens mer mere mis mix moon moons more morn mos most must nest nets noon nora norm nose now nuts
oops ops ore oren oreo ori own owns queen queens quest res rest rex roof room rooms roots rosa rose rosen row rows
runs rust says see seem seems seen sees sets sims sis sits six sof sofa soo soon sur taro tax taxi tee term test there
these this thor thorn those thus tips tons too tops tor town towns trans tree trees trojan trust turn usa var vast vex
vis visa vos was wax
"""
_NUMBER_WORDS = frozenset({"bis", "ter"})
"""Words that belong to a house number ("7 bis"), whatever their keys would type."""
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
"""English words and initials met on signs that the keys would turn into a syllable."""

_ENOUGH = 2
"""The evidence a text must hold before any of its words is taken for typing; one that fits by chance gives none."""

_WORD = re.compile(r"[^\W_]+")
_LETTER = "[a-zăâđêôơư]"
_VOWEL = "[aeiouyăâêôơư]"
_TELEX_WORD = re.compile(
    rf"(?<![^\W_])(?=k?dd|{_LETTER}{{0,9}}(?:w|aa|ee|oo|{_VOWEL}{_LETTER}{{0,6}}[sfrxj])){_LETTER}{{2,12}}(?![^\W_])",
    re.IGNORECASE,
)
_VNI_START = rf"{_LETTER}(?:{_LETTER}|9|(?<=[ou])[67]|(?<=[aeiouy])[1-5](?={_LETTER}))"
_VNI_WORD = re.compile(
    rf"(?<![^\W_])(?!no\d[a-z]?\b)(?={_LETTER}{{1,8}}[1-9]){_VNI_START}[a-zăâđêôơư1-9]{{0,10}}(?![^\W_])",
    re.IGNORECASE,
)
_VNI_SURE = re.compile(r".*\d\D+\d|(?=.{5}).*\d\D")
"""Digits in two places, or one inside a long word: no code looks like that and spells a syllable."""
_VNI_STREET = re.compile(r"(?<![^\W_])[Dd]9\.(?=\s?[^\W\d_])")
"""The street word in VNI, "D9. Láng"; a block D9 has a comma behind it."""
_NUMBER_AT_END = re.compile(r"(\D+)\d+[a-zA-Z]?")

_NUMBERED_WORDS = (
    "so sn ngo ng ngach ngh nghach hem kiet to tdp thon xom doi cum khu tang phong lo nha toa can thua quan phuong"
)
NUMBERED = frozenset(_NUMBERED_WORDS.split())
"""Folded words of the grammar that a number follows."""
_ALLEY_WORDS = frozenset({"ngo", "ngach", "hem"})
_NUMBERING_WORDS = frozenset({"ngõ", "ngách", "hẻm"})


@dataclass(frozen=True, slots=True)
class _Method:
    """A way of typing: the words it may have left, its tone keys, what other keys do, and how telling a word is."""

    name: str
    words: re.Pattern[str]
    tones: Mapping[str, str]
    press: Callable[[str, str], str]
    evidence: Callable[[str], int]


def _press_telex(letters: str, key: str) -> str:
    if key == "w":
        return _horned(letters, "aou") or letters + "ư"
    if key in _HATS and letters.endswith(key):
        return letters[:-1] + _HATS[key]
    return letters[:-1] + "đ" if key == "d" and letters.endswith("d") else letters + key


def _press_vni(letters: str, key: str) -> str:
    match key:
        case "6":
            return _marked(letters, _HATS, "aeo") or letters + key
        case "7":
            return _horned(letters, "ou") or letters + key
        case "8":
            return _marked(letters, _HORNS, "a") or letters + key
        case "9" if letters.endswith("d"):
            return letters[:-1] + "đ"
        case _:
            return letters + key


def _horned(letters: str, vowels: str) -> str:
    """The letters with the last horn or breve they can take, "uo" as "ươ"; "" when they can take none."""
    for pair in _PAIRS:
        if pair in letters:
            return letters.replace(pair, "ươ")
    return _marked(letters, _HORNS, vowels)


def _marked(letters: str, marks: Mapping[str, str], vowels: str) -> str:
    place = max(letters.rfind(vowel) for vowel in vowels)
    return letters[:place] + marks[letters[place]] + letters[place + 1 :] if place >= 0 else ""


def _telex_evidence(word: str) -> int:
    return 0 if len(word) == 2 or word.lower() in _FOREIGN else _ENOUGH


def _vni_evidence(word: str) -> int:
    numbered = _NUMBER_AT_END.fullmatch(word)
    if numbered is not None and fold(numbered[1]) in NUMBERED:
        return 0
    return _ENOUGH if _VNI_SURE.match(word) is not None else int(len(word) > 3 and not word.isupper())


_METHODS = (
    _Method(
        name="telex",
        words=_TELEX_WORD,
        tones={"s": ACUTE, "f": GRAVE, "r": HOOK, "x": TILDE, "j": DOT},
        press=_press_telex,
        evidence=_telex_evidence,
    ),
    _Method(
        name="vni",
        words=_VNI_WORD,
        tones={"1": ACUTE, "2": GRAVE, "3": HOOK, "4": TILDE, "5": DOT},
        press=_press_vni,
        evidence=_vni_evidence,
    ),
)


def decode(text: str) -> tuple[str, tuple[str, ...]]:
    """The tidy text with its left-over keystrokes typed out, and the ways of typing found ("telex", "vni")."""
    used = []
    for place, method in enumerate(_METHODS):
        decoded = _decode(text, place)
        if decoded != text:
            text = decoded
            used.append(method.name)
    return text, tuple(used)


def is_typed(word: str) -> bool:
    """Whether a word by itself is surely Telex or VNI for a syllable."""
    return any(
        syllable and method.evidence(word) >= _ENOUGH
        for method, syllable in zip(_METHODS, _syllables(word), strict=True)
    )


@lru_cache(maxsize=CACHED_NAMES)
def may_be_typed(word: str) -> bool:
    """Whether `decode` may change this word of letters and digits when it stands in a text; remembered."""
    return any(_syllables(word))


@lru_cache(maxsize=CACHED_NAMES)
def _syllables(word: str) -> tuple[str, ...]:
    """The syllable that a whole word types by each method, "" for none."""
    found = (typed(word, method) if method.words.fullmatch(word) is not None else "" for method in _METHODS)
    return tuple("" if _is_numbered(word, syllable) else syllable for syllable in found)


def _is_numbered(word: str, syllable: str) -> bool:
    """Whether the digits behind a numbering word are a number: "Hem36" is hẻm 36 or, in VNI, hẻm 6, but never hểm."""
    letters = word.rstrip("0123456789")
    is_numbered = len(word) - len(letters) > 1 and fold(letters) in _ALLEY_WORDS
    return is_numbered and syllable.lower() not in _NUMBERING_WORDS


def _decode(text: str, place: int) -> str:
    """The text with what one method, given by its place, left in it typed out, if that is sure enough."""
    method = _METHODS[place]
    found = {word: syllable for word in _WORD.findall(text) if (syllable := _syllables(word)[place])}
    if sum(method.evidence(word) for word in found) < _ENOUGH:
        return text
    decoded = _WORD.sub(lambda word: found.get(word[0], word[0]), text)
    return _VNI_STREET.sub("Đ.", decoded) if method.name == "vni" else decoded


def typed(word: str, method: _Method) -> str:
    """The syllable these keys type, in the case of the word; "" when they type none or nothing but themselves."""
    keys = word.lower()
    letters = tone = ""
    for key in keys:
        mark = method.tones.get(key, "")
        if not mark or _VOWELS.isdisjoint(letters):
            letters = method.press(letters, key)
        elif tone:
            return ""
        else:
            tone = mark
    if keys in _NUMBER_WORDS:
        return ""
    syllable = letters if letters in _ABBREVIATIONS else spell(letters.replace("ưo", "ươ"), tone)
    return "" if syllable == keys else _in_case_of(word, syllable)


def _in_case_of(word: str, syllable: str) -> str:
    if word.isupper():
        return syllable.upper()
    return syllable.capitalize() if word[0].isupper() else syllable
