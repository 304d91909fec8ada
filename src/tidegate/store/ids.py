"""Ids that sort by time, so that queues run in order and pages list newest first without another column."""

from __future__ import annotations

import os
from datetime import datetime


def new_id(kind: str, at: datetime) -> str:
    """`kind-<hex milliseconds>-<random>`; unique, and ordered by `at` within a kind."""
    return f"{kind}-{int(at.timestamp() * 1000):012x}-{os.urandom(4).hex()}"
