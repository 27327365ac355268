"""Functions run in a process of their own, for what kills itself.

Never a fork of the test run: its threads may hold locks that nobody in the child would ever let go.
"""

from collections.abc import Callable
from multiprocessing import get_context
from typing import ParamSpec

import pytest

KILLED = -9
LONGEST_S = 300.0
_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.db.dying", "tests.editing.town", "tests.batches.jobs"])

P = ParamSpec("P")


def exit_code_of(function: Callable[P, object], /, *args: P.args, **kwargs: P.kwargs) -> int:
    """How the process ended: 0, or minus the signal that killed it; fails the test when it does not end."""
    process = _CONTEXT.Process(target=function, args=args, kwargs=kwargs, daemon=True)
    process.start()
    process.join(LONGEST_S)
    if process.exitcode is None:
        process.kill()
        pytest.fail(f"{function.__name__} has not ended within {LONGEST_S:g} s")
    return process.exitcode
