from dataclasses import replace

from support.counting import queries
from support.values import CHANGE, NOON, REPO
from tidegate.flows.opening import next_number
from tidegate.store import changes, opened
from tidegate.store.opened import Opened


async def promoted(door, *branches):
    """Pull requests that were opened with these branches."""
    async with door.database.begin() as tx:
        for number, branch in enumerate(branches, 1):
            await changes.remember(tx, replace(CHANGE, number=number, head_branch=branch), NOON)
            one = Opened(repo=REPO, number=number, kind="promotion", actor="bob", origin="a" * 40, at=NOON)
            await opened.keep(tx, one)


async def test_the_next_branch_is_numbered_after_those_of_its_kind_and_environment(door):
    await promoted(door, "promote/prod/1", "promote/staging/1", "promote/prod/2")
    assert await next_number(REPO, "promotion", "promote/prod") == 3
    assert await next_number(REPO, "promotion", "promote/dev") == 1
    assert await next_number(REPO, "back_merge", "back-merge/prod") == 1


async def test_however_many_were_opened_before_our_rows_are_asked_twice(door):
    await promoted(door, *(f"promote/prod/{number}" for number in range(1, 20)))
    with queries(door.database) as sent:
        assert await next_number(REPO, "promotion", "promote/prod") == 20
    assert len(sent) == 2
