"""How bad a rate may be that was seen in a sample: the exact binomial bound (Clopper and Pearson 1934)."""

import math

_STEPS = 60


def upper_bound(hits: int, n: int, *, confidence: float = 0.95) -> float:
    """The one-sided upper bound of a rate seen as `hits` of `n`; 1.0 when nothing was counted.

    Rule of thumb: 0 of n gives about 3 / n.
    """
    if hits >= n:
        return 1.0
    low, high = hits / n, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _at_most(hits, n, rate=middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def _at_most(hits: int, n: int, *, rate: float) -> float:
    """The probability of no more than `hits` in `n` trials."""
    if rate <= 0.0 or rate >= 1.0:
        return 1.0 if rate <= 0.0 else 0.0
    log_rate, log_rest = math.log(rate), math.log1p(-rate)
    ways = math.lgamma(n + 1)
    return math.fsum(
        math.exp(ways - math.lgamma(k + 1) - math.lgamma(n - k + 1) + k * log_rate + (n - k) * log_rest)
        for k in range(hits + 1)
    )
