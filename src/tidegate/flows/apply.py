"""Applying: decide for each environment, then apply exactly the plans that were reviewed, one project after another."""

from __future__ import annotations

from itertools import groupby
from typing import cast

from tidegate.core.changes import Change
from tidegate.core.errors import BadInput, TidegateError
from tidegate.engine import durable
from tidegate.engine.queues import APPLIES
from tidegate.flows import report
from tidegate.flows.deciding import decide_apply
from tidegate.flows.deploying import deploy_project
from tidegate.flows.orders import ApplyOrder
from tidegate.flows.outside import outside
from tidegate.flows.patience import LATER, insist
from tidegate.flows.projects import choose_planned
from tidegate.flows.reconsider import reconsider
from tidegate.flows.refresh import fetch
from tidegate.flows.rules import Rules, rules_at
from tidegate.store import deployments, project_locks
from tidegate.store.deployments import StoredDeployment
from tidegate.store.ids import short
from tidegate.store.plans import StoredPlan


async def apply_change(order: ApplyOrder, batch: str) -> None:
    """Apply what the order asks for. Called inside a workflow: everything it awaits is a step or a child."""
    answer = await insist(lambda: prepare(order, batch))
    if answer == LATER:
        await report.gave_up(order, batch)
    allowed = cast("list[list[str]]", answer) if isinstance(answer, list) else []
    told = await report.deployments(batch) if allowed else ""
    for deployment_id, partition in allowed:
        child = await durable.start(
            APPLIES, deploy_project, deployment_id, workflow=f"{deployment_id}-run", partition=partition
        )
        outcome = await child.answer()
        told = await report.deployments(batch)
        if outcome != "applied":
            break
    if await skip_rest(batch) or told == LATER:
        await insist(lambda: report.deployments(batch))
    await reconsider(order.repo, order.number, batch)


@durable.step("apply.prepare")
async def prepare(order: ApplyOrder, batch: str) -> list[list[str]] | str:
    """Decide. Answers with allowed deployments and the queue partition of each; a refusal is told on the change."""
    door = outside()
    try:
        change = await door.forge.change(order.repo, order.number)
        if change.state != "open":
            await report.reply(order, batch, "This pull request is closed; nothing was applied.")
            return []
        if order.scope.args:
            await report.reply(order, batch, "An apply takes no arguments for terraform: what was planned is applied.")
            return []
        await fetch(change)
        rules = await rules_at(change.repo, change.head_sha)
        planned = await choose_planned(change, rules, order.scope)
    except BadInput as error:
        await report.problems(order, batch, error.problems)
        return []
    except TidegateError as error:
        return await report.trouble_with(order, batch, error) or []
    if isinstance(planned, str):
        await report.reply(order, batch, planned)
        return []
    return await _decide_each(order, batch, change, rules, planned)


@durable.step("apply.skip_rest")
async def skip_rest(batch: str) -> bool:
    """Say of what was queued behind a failure that it was not applied. Whether there was any."""
    door = outside()
    because = "Not applied: an earlier project of this command did not end well."
    async with door.database.begin() as tx:
        left = [entry for entry in await deployments.of_batch(tx, batch) if entry.state == "queued"]
        for entry in left:
            await deployments.settle(tx, entry.id, "refused", output="", error=because, at=door.clock.now())
    return bool(left)


async def _decide_each(
    order: ApplyOrder, batch: str, change: Change, rules: Rules, planned: tuple[StoredPlan, ...]
) -> list[list[str]]:
    door = outside()
    allowed: list[list[str]] = []
    for environment, group in groupby(planned, key=lambda plan: plan.environment):
        plans = tuple(group)
        stored = await decide_apply(
            order.actor, change, environment, plans, rules, asking=batch, decision_id=f"{batch}.{environment or 'all'}"
        )
        if not stored.decision.allowed:
            await report.refused(order, stored)
            continue
        holder = await _lock(order, rules, plans)
        if holder:
            await report.reply(order, f"{stored.id}.locked", f"Nothing was applied: #{holder} holds the lock.")
            continue
        for plan in plans:
            deployment = _deployment(order, batch, plan, position=len(allowed), decision_id=stored.id)
            async with door.database.begin() as tx:
                await deployments.add(tx, deployment)
            allowed.append([deployment.id, f"{plan.repo}:{plan.project.dir}:{plan.project.workspace}"])
    return allowed


async def _lock(order: ApplyOrder, rules: Rules, planned: tuple[StoredPlan, ...]) -> int | None:
    """Take project locks where they are taken at apply. Answers with another change that holds one."""
    if rules.config.lock_mode != "on_apply":
        return None
    door = outside()
    async with door.database.begin() as tx:
        for plan in planned:
            holder = await project_locks.take(
                tx, plan.repo, plan.project, number=plan.number, actor=order.actor, at=door.clock.now()
            )
            if holder != plan.number:
                return holder
    return None


def _deployment(
    order: ApplyOrder, batch: str, plan: StoredPlan, *, position: int, decision_id: str
) -> StoredDeployment:
    return StoredDeployment(
        id=f"{batch}.{short(plan.project)}",
        batch=batch,
        repo=plan.repo,
        number=plan.number,
        project=plan.project,
        position=position,
        environment=plan.environment,
        plan_id=plan.id,
        decision_id=decision_id,
        head_sha=plan.head_sha,
        actor=order.actor,
        state="queued",
        created_at=outside().clock.now(),
    )
