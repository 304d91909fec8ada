import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

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


async def test_one_its_branch_was_moved_back_to_waits_again_and_one_that_is_done_does_not(database):
    async with database.begin() as tx:
        await requests.keep(tx, replace(FIRST, state="superseded"))
        assert await requests.keep(tx, FIRST)
        assert await requests.find(tx, REPO, "staging", FIRST.sha) == FIRST
        await requests.settle(tx, FIRST, "done")
        assert not await requests.keep(tx, FIRST)
        assert await requests.open_of_change(tx, REPO, 7) is None


async def test_the_next_push_supersedes_what_waits_on_the_branch_and_nothing_else(database):
    elsewhere = replace(FIRST, branch="main")
    async with database.begin() as tx:
        for one in (FIRST, elsewhere):
            assert await requests.keep(tx, one)
            assert not await requests.keep(tx, one)
        assert await requests.supersede(tx, REPO, "staging", by=SECOND.sha) == (FIRST,)
        await requests.keep(tx, SECOND)
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


async def test_heads_that_come_at_once_leave_one_of_them_open(database):
    heads = [replace(FIRST, sha=sign * 40, number=number) for number, sign in enumerate("abcdef", 1)]

    async def land(head):
        async with database.begin() as tx:
            await requests.hold(tx, REPO)
            await requests.supersede(tx, REPO, "staging", by=head.sha)
            await requests.keep(tx, head)

    await asyncio.gather(*map(land, heads))
    async with database.read() as tx:
        states = [each.state for each in await requests.of_branch(tx, REPO, "staging")]
    assert sorted(states) == ["open", *["superseded"] * 5]


async def test_the_database_itself_refuses_a_second_open_head_of_a_branch(database):
    async with database.begin() as tx:
        await requests.keep(tx, FIRST)
        await requests.keep(tx, replace(SECOND, state="superseded"))
    with pytest.raises(IntegrityError):
        await _keep(database, THIRD)


async def _keep(database, request):
    async with database.begin() as tx:
        await requests.keep(tx, request)


def test_a_head_carries_what_was_superseded_before_it_up_to_the_last_one_that_was_applied():
    superseded = replace(SECOND, state="superseded")
    assert due((THIRD, superseded, FIRST), THIRD) == (THIRD, superseded, FIRST)
    assert due((THIRD, superseded, replace(FIRST, state="done")), THIRD) == (THIRD, superseded)
    assert due((THIRD, replace(SECOND, state="done"), FIRST), THIRD) == (THIRD,)
    assert due((THIRD, SECOND, FIRST), FIRST) == (FIRST,)


async def test_a_commit_is_asked_for_what_waits_at_it_before_what_has_ended_there(database):
    elsewhere = replace(FIRST, branch="main", number=-1, at=later(5))
    async with database.begin() as tx:
        for one in (FIRST, elsewhere):
            await requests.keep(tx, one)
        await requests.settle(tx, elsewhere, "done")
        assert await requests.at_commit(tx, REPO, FIRST.sha) == FIRST
        await requests.settle(tx, FIRST, "superseded")
        assert await requests.at_commit(tx, REPO, FIRST.sha) == replace(elsewhere, state="done")
        assert await requests.at_commit(tx, REPO, "f" * 40) is None
