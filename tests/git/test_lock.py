from __future__ import annotations

import asyncio

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
