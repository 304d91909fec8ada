"""There is no terraform behind these: whatever has to be planned ends in a fault."""

import json
from dataclasses import replace

import pytest
import sqlalchemy as sa

from support.costs import REDIS, estimate
from support.values import CONTENT, REPO, STAGING, deployment, plan
from tidegate.core.commands.limits import is_workspace_name
from tidegate.core.costs.own import Look, Own
from tidegate.core.known import Unknown
from tidegate.core.plans.change_digests import ChangeDigests
from tidegate.core.projects.model import Project
from tidegate.flows.facts.own import ELSEWHERE, NOT_COMPARED, kept_of
from tidegate.flows.outside import open_door
from tidegate.flows.planning import base_plans as making_base_plans
from tidegate.flows.planning.base_plans import HOLDS, WORKTREE, run_of
from tidegate.flows.planning.comparing import OUTDATED, compare
from tidegate.flows.refresh import fetch
from tidegate.store import base_plans, change_digests, deployments, estimates, own_changes, plans, tables
from tidegate.store.codec import dump
from tidegate.terraform import own as own_files

ID = "order-1.0"
DIGESTS = ChangeDigests(changes={each.address: each.address for each in CONTENT.resources})
SAME = Look(content=CONTENT, cost=estimate(REDIS), digests=DIGESTS)


@pytest.fixture
def commit(forge_of_acme):
    """A function that commits a file of the project to a branch."""
    return lambda branch, name: forge_of_acme.commit(branch, {f"{STAGING.dir}/{name}": ""})


@pytest.fixture
def base(commit):
    """Where the change leaves its base: a commit with the project."""
    return commit("main", "main.tf")


@pytest.fixture
async def change(door, forge_of_acme, base, commit):
    commit("feature", "more.tf")
    pull = {"title": "A", "head": "feature", "base": "main", "body": ""}
    number = forge_of_acme.must("alice", "POST", f"/repos/{REPO}/pulls", pull)["number"]
    found = await door.forge.change(REPO, number)
    await fetch(found)
    return found


async def compared(door, change, *, content=CONTENT, digests=DIGESTS, base_branch="main"):
    """What is found out about a plan of the change's head."""
    row = plan(id=ID, number=change.number, head_sha=change.head_sha, deployable=False)
    async with door.database.begin() as tx:
        await plans.add(tx, row)
        await plans.finish(tx, ID, digest="d", content=content, output="", at=door.clock.now())
        await estimates.keep(tx, ID, estimate(REDIS))
        if digests:
            await change_digests.keep(tx, ID, digests)
        await own_changes.begin(tx, row, base_branch=base_branch)
    await compare(ID)
    async with door.database.read() as tx:
        return (await own_changes.of_plans(tx, [ID]))[ID]


async def keep(door, base, *, rules=None, project=STAGING, args=(), age=0 * HOLDS):
    """A plan of the base that was made before."""
    inputs = json.dumps([rules or base, dump(Project, project), *args])
    async with door.database.begin() as tx:
        await base_plans.keep(tx, REPO, STAGING, base, inputs, SAME, at=door.clock.now() - age)


def is_fault(own):
    return isinstance(own, Unknown) and "its log says why" in str(own.unknown_because)


async def test_a_plan_of_the_same_commit_made_a_moment_ago_is_taken_off(door, change, base):
    await keep(door, base)
    own = await compared(door, change)
    assert (own.cost.increase, own.content.resources) == (0, ())
    assert own.rest_cost == REDIS.difference


class NoTerraform:
    """It prepares stages, performs none, and cleans up after them."""

    async def surround(self, run, *_about):
        return run

    clean = staticmethod(own_files.clean)


async def test_what_a_crash_left_of_one_that_was_kept_is_removed(door, change, base):
    await keep(door, base)
    left = door.settings.runs / run_of(ID) / "files" / "plan.tfplan"
    left.parent.mkdir(parents=True)
    left.write_text("secrets in clear")
    open_door(replace(door, terraform=NoTerraform()))
    own = await compared(door, change)
    assert (own.content.resources, left.exists()) == ((), False)


async def test_one_that_was_made_while_something_was_deployed_stands_for_no_other(door, change, base, monkeypatch):
    done = deployment(project=STAGING)

    async def made(*_of):
        async with door.database.begin() as tx:
            await deployments.add(tx, done)
            await deployments.settle(tx, done.id, "applied", output="", error="", at=door.clock.now())
        return SAME

    monkeypatch.setattr(making_base_plans, "_made", made)
    open_door(replace(door, terraform=NoTerraform()))
    assert await compared(door, change) == OUTDATED
    async with door.database.read() as tx:
        kept = (await tx.execute(sa.select(tables.base_plans.c.made_at))).scalar_one()
        ended = (await deployments.get(tx, done.id)).finished_at
    assert kept < ended


@pytest.mark.parametrize(
    "kept",
    [
        {"age": 2 * HOLDS},
        {"rules": "0" * 40},
        {"args": ("-var", "x=y")},
        {"project": replace(STAGING, workflow="bigger")},
    ],
    ids=["too old", "by other rules", "with other arguments", "as another head said"],
)
async def test_one_that_may_say_something_else_now_is_made_again(door, change, base, kept):
    await keep(door, base, **kept)
    assert is_fault(await compared(door, change))


async def test_one_from_before_a_deployment_is_made_again(door, change, base):
    await keep(door, base)
    done = deployment(project=STAGING)
    async with door.database.begin() as tx:
        await deployments.add(tx, done)
        await deployments.settle(tx, done.id, "applied", output="", error="", at=door.clock.now())
    assert is_fault(await compared(door, change))


async def test_plans_on_different_states_are_not_compared(door, change, base):
    done = deployment(project=STAGING)
    async with door.database.begin() as tx:
        await deployments.add(tx, done)
        await deployments.settle(tx, done.id, "applied", output="", error="", at=door.clock.now())
    await keep(door, base)
    assert await compared(door, change) == OUTDATED


async def test_a_project_its_base_does_not_have_is_all_the_change_s_own(door, forge_of_acme):
    forge_of_acme.commit("main", {"README.md": ""})
    forge_of_acme.commit("feature", {f"{STAGING.dir}/main.tf": ""})
    pull = {"title": "A", "head": "feature", "base": "main", "body": ""}
    number = forge_of_acme.must("alice", "POST", f"/repos/{REPO}/pulls", pull)["number"]
    change = await door.forge.change(REPO, number)
    await fetch(change)
    own = await compared(door, change)
    assert (own.cost.increase, own.rest) == (REDIS.difference, 0)


async def test_a_plan_that_does_nothing_needs_no_other(door, change):
    own = await compared(door, change, content=replace(CONTENT, resources=(), outputs={}))
    assert isinstance(own, Own)
    assert own.rest == 0


async def test_a_plan_without_digests_is_not_compared(door, change):
    assert await compared(door, change, digests=None) == NOT_COMPARED


async def test_a_plan_counts_for_nothing_on_another_branch_than_it_was_made_for(door, change, base):
    await keep(door, base)
    assert await compared(door, change, base_branch="wide") == ELSEWHERE
    async with door.database.read() as tx:
        assert await kept_of(tx, [ID], base_branch="main") == {ID: ELSEWHERE}


async def test_what_was_compared_before_its_change_went_elsewhere_counts_no_more(door, change, base):
    await keep(door, base)
    own = await compared(door, change)
    async with door.database.read() as tx:
        assert await kept_of(tx, [ID], base_branch="main") == {ID: own}
        assert await kept_of(tx, [ID], base_branch="develop") == {ID: ELSEWHERE}


async def test_what_was_cancelled_is_not_begun(door, change, base):
    because = Unknown(unknown_because="it was cancelled")
    row = plan(id=ID, number=change.number, head_sha=change.head_sha, deployable=False)
    async with door.database.begin() as tx:
        await plans.add(tx, row)
        await own_changes.begin(tx, row, base_branch="main")
        await own_changes.cancel(tx, REPO, change.number, because)
    await compare(ID)
    async with door.database.read() as tx:
        assert await own_changes.of_plans(tx, [ID]) == {ID: because}


def test_no_workspace_has_the_name_of_a_checkout_of_the_base():
    assert not is_workspace_name(WORKTREE.format(workspace="default"))
