from dataclasses import replace

import pytest

from support.decisions import POLICY
from support.values import REPO
from tidegate.flows.facts.primary import with_primary
from tidegate.flows.orders import PromoteOrder
from tidegate.flows.promoting.promoting import prepare_promotion

PROD = replace(POLICY.environments["prod"], branches=("main", "prod"), primary_branch=None)


@pytest.fixture
async def fetched(door, forge_of_acme):
    """The clone of a repository with `main` and further branches."""

    async def fetch(*further):
        base = forge_of_acme.commit("main", {"a.tf": ""})
        for name in further:
            new = {"ref": f"refs/heads/{name}", "sha": base}
            forge_of_acme.must("kim-lead", "POST", f"/repos/{REPO}/git/refs", new)
        await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))

    return fetch


async def test_of_two_branches_that_exist_one_has_to_be_named(fetched):
    await fetched("prod")
    assert await with_primary(REPO, PROD) is None
    named = replace(PROD, primary_branch="prod")
    assert await with_primary(REPO, named) == named


async def test_the_only_one_that_exists_is_meant(fetched):
    await fetched()
    found = await with_primary(REPO, replace(PROD, branches=("prod", "main")))
    assert found is not None
    assert found.primary == "main"


GOVERNANCE = """
version: 1
environments:
  dev: {branch: develop, apply: disabled}
  prod: {branch: [main, prod], promotes_from: dev, apply: {allow: [lead]}}
people:
  lead: {github: [kim-lead]}
"""


async def test_nothing_is_promoted_into_one_of_two_branches_nobody_named(fetched, forge_of_acme):
    forge_of_acme.commit("main", {"tidegate.yaml": GOVERNANCE})
    await fetched("develop", "prod")
    forge_of_acme.commit("develop", {"b.tf": ""})
    pull = {"title": "A", "head": "develop", "base": "main", "body": ""}
    number = forge_of_acme.must("alice", "POST", f"/repos/{REPO}/pulls", pull)["number"]
    order = PromoteOrder(repo=REPO, number=number, actor="kim-lead", word="prod")
    assert await prepare_promotion(order, "order-1") == ""
    said = forge_of_acme.must("bob", "GET", f"/repos/{REPO}/issues/{number}/comments")
    assert "`environments.prod.primary_branch`" in said[-1]["body"]
