from dataclasses import replace

from support.values import NOON, REPO, later
from tidegate.store import merges
from tidegate.store.merges import Merged

FIRST = Merged(
    repo=REPO, branch="develop", sha="a" * 40, tree="1" * 40, number=7, allowed=True, decision_id="d1", at=NOON
)


async def test_the_merges_of_a_branch_are_read_newest_first(database):
    second = replace(FIRST, sha="b" * 40, number=8, at=later(5))
    async with database.begin() as tx:
        for one in (FIRST, second, replace(FIRST, branch="other")):
            await merges.keep(tx, one)
        assert await merges.of_branch(tx, REPO, "develop") == (second, FIRST)


async def test_a_merge_told_again_is_one_merge(database):
    async with database.begin() as tx:
        await merges.keep(tx, replace(FIRST, allowed=False))
        await merges.keep(tx, FIRST)
        assert await merges.of_branch(tx, REPO, "develop") == (FIRST,)
