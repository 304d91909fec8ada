"""Whose pushes a change deploys, with the stand-in forge, real git and our own rows."""

from dataclasses import replace

import pytest

from support.decisions import POLICY
from support.pulls import branch_off, merged, opened
from support.values import NOON, REPO, later
from tidegate.core.events import BranchPushed
from tidegate.core.gates.consent.approvers import excluded, unknown_pusher
from tidegate.core.gates.facts import Facts
from tidegate.core.known import Unknown
from tidegate.flows.addressing import addressed, branch_as_change, pushed_change
from tidegate.flows.facts.pushes import head_pushes
from tidegate.store import changes, pushes, requests
from tidegate.store.requests import Request


@pytest.fixture
def forge(forge_of_acme):
    forge_of_acme.commit("main", {"README.md": "infra\n"}, author="kim-lead")
    for branch in ("develop", "staging"):
        branch_off(forge_of_acme, branch, "main")
    return forge_of_acme


async def cannot_approve(door, number, *people):
    """Those of the people who had a part in a change by their pushes."""
    await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))
    change = await addressed(REPO, number)
    found = await head_pushes(change, POLICY)
    known = Facts(
        actor="", change=replace(change, author="nobody"), environment="staging", projects=(), head_pushes=found
    )
    assert unknown_pusher(known) == ""
    return {person for person in people if excluded(person, known)}


async def test_whoever_merges_a_pull_request_into_an_ordinary_head_has_pushed_to_it(door, forge):
    branch_off(forge, "feature/infra-add-redis", "develop")
    forge.commit("feature/infra-add-redis", {"a.tf": "# a\n"}, author="alice")
    branch_off(forge, "side", "feature/infra-add-redis")
    forge.commit("side", {"b.tf": "# b\n"}, author="carol")
    merged(forge, opened(forge, "side", "feature/infra-add-redis", by="carol"), by="carol", approved_by="bob")
    number = opened(forge, "feature/infra-add-redis", "develop")
    assert await cannot_approve(door, number, "alice", "bob", "carol") == {"alice", "carol"}


async def test_merging_what_was_reviewed_into_a_promotion_is_no_push_and_pushing_past_it_is_one(door, forge):
    branch_off(forge, "feature/infra-add-redis", "develop")
    forge.commit("feature/infra-add-redis", {"a.tf": "# a\n"}, author="alice")
    merged(forge, opened(forge, "feature/infra-add-redis", "develop"), by="carol", approved_by="bob")
    number = opened(forge, "develop", "staging")
    assert await cannot_approve(door, number, "bob", "carol", "dave") == set()
    forge.commit("develop", {"b.tf": "# b\n"}, author="dave")
    assert await cannot_approve(door, number, "bob", "carol", "dave") == {"dave"}


async def waits(door, sha, number, at=NOON, state="open"):
    row = Request(repo=REPO, branch="staging", sha=sha, number=number, environment="staging", state=state, at=at)
    async with door.database.begin() as tx:
        await requests.supersede(tx, REPO, "staging", by=sha)
        await requests.keep(tx, row)


async def test_what_was_pushed_past_a_merge_that_waits_is_its_pushers(door, forge):
    forge.commit("develop", {"a.tf": "# a\n"}, author="alice")
    number = opened(forge, "develop", "staging")
    await waits(door, merged(forge, number, by="carol", approved_by="bob"), number)
    assert await cannot_approve(door, number, "bob", "carol", "dave") == set()
    await waits(door, forge.commit("staging", {"b.tf": "# b\n"}, author="dave"), number, at=later(60))
    assert await cannot_approve(door, number, "bob", "carol", "dave") == {"dave"}


async def test_whoever_pushed_what_waits_with_a_push_has_a_part_in_it(door, forge):
    start = forge.must("kim-lead", "GET", f"/repos/{REPO}/git/ref/heads/staging")["object"]["sha"]
    first = forge.commit("staging", {"a.tf": "# a\n"}, author="alice")
    second = forge.commit("staging", {"b.tf": "# b\n"}, author="dave")
    await waits(door, first, 0, state="superseded")
    await waits(door, second, -1, at=later(60))
    push = pushed_change(branch_as_change(REPO, "staging", second, "dave", before=first), -1, second)
    async with door.database.begin() as tx:
        for before, after, who in ((start, first, "alice"), (first, second, "dave")):
            event = BranchPushed(repo=REPO, branch="staging", before=before, after=after, pusher=who, at=NOON)
            await pushes.record(tx, event)
        await changes.remember(tx, push, NOON)
    assert await cannot_approve(door, -1, "alice", "bob", "carol", "dave") == {"alice", "dave"}


@pytest.mark.parametrize("head", ["staging", "promote/prod/1"])
async def test_what_was_pushed_past_every_pull_request_is_its_pushers_on_a_promotion_too(door, forge, head):
    forge.commit("staging", {"b.tf": "# b\n"}, author="dave")
    branch_off_or_stay(forge, head, "staging")
    number = opened(forge, head, "main", by="bob")
    assert await cannot_approve(door, number, "bob", "carol", "dave") == {"dave"}


def branch_off_or_stay(forge, name, start):
    if name != start:
        branch_off(forge, name, start)


async def test_whoever_merged_what_was_reviewed_may_approve_a_promotion_of_ours(door, forge):
    branch_off(forge, "feature/infra-add-redis", "staging")
    forge.commit("feature/infra-add-redis", {"a.tf": "# a\n"}, author="alice")
    merged(forge, opened(forge, "feature/infra-add-redis", "staging"), by="carol", approved_by="bob")
    branch_off(forge, "promote/prod/1", "staging")
    forge.commit("staging", {"later.tf": "# not promoted\n"}, author="dave")
    number = opened(forge, "promote/prod/1", "main", by="bob")
    assert await cannot_approve(door, number, "carol", "dave") == set()


async def test_what_a_promotion_was_moved_on_to_is_its_pushers(door, forge):
    branch_off(forge, "promote/prod/1", "staging")
    forge.commit("promote/prod/1", {"fix.tf": "# fix\n"}, author="carol")
    number = opened(forge, "promote/prod/1", "main", by="bob")
    assert await cannot_approve(door, number, "bob", "carol", "dave") == {"carol"}


async def test_of_a_promotion_cut_at_what_no_known_push_brought_nobody_knows_the_makers(door, forge):
    branch_off(forge, "elsewhere", "staging")
    forge.commit("elsewhere", {"b.tf": "# b\n"}, author="dave")
    branch_off(forge, "promote/prod/1", "elsewhere")
    number = opened(forge, "promote/prod/1", "main", by="bob")
    await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))
    found = await head_pushes(await addressed(REPO, number), POLICY)
    assert isinstance(found, Unknown)
    assert "to `staging`" in str(found.unknown_because)
