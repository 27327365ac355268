import gc
from collections.abc import Iterator

import pytest

from app.garbage import look_rarely, uncollected


@pytest.fixture(autouse=True)
def _usual() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)


def test_a_process_that_answers_many_questions_looks_for_garbage_more_rarely():
    gc.set_threshold(700, 10, 10)
    look_rarely()
    assert all(now > before for now, before in zip(gc.get_threshold(), (700, 10, 10), strict=True))


def test_without_looking_ends_as_it_began():
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
