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
