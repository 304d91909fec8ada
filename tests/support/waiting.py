"""Waiting for something to be seen, with a deadline."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(what: str, look: Callable[[], T], *, seconds: float = 120) -> T:
    """Look until the answer is true; fails the test with `what` when it never is.

    The deadline only ends a test that has failed: it is far beyond what a busy machine takes.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        seen = look()
        if seen:
            return seen
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds:.0f} s in vain for {what}")
