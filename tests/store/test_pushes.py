from support.values import NOON, REPO, later
from tidegate.core.events import BranchPushed
from tidegate.store import pushes


def _push(after, at=NOON):
    return BranchPushed(repo=REPO, branch="develop", before="0" * 40, after=after, pusher="carol", at=at)


async def test_a_push_told_twice_is_one_push(database):
    async with database.begin() as tx:
        await pushes.record(tx, _push("a" * 40))
        await pushes.record(tx, _push("a" * 40, at=later(3)))
        (found,) = await pushes.of_branch(tx, REPO, "develop")
    assert (found.after, found.pusher, found.at) == ("a" * 40, "carol", NOON)


async def test_pushes_of_one_branch_come_newest_first(database):
    async with database.begin() as tx:
        await pushes.record(tx, _push("a" * 40))
        await pushes.record(tx, _push("b" * 40, at=later(3)))
        assert [push.after[0] for push in await pushes.of_branch(tx, REPO, "develop")] == ["b", "a"]
        assert await pushes.of_branch(tx, REPO, "main") == ()
