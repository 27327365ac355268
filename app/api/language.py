"""Which of the two languages a caller reads: Vietnamese unless English is asked for."""

from enum import StrEnum

from postcode.words import Words


class Language(StrEnum):
    """The languages of the service."""

    VI = "vi"
    EN = "en"

    def pick(self, words: Words) -> str:
        """The sentence in this language."""
        return words.vi if self is Language.VI else words.en


def preferred(accept_language: str) -> Language:
    """The language an `Accept-Language` header likes best (RFC 9110, 12.5.4); Vietnamese in doubt."""
    weights = {language: _weight(accept_language, language) for language in Language}
    return Language.EN if weights[Language.EN] > weights[Language.VI] else Language.VI


def _weight(header: str, language: Language) -> float:
    ranges = [part.strip().partition(";") for part in header.lower().split(",")]
    return max((_quality(rest) for tag, _, rest in ranges if tag.strip().split("-")[0] == language), default=0.0)


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
