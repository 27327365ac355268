import pytest

from app.api.language import Language, preferred


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", Language.VI),
        ("vi", Language.VI),
        ("en", Language.EN),
        ("en-US,en;q=0.9", Language.EN),
        ("en;q=0.5, vi;q=0.8", Language.VI),
        ("vi;q=0.3,en-GB;q=0.7", Language.EN),
        ("fr, de", Language.VI),
        ("*", Language.VI),
        ("en;q=abc", Language.VI),
        ("en;q=0", Language.VI),
        (";;;,,q=", Language.VI),
    ],
)
def test_vietnamese_is_spoken_unless_english_is_liked_better(header: str, language: Language) -> None:
    assert preferred(header) is language
