from __future__ import annotations

import asyncio
import threading

from tidegate.git.lock import FolderLock


async def test_two_that_share_a_file_take_turns(tmp_path):
    inside, most = 0, 0

    async def work(lock: FolderLock) -> None:
        nonlocal inside, most
        async with lock.held():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    ours, theirs = FolderLock(tmp_path / "lock"), FolderLock(tmp_path / "lock")
    await asyncio.gather(*(work(lock) for lock in (ours, theirs, ours, theirs)))
    assert most == 1


async def test_two_event_loops_take_turns(tmp_path):
    lock, inside, seen = FolderLock(tmp_path / "lock"), threading.Lock(), []

    async def work() -> None:
        for _ in range(3):
            async with lock.held():
                seen.append(inside.acquire(blocking=False))
                await asyncio.sleep(0.001)
                inside.release()

    await asyncio.gather(work(), asyncio.to_thread(asyncio.run, work()))
    assert seen == [True] * 6
