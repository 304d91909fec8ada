from dataclasses import replace

from support.values import NOON, REPO, later
from tidegate.store import opened
from tidegate.store.opened import Opened


async def test_whoever_asked_first_for_a_pull_request_of_ours_stays_its_author(database):
    one = Opened(repo=REPO, number=9, kind="promotion", actor="bob", origin="a" * 40, at=NOON)
    async with database.begin() as tx:
        await opened.keep(tx, one)
        await opened.keep(tx, replace(one, actor="carol", at=later(2)))
        assert await opened.find(tx, REPO, 9) == one
        assert await opened.find(tx, REPO, 10) is None
        assert await opened.of_numbers(tx, REPO, (9, 10)) == {9: one}
        assert await opened.numbers(tx, REPO, "promotion") == (9,)
        assert await opened.numbers(tx, REPO, "back_merge") == ()
