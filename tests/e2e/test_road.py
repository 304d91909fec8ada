"""The convention's whole road: feature, develop, staging, production, and a hotfix that goes round it."""

import pytest

from support.house import running_house
from support.waiting import until
from tidegate.sandbox.github.acme import REPO

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

GOVERNANCE = """
version: 1
governance: {owners: [senior]}
people:
  developer: {github: ["@acme/developers"]}
  senior:    {github: ["@acme/senior-developers"], includes: [developer]}
branches:
  feature: {pattern: "feature/infra-*", into: [develop]}
  hotfix:  {pattern: "hotfix/infra-*", into: [main]}
  enforce: true
environments:
  dev:
    branch: develop
    plan: {allow: [developer]}
    apply: disabled
    checklist: []
  staging:
    branch: staging
    promotes_from: dev
    plan: {allow: [developer]}
    apply: {allow: [senior], approvals: {count: 1}}
    after_apply: ["sh scripts/ping.sh staging"]
    checklist: []
  prod:
    aliases: [production]
    branch: main
    promotes_from: staging
    plan: {allow: [developer]}
    apply: {allow: [senior], approvals: {count: 1}}
    checklist: []
"""
MODULE = 'variable "value" {}\n\nresource "terraform_data" "it" {\n  input = var.value\n}\n'
ENVIRONMENTS = ("dev", "staging", "prod")


def root(states, environment, value=None):
    """An environment's `main.tf`: empty at first, then with the module."""
    backend = f'terraform {{\n  backend "local" {{\n    path = "{states}/{environment}.tfstate"\n  }}\n}}\n'
    return backend + (f'\nmodule "it" {{\n  source = "../../modules/it"\n  value  = "{value}"\n}}\n' if value else "")


def feature(states):
    roots = {f"environments/{name}/main.tf": root(states, name, f"{name}-1") for name in ENVIRONMENTS}
    return {"modules/it/main.tf": MODULE, **roots}


@pytest.fixture
def states(tmp_path):
    folder = tmp_path / "states"
    folder.mkdir()
    return folder


@pytest.fixture
def house(tmp_path, states, request):
    """With what a test asks of the server besides."""
    files = {
        "tidegate.yaml": GOVERNANCE,
        "scripts/ping.sh": 'echo "pong from $1"\n',
        **{f"environments/{name}/main.tf": root(states, name) for name in ENVIRONMENTS},
    }
    with running_house(tmp_path, files=files, **getattr(request, "param", {})) as running:
        head = running.sandbox.must("bob", "GET", f"/repos/{REPO}/branches/main")["commit"]["sha"]
        for branch in ("develop", "staging"):
            running.sandbox.must("bob", "POST", f"/repos/{REPO}/git/refs", {"ref": f"refs/heads/{branch}", "sha": head})
        yield running


def pulls(house, base):
    """Open pull requests into a branch: number and head."""
    found = house.sandbox.must("bob", "GET", f"/repos/{REPO}/pulls?state=open&base={base}")
    return {pull["head"]["ref"]: pull["number"] for pull in found}


def ended(body):
    return "in progress" not in body and "running" not in body and "⏳" not in body


@pytest.mark.parametrize("house", [{"TIDEGATE_AUTOMERGE": "1"}], indirect=True, ids=["where changes are merged by us"])
def test_a_feature_comes_to_production_through_every_environment(house, states):
    number = house.change(feature(states), branch="feature/infra-add-it", base="develop")
    house.planned(number)
    house.wait_for_status(number, "atlantis/merge", "pending")
    assert "is adopted at" in house.answer("carol", number, "atlantis adopt prod")
    house.approve("bob", number)
    house.wait_for_status(number, "atlantis/merge", "success")
    house.merge("bob", number, "squash")

    said = house.answer("alice", number, "atlantis promote staging")
    assert "promotes it to staging" in said
    staging = pulls(house, "staging")["promote/staging/1"]
    assert "is open and promotes all" in house.answer("alice", number, "atlantis promote staging")
    house.planned(staging)
    house.approve("carol", staging)
    applied = house.answer(
        "bob", staging, "atlantis apply staging", lambda body: ended(body) and "After the apply" in body
    )
    assert "✅" in applied.partition("After the apply")[2]
    house.answer("bob", staging, "atlantis status")
    house.merge("bob", staging, "merge")  # What we opened ourselves stays open until somebody does.

    house.answer("bob", staging, "atlantis promote production", lambda body: "promotes it to prod" in body)
    prod = pulls(house, "main")["promote/prod/1"]
    house.planned(prod)
    house.approve("carol", prod)
    assert "Apply complete!" in house.answer("bob", prod, "atlantis apply prod", ended)
    assert "prod-1" in (states / "prod.tfstate").read_text()
    assert (states / "dev.tfstate").exists() is False


def test_a_hotfix_needs_a_waiver_and_is_brought_back(house, states):
    files = {"modules/it/main.tf": MODULE, "environments/prod/main.tf": root(states, "prod", "fixed")}
    number = house.change(files, branch="hotfix/infra-it", base="main")
    house.planned(number)
    house.approve("carol", number)
    refusal = house.answer("bob", number, "atlantis apply prod", ended)
    assert "is a hotfix" in refusal
    waiver = 'atlantis waive promotion prod --reason "production is down"'
    assert "Recorded" in house.answer("carol", number, waiver)
    assert "Apply complete!" in house.answer("bob", number, "atlantis apply prod", ended)
    assert pulls(house, "develop") == {}
    house.merge("bob", number, "squash")
    until("the back-merges", lambda: pulls(house, "develop") and pulls(house, "staging"))
    assert list(pulls(house, "develop")) == ["back-merge/dev/1"]
    assert next(iter(pulls(house, "staging"))).startswith("back-merge/staging/")
