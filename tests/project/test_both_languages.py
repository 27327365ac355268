"""What people are told is told in both languages: Vietnamese first, English beside it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

TOLD = {"AccountRefused", "AddressRefused", "AgreementInvalid", "BadParameter", "KeyRefused", "echo", "CommunesMissing"}
"""What carries a sentence to a person by itself; other errors carry facts or `Words`."""
SHOWN_AS_TEXT = ("app/cli", "geocoding/layers/columns.py", "geocoding/layers/csv_layer.py")
"""Where a plain `ValueError` is what the command line prints."""

_VIETNAMESE = re.compile(r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
_WORDS = re.compile(r"[a-z]{2,} [a-z]{2,}")


def literal(node: ast.expr) -> str:
    """The constant parts of a text."""
    return "".join(
        part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


def told_in(path: Path) -> Iterator[tuple[int, str]]:
    """The sentences of a module that are told to people as they stand there."""
    is_shown = str(path.relative_to(ROOT)).startswith(SHOWN_AS_TEXT)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and node.arg == "help":
            yield node.value.lineno, literal(node.value)
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in TOLD or (is_shown and name == "ValueError"):
                yield node.lineno, literal(node.args[0])


def is_in_one_language(text: str) -> bool:
    """Whether a text is a sentence without its other half."""
    return bool(_WORDS.search(text)) and not (_VIETNAMESE.search(text) and re.search(r" [/·] |\n", text))


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("no commune {code}", True),
        ("không có xã / no commune", False),
        ("{name}", False),
        ("không có xã phường nao", True),
    ],
)
def test_a_sentence_in_one_language_is_seen(text: str, alone: bool) -> None:
    assert is_in_one_language(text) is alone


def test_whatever_is_told_to_people_is_told_in_both_languages() -> None:
    files = [path for package in ("app", "geocoding", "postcode") for path in sorted((ROOT / package).rglob("*.py"))]
    alone = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in files
        for line, text in told_in(path)
        if is_in_one_language(text)
    ]
    assert alone == []


def test_words_have_both_halves() -> None:
    """`Words("…", "…")` with one text twice, or an empty one, is one language under another name."""
    wrong = []
    for path in sorted((ROOT / "app").rglob("*.py")) + sorted((ROOT / "postcode").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Words" and len(node.args) == 2:
                vi, en = map(literal, node.args)
                if (vi == en and _WORDS.search(vi)) or bool(re.search(r"\w", vi)) != bool(re.search(r"\w", en)):
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}: {vi}")
    assert wrong == []
