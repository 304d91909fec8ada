from support.values import NOON, REPO, STAGING
from tidegate.core.deployments.locks import Place
from tidegate.core.projects.model import Project
from tidegate.store import project_locks


async def test_the_first_change_gets_the_lock_and_the_second_is_told_who_has_it(database):
    async with database.begin() as tx:
        assert await project_locks.take(tx, REPO, STAGING, number=7, actor="bob", at=NOON) == 7
        assert await project_locks.take(tx, REPO, STAGING, number=8, actor="carol", at=NOON) == 7
        assert await project_locks.take(tx, REPO, STAGING, number=7, actor="bob", at=NOON) == 7


async def test_a_lock_is_free_again_once_its_change_lets_go(database):
    async with database.begin() as tx:
        await project_locks.take(tx, REPO, STAGING, number=7, actor="bob", at=NOON)
        released = await project_locks.release(tx, REPO, 7)
        assert [lock.dir for lock in released] == ["environments/staging"]
        assert await project_locks.holder_of(tx, REPO, STAGING) is None


async def test_every_lock_is_listed(database):
    async with database.begin() as tx:
        await project_locks.take(tx, REPO, STAGING, number=7, actor="bob", at=NOON)
        (lock,) = await project_locks.every(tx)
    assert (lock.repo, lock.workspace, lock.number, lock.actor, lock.since) == (REPO, "staging", 7, "bob", NOON)


async def test_a_change_keeps_the_locks_it_still_needs(database):
    other = Project(dir="network")
    async with database.begin() as tx:
        await project_locks.take(tx, REPO, STAGING, number=7, actor="bob", at=NOON)
        await project_locks.take(tx, REPO, other, number=7, actor="bob", at=NOON)
        await project_locks.release_but(tx, REPO, 7, [Place(dir="network", workspace="default")])
        assert [lock.dir for lock in await project_locks.of_repo(tx, REPO)] == ["network"]
        there = Place(dir="network", workspace="default")
        assert await project_locks.holders(tx, REPO, [there, Place(dir="network", workspace="other")]) == {there: 7}
        assert await project_locks.holders(tx, "acme/other", [there]) == {}
