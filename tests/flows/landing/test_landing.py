"""What waits when a branch of an environment moves past any pull request, with the stand-in forge and real git."""

import pytest

from support.values import REPO, deployment
from tidegate.core.changes import Change
from tidegate.core.events import BranchPushed
from tidegate.flows.addressing import addressed
from tidegate.flows.landing import landing
from tidegate.flows.landing.landing import land, pushed
from tidegate.flows.orders import Order, PlanOrder
from tidegate.store import changes, deployments, pushes, requests
from tidegate.store.codec import load

GOVERNANCE = """
version: 1
governance: {owners: [senior]}
people:
  senior: {github: ["@acme/senior-developers"]}
environments:
  staging:
    branch: staging
    plan: {allow: [senior]}
    apply: {allow: [senior], approvals: {count: 1}}
"""


@pytest.fixture
def staging(forge_of_acme):
    """The head of staging before anybody pushes."""
    forge_of_acme.commit("main", {"tidegate.yaml": GOVERNANCE}, author="kim-lead")
    return forge_of_acme.commit("staging", {"README.md": "infra\n"}, author="kim-lead")


async def push(door, forge, before, name, author="bob"):
    """Push a project to staging and let it land. Answers with the commit, and the order it came to."""
    sha = forge.commit("staging", {f"environments/staging/{name}/main.tf": "# it\n"}, author=author)
    event = BranchPushed(repo=REPO, branch="staging", before=before, after=sha, pusher=author, at=door.clock.now())
    async with door.database.begin() as tx:
        await pushes.record(tx, event)
    order = await pushed(event)
    assert order is not None
    return sha, await land(order, f"batch-{name}")


async def test_a_push_waits_as_a_change_of_whoever_pushed_it(door, forge_of_acme, staging):
    sha, order = await push(door, forge_of_acme, staging, "a")
    assert load(Order, order) == PlanOrder(repo=REPO, number=-1, actor="bob", head_sha=sha)
    change = await addressed(REPO, -1)
    assert (change.author, change.base_sha, change.head_sha, change.is_live) == ("bob", staging, sha, True)
    assert change.called == f"staging@{sha[:7]}"


async def test_the_next_push_takes_over_and_what_waited_is_told_on_its_commit(door, forge_of_acme, staging):
    first, _ = await push(door, forge_of_acme, staging, "a")
    second, order = await push(door, forge_of_acme, first, "b", author="carol")
    assert load(Order, order).number == -2
    async with door.database.read() as tx:
        states = [(each.sha, each.number, each.state) for each in await requests.of_branch(tx, REPO, "staging")]
        ended = await changes.find(tx, REPO, -1)
    assert states == [(second, -2, "open"), (first, -1, "superseded")]
    assert isinstance(ended, Change)
    assert not ended.is_live
    (said,) = forge_of_acme.must("bob", "GET", f"/repos/{REPO}/commits/{first}/comments")
    assert f"Superseded by a push of {second[:7]}" in said["body"]
    assert (await addressed(REPO, -2)).base_sha == staging


def statuses_of(forge, sha):
    found = forge.must("bob", "GET", f"/repos/{REPO}/commits/{sha}/status")["statuses"]
    return {each["context"]: each["state"] for each in found}


async def test_what_waited_before_is_neither_pending_for_ever_nor_green(door, forge_of_acme, staging):
    first, _ = await push(door, forge_of_acme, staging, "a")
    await push(door, forge_of_acme, first, "b")
    assert statuses_of(forge_of_acme, first) == {"atlantis/plan": "failure", "atlantis/apply": "failure"}


async def test_nothing_is_left_checked_out_of_what_waited_before(door, forge_of_acme, staging):
    first, _ = await push(door, forge_of_acme, staging, "a")
    folder = await door.checkout.worktree(REPO, -1, "default", first)
    await push(door, forge_of_acme, first, "b")
    assert not folder.exists()


async def test_what_is_being_applied_stays_checked_out(door, forge_of_acme, staging):
    first, _ = await push(door, forge_of_acme, staging, "a")
    folder = await door.checkout.worktree(REPO, -1, "default", first)
    async with door.database.begin() as tx:
        await deployments.add(tx, deployment(number=-1, state="running"))
    await push(door, forge_of_acme, first, "b")
    assert folder.exists()


async def test_a_head_the_branch_is_moved_back_to_waits_again(door, forge_of_acme, staging):
    first, _ = await push(door, forge_of_acme, staging, "a")
    second, _ = await push(door, forge_of_acme, first, "b")
    ref = f"/repos/{REPO}/git/refs"
    forge_of_acme.must("kim-lead", "DELETE", f"{ref}/heads/staging")
    forge_of_acme.must("kim-lead", "POST", ref, {"ref": "refs/heads/staging", "sha": first})
    event = BranchPushed(repo=REPO, branch="staging", before=second, after=first, pusher="bob", at=door.clock.now())
    order = await pushed(event)
    assert order is not None
    assert load(Order, await land(order, "batch-back")).number == -1
    async with door.database.read() as tx:
        states = {each.sha: each.state for each in await requests.of_branch(tx, REPO, "staging")}
    assert states == {first: "open", second: "superseded"}


async def test_a_landing_that_was_overtaken_leaves_the_newer_head_waiting(door, forge_of_acme, staging, monkeypatch):
    older = forge_of_acme.commit("staging", {"environments/staging/a/main.tf": "# it\n"}, author="bob")
    event = BranchPushed(repo=REPO, branch="staging", before=staging, after=older, pusher="bob", at=door.clock.now())
    order = await pushed(event)
    assert order is not None
    newer: list[str] = []

    async def looked(change, again=landing.fetch):
        """The last thing an older push looks at before it takes over: the newer one lands right after."""
        await again(change)
        if looked_at.append(change.head_sha) or len(looked_at) == 2:
            sha, _ = await push(door, forge_of_acme, older, "b")
            newer.append(sha)

    looked_at: list[str] = []
    monkeypatch.setattr(landing, "fetch", looked)
    await land(order, "batch-older")
    async with door.database.read() as tx:
        states = {each.sha: each.state for each in await requests.of_branch(tx, REPO, "staging")}
    assert states == {older: "superseded", newer[0]: "open"}


async def test_told_twice_it_is_the_same_change(door, forge_of_acme, staging):
    sha, order = await push(door, forge_of_acme, staging, "a")
    event = BranchPushed(repo=REPO, branch="staging", before=staging, after=sha, pusher="bob", at=door.clock.now())
    again = await pushed(event)
    assert again is not None
    assert await land(again, "batch-again") == order


async def test_a_push_that_touches_no_project_waits_for_nothing(door, forge_of_acme, staging):
    sha = forge_of_acme.commit("staging", {"README.md": "more words\n"}, author="bob")
    event = BranchPushed(repo=REPO, branch="staging", before=staging, after=sha, pusher="bob", at=door.clock.now())
    order = await pushed(event)
    assert order is not None
    assert await land(order, "batch") == ""
