from dataclasses import replace

import sqlalchemy as sa

from support.values import NOON, REPO, later
from tidegate.store import merges, tables
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


async def test_a_commit_two_changes_were_merged_by_was_let_through_if_both_were(database):
    denied, beside = replace(FIRST, allowed=False), replace(FIRST, number=8, decision_id="d2")
    for told in ((denied, beside), (beside, denied)):
        async with database.begin() as tx:
            await tx.execute(sa.delete(tables.merges))
            for one in told:
                await merges.keep(tx, one)
            assert await merges.of_branch(tx, REPO, "develop") == (denied,)
