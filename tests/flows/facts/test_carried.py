"""Whose work a merged change carries besides its own, with the stand-in forge, real git and our own rows."""

import pytest

from support.decisions import POLICY
from support.pulls import branch_off
from support.values import NOON, REPO, later
from tidegate.core.gates.facts import Authorship
from tidegate.core.known import Unknown
from tidegate.flows.addressing import addressed
from tidegate.flows.facts.carried import written
from tidegate.flows.facts.pushes import head_pushes
from tidegate.store import requests
from tidegate.store.requests import Request

PEOPLE = ("alice", "bob", "carol", "dave")
ALICE, CAROL = frozenset({"alice"}), frozenset({"carol"})


@pytest.fixture
def forge(forge_of_acme):
    forge_of_acme.commit("main", {"README.md": "infra\n"}, author="kim-lead")
    branch_off(forge_of_acme, "staging", "main")
    return forge_of_acme


def merged(forge, head, by, merger, *, approved_by=None, signed=False):
    """A pull request into `staging`. Answers with its number and the commit it was merged as."""
    branch_off(forge, head, "staging")
    forge.commit(head, {f"{head}.tf": "# new\n"}, author=by, signed=signed)
    wanted = {"title": head, "head": head, "base": "staging", "body": "Why"}
    number = forge.must(by, "POST", f"/repos/{REPO}/pulls", wanted)["number"]
    if approved_by:
        review = {"event": "APPROVE", "body": "looked"}
        forge.must(approved_by, "POST", f"/repos/{REPO}/pulls/{number}/reviews", review)
    return number, forge.must(merger, "PUT", f"/repos/{REPO}/pulls/{number}/merge", {"merge_method": "merge"})["sha"]


async def waits(door, sha, number, at=NOON):
    row = Request(repo=REPO, branch="staging", sha=sha, number=number, environment="staging", state="open", at=at)
    async with door.database.begin() as tx:
        await requests.supersede(tx, REPO, "staging", by=sha)
        await requests.keep(tx, row)


async def found(door, number):
    await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))
    change = await addressed(REPO, number)
    return await written(change, "staging", PEOPLE, POLICY, await head_pushes(change, POLICY))


async def test_whoever_opened_what_was_merged_before_and_not_reviewed_has_a_part(door, forge):
    number, sha = merged(forge, "first", "alice", "carol")
    await waits(door, sha, number)
    number, sha = merged(forge, "second", "bob", "kim-lead")
    await waits(door, sha, number, later(60))
    assert await found(door, number) == Authorship(opened=ALICE)


async def test_what_others_have_reviewed_is_told_apart(door, forge):
    number, sha = merged(forge, "first", "alice", "carol", approved_by="bob", signed=True)
    await waits(door, sha, number)
    number, sha = merged(forge, "second", "bob", "kim-lead")
    await waits(door, sha, number, later(60))
    assert await found(door, number) == Authorship(verified=ALICE, opened=ALICE, reviewed=ALICE)


async def test_who_signed_what_was_pushed_past_it_wrote_it(door, forge):
    number, sha = merged(forge, "first", "alice", "kim-lead")
    await waits(door, sha, number)
    await waits(door, forge.commit("staging", {"b.tf": "# b\n"}, author="carol", signed=True), number, later(60))
    assert await found(door, number) == Authorship(verified=CAROL)


async def test_what_was_applied_before_counts_no_more(door, forge):
    number, sha = merged(forge, "first", "alice", "carol")
    await waits(door, sha, number)
    async with door.database.begin() as tx:
        await requests.settle(tx, await requests.open_of_change(tx, REPO, number), "done")
    number, sha = merged(forge, "second", "bob", "kim-lead")
    await waits(door, sha, number, later(60))
    assert await found(door, number) == Authorship()


async def test_while_the_forge_tells_nothing_of_what_was_merged_before_nobody_knows(door, forge):
    number, sha = merged(forge, "second", "bob", "kim-lead")
    await waits(door, sha, 999)
    await waits(door, forge.commit("staging", {"b.tf": "# b\n"}, author="carol"), number, later(60))
    assert isinstance(await found(door, number), Unknown)
