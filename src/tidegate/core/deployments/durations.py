"""How long an apply usually takes."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

Taken = Sequence[float]
"""Seconds the last applies of one project took; empty when it has none."""


def usual(waves: Sequence[Sequence[Taken]]) -> int | None:
    """Seconds an apply usually takes: each project its median, those side by side the longest, wave after wave.

    A project that was never applied adds nothing; None when none of them was.
    """
    known = [[median(taken) for taken in wave if taken] for wave in waves]
    if not any(known):
        return None
    return round(sum(max(wave) for wave in known if wave))
