from datetime import timedelta

from support.values import NOON, REPO, STAGING
from tidegate.core.deployments.locks import Place
from tidegate.store import lock_queue

HERE = Place(dir=STAGING.dir, workspace=STAGING.workspace)


async def test_a_change_keeps_its_place_when_somebody_asks_again(database):
    async with database.begin() as tx:
        await lock_queue.wait(tx, REPO, STAGING, number=8, actor="bob", head_sha="aaa", at=NOON)
        await lock_queue.wait(tx, REPO, STAGING, number=8, actor="carol", head_sha="bbb", at=NOON + timedelta(hours=1))
        (wait,) = await lock_queue.of_repo(tx, REPO)
    assert (wait.place, wait.key, wait.number, wait.since) == (HERE, STAGING.key, 8, NOON)
    assert (wait.actor, wait.head_sha) == ("carol", "bbb")


async def test_those_who_came_first_are_listed_first(database):
    async with database.begin() as tx:
        await lock_queue.wait(tx, REPO, STAGING, number=8, actor="bob", head_sha="aaa", at=NOON + timedelta(hours=1))
        await lock_queue.wait(tx, REPO, STAGING, number=9, actor="carol", head_sha="bbb", at=NOON)
        assert [wait.number for wait in await lock_queue.of_repo(tx, REPO)] == [9, 8]
        assert [(repo, wait.number) for repo, wait in await lock_queue.every(tx)] == [(REPO, 9), (REPO, 8)]
        assert await lock_queue.of_repo(tx, "acme/other") == ()


async def test_a_change_leaves_one_place_or_the_whole_queue(database):
    async with database.begin() as tx:
        await lock_queue.wait(tx, REPO, STAGING, number=8, actor="bob", head_sha="aaa", at=NOON)
        await lock_queue.leave(tx, REPO, 8, [Place(dir="elsewhere", workspace="default")])
        assert len(await lock_queue.of_repo(tx, REPO)) == 1
        await lock_queue.leave(tx, REPO, 8, [HERE])
        assert await lock_queue.of_repo(tx, REPO) == ()
        await lock_queue.wait(tx, REPO, STAGING, number=8, actor="bob", head_sha="aaa", at=NOON)
        await lock_queue.leave(tx, REPO, 8)
        assert await lock_queue.of_repo(tx, REPO) == ()
