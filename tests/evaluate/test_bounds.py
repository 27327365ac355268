import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evaluate.bounds import upper_bound


@pytest.mark.parametrize(
    ("hits", "n", "bound"),
    [
        (0, 1, 0.95),
        (0, 10, 0.2589),
        (0, 1_000, 0.0029912),
        (1, 10, 0.3942),
        (5, 10, 0.7776),
        (10, 10, 1.0),
        (0, 0, 1.0),
        (10, 10_000, 0.0016953),
    ],
)
def test_bound_is_that_of_the_tables(hits: int, n: int, bound: float) -> None:
    assert upper_bound(hits, n) == pytest.approx(bound, rel=2e-3)


@given(n=st.integers(1, 300), share=st.floats(0, 1))
def test_bound_lies_above_the_rate_and_grows_with_the_hits(n: int, share: float) -> None:
    hits = int(share * n)
    assert hits / n <= upper_bound(hits, n) <= 1.0
    assert upper_bound(hits, n) <= upper_bound(min(n, hits + 1), n)


def test_more_questions_make_the_bound_tighter() -> None:
    bounds = [upper_bound(0, n) for n in (10, 100, 1_000, 10_000)]
    assert bounds == sorted(bounds, reverse=True)
