"""Whose word it is that a deployment was tested, with the stand-in forge, real git and our own rows."""

from dataclasses import replace

import pytest

from support.decisions import POLICY
from support.pulls import branch_off, merged, opened
from support.values import NOON, REPO, deployment
from tidegate.core.gates.rules import Rules
from tidegate.core.statements import Statement
from tidegate.flows.addressing import addressed
from tidegate.flows.facts.confirmed import confirmations
from tidegate.store import requests, said
from tidegate.store.requests import Request

RULES = Rules(policy=POLICY, environment=POLICY.environments["staging"])
PROD = POLICY.environments["prod"]


@pytest.fixture
def forge(forge_of_acme):
    forge_of_acme.commit("main", {"README.md": "infra\n"}, author="kim-lead")
    for branch in ("develop", "staging"):
        branch_off(forge_of_acme, branch, "main")
    return forge_of_acme


async def says(door, number, person):
    word = Statement(
        id=f"{number}.{person}",
        person=person,
        surface="comment",
        at=NOON,
        said="check",
        subject="staging_tests",
        evidence="https://wiki.example/t",
    )
    async with door.database.begin() as tx:
        await said.add(tx, REPO, number, word)


async def counted(door, made, asking=None):
    """Whether somebody's word that a deployment of a change was tested counts."""
    await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))
    change = await addressed(REPO, made)
    entry = replace(deployment(state="applied"), repo=REPO, number=made, head_sha=change.head_sha)
    following = await addressed(REPO, asking) if asking else None
    found = await confirmations(following, [entry], RULES, PROD)
    assert found[entry.id] in ((), (NOON,))
    return bool(found[entry.id])


@pytest.mark.parametrize(("person", "counts"), [("bob", True), ("alice", False), ("erin", False)])
async def test_it_is_the_word_of_somebody_with_a_role_who_did_not_make_it(door, forge, person, counts):
    forge.commit("develop", {"a.tf": "# a\n"}, author="alice")
    number = opened(forge, "develop", "staging")
    await says(door, number, person)
    assert await counted(door, number) is counts


@pytest.mark.parametrize(("person", "counts"), [("dave", True), ("bob", False), ("carol", False)])
async def test_said_on_the_promotion_it_counts_from_those_who_made_nothing_of_what_was_deployed(
    door, forge, person, counts
):
    branch_off(forge, "feature/infra-add-a", "staging")
    forge.commit("feature/infra-add-a", {"a.tf": "# a\n"}, author="carol", signed=True)
    made = opened(forge, "feature/infra-add-a", "staging", by="bob")
    merged(forge, made, approved_by="dave")
    branch_off(forge, "promote/prod/1", "staging")
    asking = opened(forge, "promote/prod/1", "main", by="alice")
    await says(door, asking, person)
    assert await counted(door, made, asking) is counts


async def test_whoever_opened_what_was_applied_with_a_merged_change_does_not_confirm_it(door, forge):
    for number, (head, by) in enumerate((("first", "bob"), ("second", "alice")), start=1):
        branch_off(forge, head, "staging")
        forge.commit(head, {f"{head}.tf": "# new\n"}, author="alice")
        made = opened(forge, head, "staging", by=by)
        await waits(door, merged(forge, made, approved_by="dave"), made, state="open" if number == 2 else "superseded")
    for person, counts in (("bob", False), ("dave", True)):
        await says(door, made, person)
        assert await counted(door, made) is counts


async def waits(door, sha, number, state):
    row = Request(repo=REPO, branch="staging", sha=sha, number=number, environment="staging", state=state, at=NOON)
    async with door.database.begin() as tx:
        await requests.keep(tx, row)


async def test_nothing_counts_for_what_the_forge_does_not_know(door, forge):
    forge.commit("develop", {"a.tf": "# a\n"}, author="alice")
    asking = opened(forge, "develop", "staging")
    await says(door, asking, "bob")
    await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))
    gone = replace(deployment(state="applied"), repo=REPO, number=999)
    adopted = replace(gone, id="adopted", number=0)
    found = await confirmations(await addressed(REPO, asking), [gone, adopted], RULES, PROD)
    assert found == {gone.id: (), "adopted": (NOON,)}
