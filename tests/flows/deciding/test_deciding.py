"""The check of a merge, with the stand-in forge and real git."""

import pytest

from support.values import REPO
from tidegate.flows.addressing import addressed
from tidegate.flows.deciding.deciding import consider
from tidegate.flows.rules import rules_at

GOVERNANCE = """
version: 1
people: {developer: {github: ["@acme/developers"]}}
environments:
  dev: {branch: develop, plan: {allow: [developer]}, apply: disabled}
"""
MAIN_TF = "environments/dev/main.tf"


@pytest.fixture
async def forge(door, forge_of_acme):
    forge_of_acme.commit("main", {"tidegate.yaml": GOVERNANCE, MAIN_TF: "# before\n"}, author="kim-lead")
    branch_off(forge_of_acme, "develop", "main")
    branch_off(forge_of_acme, "feature/infra-add-redis", "develop")
    return forge_of_acme


def branch_off(forge, name, start):
    sha = forge.must("kim-lead", "GET", f"/repos/{REPO}/git/ref/heads/{start}")["object"]["sha"]
    forge.must("kim-lead", "POST", f"/repos/{REPO}/git/refs", {"ref": f"refs/heads/{name}", "sha": sha})


async def missing(door, forge, files):
    """What keeps a change of some files of which there is no plan from being merged."""
    forge.commit("feature/infra-add-redis", files, author="alice")
    wanted = {"title": "Redis", "head": "feature/infra-add-redis", "base": "develop", "body": ""}
    number = forge.must("alice", "POST", f"/repos/{REPO}/pulls", wanted)["number"]
    await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))
    change = await addressed(REPO, number)
    rules = await rules_at(change, change.head_sha)
    made = (await consider("alice", change, "dev", (), rules, asking="order")).decision
    assert made.action == "merge"
    return {answer.gate for answer in made.missing}


async def test_what_nobody_has_planned_is_not_fit_to_be_merged(door, forge):
    assert {"fresh", "checks", "approvals"} <= await missing(door, forge, {MAIN_TF: "# after\n"})


async def test_what_is_about_no_project_needs_its_review_alone(door, forge):
    assert await missing(door, forge, {"README.md": "# Redis\n"}) == {"approvals"}
