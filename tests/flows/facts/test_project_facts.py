from dataclasses import fields, replace

import pytest

from support.costs import REDIS, estimate, finding, found, resource
from support.counting import git_runs, queries
from support.values import CONTENT, REPO, STAGING, deployment, later, plan
from tidegate.config.governance_file.governance import read_governance
from tidegate.core.costs.own import Own
from tidegate.core.known import Unknown
from tidegate.core.plans.fingerprint import Identity
from tidegate.flows.facts.own import ELSEWHERE
from tidegate.flows.facts.project_facts import NO_PREVIEW, Around, moves_of, to_apply
from tidegate.flows.refresh import fetch
from tidegate.flows.rules import rules_at
from tidegate.store import deployments, identities, previews, project_locks, slots

BUCKET = Identity(backend={"type": "s3", "key": "staging"})


@pytest.fixture
async def around(door, forge_of_acme):
    """A pull request of `main` that nothing has diverged from."""
    forge_of_acme.commit("main", {"README.md": ""})
    head = forge_of_acme.commit("feature", {"environments/staging/main.tf": ""})
    pull = {"title": "A", "head": "feature", "base": "main", "body": ""}
    number = forge_of_acme.must("alice", "POST", f"/repos/{REPO}/pulls", pull)["number"]
    change = await door.forge.change(REPO, number)
    await fetch(change)
    rules = await rules_at(change, head)
    by_plan = {each.name: {} for each in fields(Around) if each.name not in ("change", "rules", "newest", "done")}
    return Around(change=change, rules=rules, newest=(), done=(), **by_plan)


def planned(around, *workspaces):
    """Finished plans of staging's projects at the head."""
    return [
        plan(
            id=f"order-1.{workspace}",
            number=around.change.number,
            project=replace(STAGING, workspace=workspace, name=workspace, apply_requirements=("undiverged",)),
            environment=None,
            head_sha=around.change.head_sha,
            state="planned",
            content=CONTENT,
        )
        for workspace in workspaces
    ]


async def facts_of(plans, around):
    moves = await moves_of(around.change, plans, around.rules)
    return await to_apply(plans, around, moves, asking="order-1")


async def test_each_project_has_what_is_kept_of_it_and_nothing_of_others(door, around):
    plans = planned(around, "one", "other")
    one = plans[0]
    async with door.database.begin() as tx:
        await project_locks.take(tx, REPO, one.project, number=9, actor="bob", at=later(0))
        await slots.take(tx, REPO, one.project, workflow="order-9", at=later(0))
        await deployments.add(tx, deployment(project=one.project))
        await deployments.settle(tx, deployment().id, "applied", output="", error="", at=later(60))
        await identities.record(
            tx, REPO, one.project, environment="staging", identity=BUCKET, accepted_by="", at=later(0)
        )
        await previews.keep(tx, one.id, ())
    first, second = await facts_of(plans, around)
    assert (first.lock_holder, first.slot, first.deployed_since, first.recorded) == (9, "held", later(60), BUCKET)
    assert (second.lock_holder, second.slot, second.deployed_since, second.recorded) == (None, "free", None, None)
    assert (first.plan.going_back, second.plan.going_back) == ((), NO_PREVIEW)
    assert isinstance(second.plan.identity, Unknown)
    assert first.diverged == second.diverged == ()


async def test_many_projects_cost_as_many_queries_and_git_runs_as_one(door, around):
    await facts_of(planned(around, "one"), around)
    with queries(door.database) as few, git_runs() as rarely:
        await facts_of(planned(around, "one"), around)
    with queries(door.database) as many, git_runs() as often:
        await facts_of(planned(around, *"abcdefgh"), around)
    assert (len(many), len(often)) == (len(few), len(rarely))


PLANS_ONLY = """
version: 1
people: {developer: {github: [alice]}}
environments:
  staging: {branch: main, plan: {allow: [developer]}, apply: disabled, checklist: []}
"""
OWN = Own(content=CONTENT, cost=estimate(REDIS), made={"aws_elasticache_replication_group": 1}, rest=3)


async def one_only_looked_at(around, **owns):
    """The fact of a plan nobody applies, where rules hold."""
    governed = replace(around.rules, governance=read_governance(PLANS_ONLY, "tidegate.yaml"))
    known = replace(
        around, rules=governed, costs={"order-1.one": estimate(resource("aws_lb.all", None, "900"))}, **owns
    )
    (plan,) = planned(around, "one")
    (fact,) = await facts_of([replace(plan, environment="staging", deployable=False)], known)
    return fact.plan


async def test_of_a_plan_nobody_applies_the_change_s_own_part_counts(around):
    mine, merged = finding(address="aws_security_group.mine"), finding(address="aws_security_group.merged")
    own = replace(OWN, merged=(merged.address,))
    checks = {"order-1.one": (found("builtin", mine, merged),)}
    fact = await one_only_looked_at(around, owns={"order-1.one": own}, checks=checks)
    assert (fact.cost, fact.made) == (OWN.cost.increase, OWN.made)
    assert fact.checks == (found("builtin", mine),)


@pytest.mark.parametrize(
    "owns",
    [{}, {"order-1.one": None}, {"order-1.one": Unknown(unknown_because="git cannot say")}],
    ids=["never compared", "not yet", "could not be"],
)
async def test_as_long_as_it_is_not_known_neither_all_of_it_counts_nor_nothing(around, owns):
    fact = await one_only_looked_at(around, owns=owns)
    assert isinstance(fact.cost, Unknown)
    assert set(fact.made) == set(CONTENT.made)
    assert all(isinstance(number, Unknown) for number in fact.made.values())


async def test_a_plan_made_for_another_branch_is_no_fact_at_all(around):
    assert await one_only_looked_at(around, owns={"order-1.one": ELSEWHERE}) == ELSEWHERE
