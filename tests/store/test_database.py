import asyncio

import pytest

from support.values import CHANGE, NOON, REPO, STAGING
from tidegate.store import changes, project_locks
from tidegate.store.database import Database


async def test_a_transaction_that_fails_leaves_nothing(database):
    async def fail():
        async with database.begin() as tx:
            await changes.remember(tx, CHANGE, NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with database.begin() as tx:
        assert await changes.find(tx, REPO, 7) is None


async def test_many_writers_at_once_wait_for_each_other(url):
    databases = [Database(url) for _ in range(4)]

    async def take(database, number):
        async with database.begin() as tx:
            return await project_locks.take(tx, REPO, STAGING, number=number, actor="bob", at=NOON)

    holders = await asyncio.gather(*(take(database, number) for number, database in enumerate(databases)))
    assert len(set(holders)) == 1, "everybody sees the same holder"
    for database in databases:
        await database.close()


async def test_every_event_loop_has_connections_of_its_own(url):
    """Web and workflows share a database and no loop; more transactions than a pool holds, on both at once."""
    shared = Database(url)

    async def busy():
        async def once(number):
            async with shared.begin() as tx:
                await project_locks.take(tx, REPO, STAGING, number=number, actor="bob", at=NOON)

        await asyncio.gather(*(once(number) for number in range(25)))
        await shared.close()

    await asyncio.gather(asyncio.to_thread(asyncio.run, busy()), busy())


async def test_reading_waits_for_nobody_who_writes(database):
    async with database.begin() as writing:
        await changes.remember(writing, CHANGE, NOON)
        async with asyncio.timeout(5):
            async with database.read() as reading:
                assert await changes.find(reading, REPO, 7) is None, "what is not committed is not seen"
