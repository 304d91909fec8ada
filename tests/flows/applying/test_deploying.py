"""The second decision of a deployment, inside its slot, with the stand-in forge and real git."""

from datetime import timedelta

import pytest

from support.decisions import FACTS, POLICY
from support.values import REPO, deployment, plan
from tidegate.core.gates.decision import Decision
from tidegate.flows.applying import deploying
from tidegate.flows.applying.deploying import decide_again
from tidegate.store import decisions, deployments, plans
from tidegate.store.decisions import StoredDecision

GOVERNANCE = """
version: 1
timezone: UTC
people: {{developer: {{github: ["@acme/developers"]}}}}
environments:
  prod: {{branch: main, plan: {{allow: [developer]}}, apply: {{allow: [developer]}}}}
deployment_windows:
  prod: {{allowed: "{day}"}}
"""
MAIN_TF = "environments/prod/main.tf"


@pytest.fixture
def yesterday(door):
    return door.clock.now() - timedelta(days=1)


@pytest.fixture
async def change(door, forge_of_acme, yesterday, monkeypatch):
    """A change into an environment that was open yesterday and is closed now."""
    monkeypatch.setattr(deploying.durable, "current_workflow", lambda: "order-2.0-run")
    rules = GOVERNANCE.format(day=f"{yesterday:%Y-%m-%d}")
    head = forge_of_acme.commit("main", {"tidegate.yaml": rules, MAIN_TF: ""}, author="kim-lead")
    forge_of_acme.must("alice", "POST", f"/repos/{REPO}/git/refs", {"ref": "refs/heads/feature", "sha": head})
    forge_of_acme.commit("feature", {MAIN_TF: "# after\n"}, author="alice")
    pull = {"title": "A", "head": "feature", "base": "main", "body": ""}
    number = forge_of_acme.must("alice", "POST", f"/repos/{REPO}/pulls", pull)["number"]
    return await door.forge.change(REPO, number)


async def window_asked_again(door, change, begun):
    """What the window answers to the second decision of an apply whose first was made at an instant."""
    made = Decision(action="apply", actor="bob", environment="prod", at=begun, answers=())
    first = StoredDecision(id="order-2.prod", decision=made, facts=FACTS, policy=POLICY)
    here = {"number": change.number, "head_sha": change.head_sha, "environment": "prod"}
    async with door.database.begin() as tx:
        await plans.add(tx, plan(**here))
        await decisions.keep(tx, first)
        await deployments.add(tx, deployment(decision_id=first.id, **here))
    await decide_again("order-2.0")
    async with door.database.read() as tx:
        (again,) = await decisions.of_ids(tx, ["order-2.0.again"])
    assert again.facts.begun == begun, "it can be made again from what is kept"
    return next(answer for answer in again.decision.answers if answer.gate == "window")


async def test_what_began_inside_the_window_is_not_stopped_halfway_by_its_close(door, change, yesterday):
    assert (await window_asked_again(door, change, yesterday)).verdict == "pass"


async def test_what_began_outside_the_window_is_asked_about_now(door, change, yesterday):
    assert (await window_asked_again(door, change, yesterday - timedelta(days=1))).verdict == "block"
