from dataclasses import replace

from support.values import NOON, REPO, later
from tidegate.store import requests
from tidegate.store.requests import Request, due

FIRST = Request(repo=REPO, branch="staging", sha="a" * 40, number=7, environment="staging", state="open", at=NOON)
SECOND = replace(FIRST, sha="b" * 40, number=8, at=later(5))
THIRD = replace(FIRST, sha="c" * 40, number=9, at=later(9))


async def test_a_change_is_asked_for_its_open_request(database):
    async with database.begin() as tx:
        await requests.keep(tx, FIRST)
        assert await requests.open_of_change(tx, REPO, 7) == FIRST
        assert await requests.open_of_change(tx, REPO, 8) is None
        await requests.settle(tx, FIRST, "done")
        assert await requests.open_of_change(tx, REPO, 7) is None


async def test_a_push_that_turns_out_to_be_a_merge_gets_its_pull_request(database):
    async with database.begin() as tx:
        await requests.keep(tx, replace(FIRST, number=0))
        assert await requests.open_of_change(tx, REPO, 0) is None
        await requests.keep(tx, replace(FIRST, at=later(3)))
        await requests.keep(tx, replace(FIRST, number=0))
        assert await requests.find(tx, REPO, "staging", FIRST.sha) == FIRST


async def test_the_next_push_supersedes_what_waits_on_the_branch_and_nothing_else(database):
    elsewhere = replace(FIRST, branch="main")
    async with database.begin() as tx:
        for one in (FIRST, SECOND, elsewhere):
            await requests.keep(tx, one)
        assert await requests.supersede(tx, REPO, "staging", by=SECOND.sha) == (FIRST,)
        assert await requests.supersede(tx, REPO, "staging", by=SECOND.sha) == ()
        assert [each.state for each in await requests.of_branch(tx, REPO, "staging")] == ["open", "superseded"]
        assert await requests.find(tx, REPO, "main", FIRST.sha) == elsewhere


async def test_what_has_ended_is_not_opened_again(database):
    async with database.begin() as tx:
        await requests.keep(tx, FIRST)
        await requests.settle(tx, FIRST, "done")
        await requests.keep(tx, FIRST)
        await requests.settle(tx, FIRST, "rejected")
        found = await requests.find(tx, REPO, "staging", FIRST.sha)
    assert found == replace(FIRST, state="done")


def test_a_head_carries_what_was_superseded_before_it_up_to_the_last_one_that_was_applied():
    superseded = replace(SECOND, state="superseded")
    assert due((THIRD, superseded, FIRST), THIRD) == (THIRD, superseded, FIRST)
    assert due((THIRD, superseded, replace(FIRST, state="done")), THIRD) == (THIRD, superseded)
    assert due((THIRD, replace(SECOND, state="done"), FIRST), THIRD) == (THIRD,)
    assert due((THIRD, SECOND, FIRST), FIRST) == (FIRST,)
