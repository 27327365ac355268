"""The last step of a question: pieces to text, then what happens to its letters."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from random import Random

from app.questions.keyboard import Method, typed
from app.questions.pieces import Piece, laid_out, ordered
from app.questions.style import Case, Script, Style

_WORD = re.compile(r"[^\W\d_]+")
_MOVED_TONES = {
    old: new
    for pair in (
        ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
        ("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
        ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
    )
    for old, new in (pair, pair[::-1])
}  # fmt: skip
_MOVED = re.compile(rf"(?<![qQ])({'|'.join(_MOVED_TONES)})\b")
_JOINED_NAME = re.compile(r"(?<=[a-zà-ỹ]) (?=[A-ZÀ-ỸĐ][a-zà-ỹ])")


def put_together(pieces: Sequence[Piece], style: Style, rng: Random) -> str:
    """The text of pieces that were given from the inside out, its letters still as usual."""
    text = laid_out(ordered(pieces, style.order), style.commas, joined=style.joined)
    can_join_names = style.joined and style.case is Case.USUAL
    return _JOINED_NAME.sub("", text, count=1) if can_join_names and rng.random() < 0.3 else text


def lettered(text: str, style: Style, rng: Random) -> str:
    """The text with its letters as the style has them."""
    return in_case(in_script(text, style.script, rng), style.case)


def in_case(text: str, case: Case) -> str:
    """The text in upper or lower case, or as it is."""
    match case:
        case Case.UPPER:
            return text.upper()
        case Case.LOWER:
            return text.lower()
        case _:
            return text


def in_script(text: str, script: Script, rng: Random) -> str:
    """The text with its letters written in another way; digits and marks stay."""
    return _SCRIPTS[script](text, rng)


def without_diacritics(text: str) -> str:
    """The text without any diacritics, case kept; đ becomes d."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def moved_tones(text: str) -> str:
    """The text with tones on oa, oe and uy placed the other way: "Hòa" → "Hoà"; the same text where there is none."""
    return _MOVED.sub(lambda found: _MOVED_TONES[found[0]], text)


def _some_without_diacritics(text: str, rng: Random) -> str:
    return _WORD.sub(lambda found: without_diacritics(found[0]) if rng.random() < 0.4 else found[0], text)


def _typed_by(method: Method) -> Callable[[str, Random], str]:
    def typed_text(text: str, rng: Random) -> str:
        share = rng.choice((0.35, 1.0))
        return _WORD.sub(lambda found: typed(found[0], method, rng) if rng.random() < share else found[0], text)

    return typed_text


_SCRIPTS: dict[Script, Callable[[str, Random], str]] = {
    Script.USUAL: lambda text, _: text,
    Script.NO_DIACRITICS: lambda text, _: without_diacritics(text),
    Script.SOME_DIACRITICS: _some_without_diacritics,
    Script.TELEX: _typed_by(Method.TELEX),
    Script.VNI: _typed_by(Method.VNI),
    Script.NFD: lambda text, _: unicodedata.normalize("NFD", text),
    Script.TONES_MOVED: lambda text, _: moved_tones(text),
}
