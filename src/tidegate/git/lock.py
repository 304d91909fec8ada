"""One at a time, among the tasks and event loops of this server and among servers that share a data folder."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from weakref import WeakKeyDictionary

POLL = 0.05


class FolderLock:
    """A lock whose file lies beside what it guards.

    The file arbitrates; tasks of one event loop queue for it first, so that they take turns without polling.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._queues: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()

    @asynccontextmanager
    async def held(self) -> AsyncIterator[int]:
        """Hold the lock. Programs that inherit the yielded descriptor hold it on should we die."""
        async with self._queues.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                while not _try(descriptor):  # noqa: ASYNC110 - another loop or process sets no event of ours
                    await asyncio.sleep(POLL)
                yield descriptor
            finally:
                os.close(descriptor)


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
