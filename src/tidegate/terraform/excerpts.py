"""What of a log is kept with its step. A log may hold gigabytes, so its middle is passed over unread."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

HEAD = 64 * 1024  # Bytes, like the next.
TAIL = 192 * 1024


def excerpt(log: Path, head: int = HEAD, tail: int = TAIL) -> str:
    """A log, or its first and last lines with a word on how much is left out between them.

    Whole lines only: half a secret would not be recognised. Without NUL: PostgreSQL keeps every character but this one.
    """
    with log.open("rb") as opened:
        size = os.fstat(opened.fileno()).st_size
        kept = opened.read(size) if size <= head + tail else _ends(opened, size, head, tail)
    return kept.decode(errors="replace").replace("\0", "")


def _ends(log: BinaryIO, size: int, head: int, tail: int) -> bytes:
    first = log.read(head)
    first = first[: first.rfind(b"\n") + 1]
    log.seek(size - tail - 1)  # From one before: perhaps the end of a line.
    last = log.read(tail + 1).partition(b"\n")[2]
    left_out = size - len(first) - len(last)
    return first + f"[{left_out:,} bytes are left out here; the log has them.]\n".encode() + last
