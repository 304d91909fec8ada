from dataclasses import replace

import pytest

from support.values import CHANGE, NOON, REPO, later
from tidegate.core.events import BranchPushed
from tidegate.flows.addressing import addressed, branch_as_change, on_behalf, pushed_change, waiting
from tidegate.store import changes, pushes, requests
from tidegate.store.opened import Opened
from tidegate.store.requests import Request

REQUEST = Request(repo=REPO, branch="staging", sha="b" * 40, number=7, environment="staging", state="open", at=NOON)


def test_what_waits_after_a_merge_is_planned_at_the_branch_and_reviewed_at_the_head_that_was_merged():
    merged = replace(CHANGE, state="merged")
    change = waiting(merged, REQUEST)
    assert (change.head_sha, change.reviewed_sha, change.is_live) == (REQUEST.sha, merged.head_sha, True)
    assert not waiting(merged, None).is_live


def test_an_open_change_is_what_its_head_says_whatever_waits():
    assert waiting(CHANGE, REQUEST) == CHANGE
    assert CHANGE.is_live


def test_whoever_asked_for_a_pull_request_of_ours_is_its_author():
    one = Opened(repo=REPO, number=7, kind="promotion", actor="carol", origin="a" * 40, at=NOON)
    assert on_behalf(CHANGE, one).author == "carol"
    assert on_behalf(CHANGE, None) == CHANGE


def test_a_branch_is_told_as_a_change_that_nobody_asked_a_pull_request_for():
    change = branch_as_change(REPO, "staging", "c" * 40, "carol", before="b" * 40)
    assert (change.number, change.base_branch, change.head_sha, change.base_sha) == (0, "staging", "c" * 40, "b" * 40)
    assert (change.author, change.is_fork, change.is_live) == ("carol", False, False)


async def test_a_push_is_a_change_of_its_own_that_begins_before_all_that_waits_with_it(door, forge_of_acme):
    start, first, second = (forge_of_acme.commit("staging", {"a.tf": f"# {word}\n"}) for word in ("a", "b", "c"))
    row = replace(REQUEST, number=-1, sha=second, at=later(60))
    async with door.database.begin() as tx:
        for before, after, at in ((start, first, NOON), (first, second, later(60))):
            told = BranchPushed(repo=REPO, branch="staging", before=before, after=after, pusher="carol", at=at)
            await pushes.record(tx, told)
        await requests.keep(tx, replace(row, number=0, sha=first, state="superseded", at=NOON))
        await requests.keep(tx, row)
        push = pushed_change(branch_as_change(REPO, "staging", second, "carol", before=first), -1, second)
        await changes.remember(tx, push, later(60))
    change = await addressed(REPO, -1)
    assert (change.author, change.base_sha, change.head_sha, change.is_live) == ("carol", start, second, True)
    async with door.database.begin() as tx:
        await requests.settle(tx, row, "done")
    assert not (await addressed(REPO, -1)).is_live


async def test_a_push_nobody_has_heard_of_is_no_change(door):
    with pytest.raises(LookupError):
        await addressed(REPO, -9)
