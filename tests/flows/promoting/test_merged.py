"""A merge is remembered by whoever comes first, with the stand-in forge, real git and our own rows."""

import pytest

from support.pulls import branch_off, merged, opened
from support.values import REPO
from tidegate.flows.promoting.merged import catch_up
from tidegate.store import merges

GOVERNANCE = """
version: 1
governance: {owners: [senior]}
people:
  senior: {github: ["@acme/senior-developers"]}
environments:
  dev:
    branch: develop
    plan: {allow: [senior]}
    apply: disabled
    checklist: []
  staging:
    branch: staging
    promotes_from: dev
    apply: {allow: [senior], approvals: {count: 1}}
"""


@pytest.fixture
def number(forge_of_acme):
    """A pull request into develop."""
    forge_of_acme.commit("main", {"tidegate.yaml": GOVERNANCE}, author="kim-lead")
    branch_off(forge_of_acme, "develop", "main")
    branch_off(forge_of_acme, "feature/infra-add-it", "develop")
    forge_of_acme.commit("feature/infra-add-it", {"README.md": "more\n"}, author="alice")
    return opened(forge_of_acme, "feature/infra-add-it", "develop")


async def kept(door):
    async with door.database.read() as tx:
        return [(each.sha, each.number, each.allowed) for each in await merges.of_branch(tx, REPO, "develop")]


@pytest.mark.parametrize(("approved_by", "allowed"), [("bob", True), (None, False)])
async def test_a_merge_nobody_has_told_of_is_remembered_with_what_the_rules_say_of_it(
    door, forge_of_acme, number, approved_by, allowed
):
    sha = merged(forge_of_acme, number, approved_by=approved_by)
    await catch_up(REPO, number, "batch-1")
    await catch_up(REPO, number, "batch-2")
    assert await kept(door) == [(sha, number, allowed)]


async def test_of_what_is_not_merged_there_is_nothing_to_remember(door, number):
    await catch_up(REPO, number, "batch-1")
    assert await kept(door) == []
