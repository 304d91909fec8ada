"""What is brought to mind a day after a deployment, with the stand-in forge."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from support.values import NOON, REPO, deployment, later
from tidegate.core.gates.closing import AFTER
from tidegate.flows.addressing import addressed, branch_as_change, pushed_change
from tidegate.flows.applying.reminding import is_followed, say_open, seconds_left, show_ticked
from tidegate.flows.orders import SayOrder
from tidegate.flows.outside import open_door
from tidegate.flows.refresh import fetch
from tidegate.flows.saying.recording import record
from tidegate.store import changes, deployments

GOVERNANCE = """
version: 1
people:
  senior: {github: ["@acme/senior-developers"]}
environments:
  staging:
    branch: staging
    plan: {allow: [senior]}
    apply: {allow: [senior], approvals: {count: 1}}
"""


class Clock:
    def __init__(self, now):
        self._now = now

    def now(self):
        return self._now


def at(door, moment) -> None:
    open_door(replace(door, clock=Clock(moment)))


@pytest.fixture
async def sha(door, forge_of_acme):
    """A commit that was pushed to staging and deployed there, all by one command."""
    forge_of_acme.commit("main", {"tidegate.yaml": GOVERNANCE}, author="kim-lead")
    made = forge_of_acme.commit("staging", {"README.md": "infra\n"}, author="bob")
    await deployed(door, made)
    return made


async def deployed(door, sha, batch="order-2", state="applied"):
    async with door.database.begin() as tx:
        await changes.remember(tx, pushed_change(branch_as_change(REPO, "staging", sha, "bob"), -1, sha), NOON)
        await deployments.add(tx, deployment(id=f"{batch}.0", batch=batch, number=-1, head_sha=sha))
        await deployments.settle(tx, f"{batch}.0", state, output="", error="", at=later(60))


def said_of(forge, sha):
    return [each["body"] for each in forge.must("bob", "GET", f"/repos/{REPO}/commits/{sha}/comments")]


async def check(item: str, seconds: float = 100, word: str | None = None):
    order = SayOrder(
        id=f"said-{item}-{seconds}",
        repo=REPO,
        number=-1,
        actor="bob",
        said="check",
        subject=item,
        word=word,
        said_at=later(seconds),
        surface="comment",
    )
    await fetch(await addressed(REPO, -1))
    heard = await record(order)
    return heard, await show_ticked(heard.change, heard.statement) if heard.statement else ()


async def test_it_sleeps_until_a_day_after_the_last_apply_ended(door, sha):
    at(door, later(60) + timedelta(hours=1))
    assert await is_followed("order-2")
    assert await seconds_left("order-2") == timedelta(hours=23).total_seconds()
    at(door, later(60) + timedelta(hours=25))
    assert await seconds_left("order-2") == 0


async def test_an_apply_that_failed_or_made_nothing_is_not_followed(door, sha):
    await deployed(door, sha, "order-3", "failed")
    assert not await is_followed("order-3")
    assert not await is_followed("order-unknown")


async def test_what_is_open_is_said_once(door, forge_of_acme, sha):
    assert await say_open("order-2") == ""
    assert await say_open("order-2") == ""
    (body,) = said_of(forge_of_acme, sha)
    assert "A day after the deployment to staging, this is open" in body
    assert "Documentation updated" in body
    assert "atlantis check ITEM staging" in body


async def test_where_a_later_deployment_has_a_list_of_its_own_nothing_is_said_of_the_earlier_one(
    door, forge_of_acme, sha
):
    await deployed(door, sha, "order-3")
    assert await say_open("order-2") == ""
    assert said_of(forge_of_acme, sha) == []


async def test_what_somebody_checks_is_told_and_shown_and_no_longer_brought_to_mind(door, forge_of_acme, sha):
    heard, left = await check("documentation")
    assert "`documentation` is confirmed" in str(heard.says[0])
    assert str(left[0]).startswith("After the deployment to staging these are left: `service_works`")
    (comment,) = said_of(forge_of_acme, sha)
    assert "After the deployment to staging: 1 of 5 done" in comment
    assert "☑ Documentation updated" in comment
    await say_open("order-2")
    _, reminder = said_of(forge_of_acme, sha)
    assert "Documentation updated" not in reminder


async def test_once_all_is_done_nothing_is_said(door, forge_of_acme, sha):
    for item in AFTER:
        _, left = await check(item.id)
    assert str(left[0]) == "Everything after the deployment to staging is done."
    assert await say_open("order-2") == ""
    assert len(said_of(forge_of_acme, sha)) == 1


async def test_before_anything_is_deployed_there_is_no_such_item(door, forge_of_acme):
    forge_of_acme.commit("main", {"tidegate.yaml": GOVERNANCE}, author="kim-lead")
    sha = forge_of_acme.commit("staging", {"README.md": "infra\n"}, author="bob")
    await deployed(door, sha, state="failed")
    heard, _ = await check("documentation")
    assert heard.statement is None
    assert "cannot be checked" in str(heard.says[0])
