"""When a process looks for garbage: what it remembers of names lives as long as itself, and holds no circles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG_OBJECTS = 50_000
"""So many more objects than before ask for a look at the young ones; Python's own 700 are a few answers."""
MIDDLE_AGED_AFTER = 20
OLD_AFTER = 100


def look_rarely() -> None:
    """From now on in this process; a seventh of the time of addresses never met went into looking."""
    gc.set_threshold(YOUNG_OBJECTS, MIDDLE_AGED_AFTER, OLD_AFTER)


def look_at_the_new_alone() -> None:
    """Look rarely, and never again at what lives already: for a process that answers for days."""
    gc.collect()
    gc.freeze()
    look_rarely()


@contextmanager
def uncollected() -> Iterator[None]:
    """Without any look: hundreds of thousands of records that live anyway would be gone through."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
