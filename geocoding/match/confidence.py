"""How sure an answer is: a cautious probability from what speaks for it and against it.

One factor for each kind of evidence, fitted on the sample city: one less the upper 95 % bound of how often a household
with that evidence was wrong (3 / n where none was), rounded down. `benchmarks/calibration.py` prints, for each
confidence given, how often the household was right; docs/evaluation.md reports it on other registers.
"""

from functools import lru_cache
from typing import NamedTuple


class Evidence(NamedTuple):
    """What speaks for and against the one household found.

    `slips`: letters mended in a name; `has_context`: the question named its commune or district and they agree;
    `accents_differ`: the name has other diacritics than asked; `has_rest`: words were left unread.
    """

    slips: int
    has_context: bool
    accents_differ: bool
    has_rest: bool


_BASE = 0.999
_WITHOUT_CONTEXT = 0.998
_REST = 0.993
_ACCENTS = 0.99
_SLIP = (1.0, 0.998, 0.95)
"""By the letters mended; of two there were too few to be fitted."""


@lru_cache(maxsize=32)
def confidence_of(evidence: Evidence) -> float:
    """The probability, 0 to 1, that the household is the one meant."""
    sure = _BASE * _SLIP[min(evidence.slips, 2)]
    sure *= 1.0 if evidence.has_context else _WITHOUT_CONTEXT
    sure *= _ACCENTS if evidence.accents_differ else 1.0
    return sure * (_REST if evidence.has_rest else 1.0)
