"""Faults the forge can be told to have, as GitHub sometimes has them. None is on by default.

| fault | what happens |
| --- | --- |
| `mergeable_null` | reads of a pull request answer `mergeable: null` |
| `stale_pull_ref` | a push leaves `refs/pull/N/head` where it was |
| `not_found_after_open` | reads of pull requests answer 404 |
| `delivery_duplicate` | a webhook is delivered twice, with the same delivery id |
| `delivery_late` | a webhook waits until after the next one |
| `delivery_dropped` | a webhook is not delivered; its delivery is recorded as failed |
| `bad_signature` | a webhook is signed with another secret |
| `secondary_limit` | a write answers 403 with `Retry-After: 1`, and is not done |
| `server_error` | an answer is 500 with an HTML page, and nothing is done |
| `bad_gateway` | an answer is 502 with an HTML page, and nothing is done |
| `dropped_after_write` | a write is done, then the connection breaks before the answer |
"""

from __future__ import annotations

from collections import Counter
from typing import Literal, get_args

Fault = Literal[
    "mergeable_null",
    "stale_pull_ref",
    "not_found_after_open",
    "delivery_duplicate",
    "delivery_late",
    "delivery_dropped",
    "bad_signature",
    "secondary_limit",
    "server_error",
    "bad_gateway",
    "dropped_after_write",
]
NAMES: tuple[str, ...] = get_args(Fault)


class Faults:
    """How many times each fault is still to happen."""

    def __init__(self) -> None:
        self._left: Counter[str] = Counter()

    def arm(self, fault: str, times: int) -> None:
        """Let a fault happen so many times from now on; 0 turns it off.

        Raises:
            ValueError: There is no such fault.
        """
        if fault not in NAMES:
            raise ValueError(f"{fault!r} is no fault; there are {', '.join(NAMES)}")
        self._left[fault] = times

    def happens(self, fault: Fault) -> bool:
        """Whether it happens now; each yes uses up one time."""
        if self._left[fault] <= 0:
            return False
        self._left[fault] -= 1
        return True

    def left(self) -> dict[str, int]:
        return {name: self._left[name] for name in NAMES if self._left[name] > 0}
