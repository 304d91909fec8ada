"""The plan of where a change leaves its base: made like any other, by the rules that hold now, and kept for a while."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tidegate.core.changes import Change
from tidegate.core.costs.own import Look
from tidegate.core.deployments.locks import place_of
from tidegate.core.plans.change_digests import ChangeDigests, change_digests
from tidegate.core.plans.conceal import conceal
from tidegate.core.plans.read import read, sensitive_values
from tidegate.core.projects.model import Project
from tidegate.core.projects.workflows import held_to, workflow_of
from tidegate.flows.outside import outside
from tidegate.flows.planning.code import Behind, code_behind
from tidegate.flows.planning.estimating import estimate
from tidegate.flows.planning.stage import NothingPlanned, base_run, clean, redact, run_plan_stage
from tidegate.flows.rules import Rules, governance_ref
from tidegate.flows.waiting import compared_with
from tidegate.hcl.modules import may_call
from tidegate.ports.terraform import StageRun
from tidegate.store import base_plans, deployments
from tidegate.store.codec import dump
from tidegate.store.plans import StoredPlan

#: How long one stands for another. Not long: what others change in the cloud is in a change's own plan at once.
HOLDS = timedelta(hours=1)
#: Checkouts it is made in, one for each workspace of a change. No workspace may be called so.
WORKTREE = "~base.{workspace}"


def run_of(plan_id: str) -> str:
    """The run that plans what a plan is compared with."""
    return f"{plan_id}.base"


async def base_of(plan: StoredPlan, change: Change) -> str:
    """The commit the planned one leaves its base at.

    Raises:
        GitFailed: It cannot be said.
    """
    return await outside().checkout.merge_base(plan.repo, await compared_with(change), plan.commit)


def is_there(project: Project, rules: Rules) -> bool:
    """Whether a commit has the project: code in its directory."""
    return any((path.rpartition("/")[0] or ".") == project.dir and may_call(path) for path in rules.files)


async def is_outdated(plan: StoredPlan) -> bool:
    """Whether something was deployed to the project since its plan began: another plan starts from another state."""
    place = place_of(plan.project)
    async with outside().database.read() as tx:
        ended = (await deployments.last_ends(tx, plan.repo, [place])).get(place)
    return ended is not None and ended > plan.created_at


async def check_out_base(plan: StoredPlan, base: str) -> Path:
    """Projects of one workspace share it, as they share the one of the change's head."""
    place = (plan.repo, plan.number, WORKTREE.format(workspace=plan.project.workspace), base)
    return outside().checkout.existing_worktree(*place) or await outside().checkout.worktree(*place)


async def base_plan(plan: StoredPlan, base: str, change: Change, rules: Rules) -> Look:
    """The plan of a project at a commit; `rules` are those of the commit.

    Raises:
        TidegateError: It could not be made.
    """
    project = _declared(plan.project, rules)
    inputs = await _inputs(plan, project)
    kept = await _kept(plan, base, inputs)
    if kept is not None and not _was_begun(plan):
        return kept
    at_base = replace(plan, id=run_of(plan.id), project=_held(project, rules), head_sha=base, commit_sha=base)
    run = await base_run(at_base, await check_out_base(plan, base), change, rules)
    try:
        look = kept or await _make(plan, at_base, run, rules, inputs)
    except Exception:
        await clean(run)
        raise
    await clean(run)  # Once it is kept: a crash before that needs what is there again.
    return look


def _was_begun(plan: StoredPlan) -> bool:
    """Whether a crash cut an attempt off, which may have left secrets behind."""
    return (outside().settings.runs / run_of(plan.id)).exists()


async def _make(plan: StoredPlan, at_base: StoredPlan, run: StageRun, rules: Rules, inputs: str) -> Look:
    """Make it, and keep it instead of those that stand for nothing any more."""
    look = await _made(at_base, run, rules)
    door = outside()
    async with door.database.begin() as tx:
        await base_plans.forget(tx, plan.repo, before=door.clock.now() - HOLDS)
        # Not from now on: something may have been deployed since it looked at the state.
        await base_plans.keep(tx, plan.repo, plan.project, at_base.commit, inputs, look, at=plan.created_at)
    return look


async def _made(at_base: StoredPlan, run: StageRun, rules: Rules) -> Look:
    """What it does. Its log is left with nothing in clear, however that ends."""
    try:
        shown = await _planned(at_base, run, rules)
    except Exception:
        await redact(run, frozenset())
        raise
    secrets = await asyncio.to_thread(sensitive_values, shown)
    try:
        return await _look(at_base, run, rules, shown, secrets)
    finally:
        await redact(run, secrets)


def _declared(project: Project, rules: Rules) -> Project:
    """By what the commit says of the project itself, where it does."""
    return next((each for each in rules.config.projects if each.key == project.key), project)


def _held(project: Project, rules: Rules) -> Project:
    return held_to(project, rules.trusted)


async def _kept(plan: StoredPlan, base: str, inputs: str) -> Look | None:
    """The one that was made a moment ago, with nothing deployed since."""
    place, since = place_of(plan.project), outside().clock.now() - HOLDS
    async with outside().database.read() as tx:
        deployed = (await deployments.last_ends(tx, plan.repo, [place])).get(place, since)
        return await base_plans.find(tx, plan.repo, plan.project, base, inputs, since=max(since, deployed))


async def _inputs(plan: StoredPlan, project: Project) -> str:
    """What followed `--`, what is said of the project, and the rules that say how it is planned and priced.

    What a head says of a project its base does not declare makes no plan that others of its directory count with.
    """
    rules = await outside().checkout.commit(plan.repo, await governance_ref(plan.repo))
    return json.dumps([rules, dump(Project, project), *plan.args])


async def _planned(plan: StoredPlan, run: StageRun, rules: Rules) -> Mapping[str, object]:
    """What `terraform show -json` says of it."""
    await run_plan_stage(run, workflow_of(rules.config, plan.project))
    if not run.plan_file.exists():
        raise NothingPlanned
    return await outside().terraform.show(run)


async def _look(
    plan: StoredPlan, run: StageRun, rules: Rules, shown: Mapping[str, object], secrets: frozenset[str]
) -> Look:
    cost = await estimate(plan, run, rules.governance, shown)
    return Look(
        content=await asyncio.to_thread(read, shown, secrets),
        cost=await asyncio.to_thread(conceal, cost, secrets),
        digests=await digests_of(shown, await code_behind(plan, run, shown)),
    )


async def digests_of(shown: Mapping[str, object], behind: Behind) -> ChangeDigests:
    """Of what a plan does, one by one; `shown` is `terraform show -json` of it."""
    return await asyncio.to_thread(change_digests, outside().digest_key, shown, behind.covered["planned"])
