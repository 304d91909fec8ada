"""Planning: which projects a change touches, one plan of each, one comment that fills as they finish."""

from __future__ import annotations

import asyncio

from tidegate.core.changes import Change
from tidegate.core.errors import BadInput, GitFailed, TidegateError
from tidegate.core.gates.decide import decide
from tidegate.core.projects.model import Project
from tidegate.core.projects.workflows import workflow_of
from tidegate.engine import durable
from tidegate.engine.queues import PLANS
from tidegate.flows import facts, report
from tidegate.flows.making import plan_project
from tidegate.flows.orders import PlanOrder
from tidegate.flows.outside import outside
from tidegate.flows.patience import LATER, insist
from tidegate.flows.projects import Placed, choose, place
from tidegate.flows.reconsider import reconsider
from tidegate.flows.refresh import fetch
from tidegate.flows.rules import Rules, rules_at
from tidegate.store import plans, project_locks
from tidegate.store.ids import short
from tidegate.store.plans import StoredPlan

#: Seconds the forge gets to catch up with its own webhook.
CATCH_UP_PAUSES = (0.5, 1.0, 2.0, 3.0)


async def plan_change(order: PlanOrder, batch: str) -> None:
    """Plan what the order asks for. Called inside a workflow: everything it awaits is a step or a child."""
    queued = await insist(lambda: prepare(order, batch))
    if queued == LATER:
        await report.gave_up(order, batch)
    if not isinstance(queued, list):
        return
    told = await report.plans(batch)
    children = [await durable.start(PLANS, plan_project, plan_id, workflow=f"{plan_id}-run") for plan_id in queued]
    for child in children:
        await child.answer()
        told = await report.plans(batch)
    if told == LATER:
        await insist(lambda: report.plans(batch))
    await reconsider(order.repo, order.number, batch)


@durable.step("plan.prepare")
async def prepare(order: PlanOrder, batch: str) -> list[str] | str | None:
    """Choose the projects and store a plan for each. Answers with those to run; None when there is nothing to show.

    What is wrong with the change's own files is told on the change.
    """
    try:
        change = await _current(order)
        if not await _wanted(order, change, batch):
            return None
        await fetch(change)
        rules = await rules_at(change.repo, change.head_sha)
        chosen = await choose(change, rules, order.scope)
    except BadInput as error:
        await report.problems(order, batch, error.problems)
        return None
    except TidegateError as error:
        return await report.trouble_with(order, batch, error) or None
    if isinstance(chosen, str):
        await report.reply(order, batch, chosen)
        return None
    if order.is_autoplan:
        chosen = tuple(project for project in chosen if project.autoplan)
    if order.is_autoplan and not chosen:
        await _discard_earlier(change, batch)
        await report.nothing_touched(change)
        return None
    return await _queue(order, batch, change, rules, chosen)


async def _current(order: PlanOrder) -> Change:
    """The change as it is now. A forge may show a push some seconds after it has told us about it."""
    change = await outside().forge.change(order.repo, order.number)
    for pause in CATCH_UP_PAUSES:
        if order.head_sha in (None, change.head_sha) or await _left_behind(order, change):
            break
        await asyncio.sleep(pause)
        change = await outside().forge.change(order.repo, order.number)
    return change


async def _left_behind(order: PlanOrder, change: Change) -> bool:
    """Whether the head has gone on from the commit the order is about."""
    await fetch(change)
    try:
        return await outside().checkout.contains(change.repo, order.head_sha or "", change.head_sha)
    except GitFailed:
        return False


async def _wanted(order: PlanOrder, change: Change, batch: str) -> bool:
    """Whether the change is in a state to be planned. Says why not where somebody asked."""
    if order.is_autoplan:
        # A newer head has an event of its own; a draft is planned once it is ready (Atlantis: allow-draft-prs).
        return change.state == "open" and change.head_sha == order.head_sha and not change.draft and not change.is_fork
    if change.state != "open":
        await report.reply(order, batch, "This pull request is closed; there is nothing to plan.")
        return False
    if change.is_fork:
        await report.reply(order, batch, "Pull requests from forks are not planned: their code would run here.")
        return False
    return True


async def _queue(order: PlanOrder, batch: str, change: Change, rules: Rules, chosen: tuple[Project, ...]) -> list[str]:
    door = outside()
    if order.scope.is_everything:
        await _discard_earlier(change, batch)
    queued: list[str] = []
    for position, project in enumerate(chosen):
        placed = place(project, change, rules)
        plan = await _admit(order, batch, change, rules, position=position, placed=placed)
        async with door.database.begin() as tx:
            await plans.add(tx, plan)
        if plan.state == "queued":
            queued.append(plan.id)
    for workspace in dict.fromkeys(project.workspace for project in chosen):
        await door.checkout.worktree(change.repo, change.number, workspace, change.head_sha)
    return queued


async def _discard_earlier(change: Change, batch: str) -> None:
    door = outside()
    async with door.database.begin() as tx:
        dropped = await plans.discard(tx, change.repo, change.number, but_batch=batch)
    for plan in dropped:
        door.vault.drop(plan.id)


async def _admit(
    order: PlanOrder, batch: str, change: Change, rules: Rules, *, position: int, placed: Placed
) -> StoredPlan:
    """The plan's row: queued, waiting for somebody who may plan here, or failed because another change has the lock."""
    door = outside()
    known = await facts.for_plan(order.actor, change, placed.project, placed.environment, rules)
    decision = decide("plan", known, rules.governance, door.clock.now())
    missing = decision.missing
    held = await _lock(order, change, rules, placed) if not missing and placed.deployable else None
    return StoredPlan(
        id=f"{batch}.{short(placed.project)}",
        batch=batch,
        repo=change.repo,
        number=change.number,
        project=placed.project,
        position=position,
        environment=placed.environment,
        head_sha=change.head_sha,
        actor=order.actor,
        args=order.scope.args,
        state="waiting" if missing or held else "queued",
        deployable=placed.deployable,
        because=" ".join(answer.sentences for answer in missing) or held or placed.because,
        created_at=door.clock.now(),
    )


async def _lock(order: PlanOrder, change: Change, rules: Rules, placed: Placed) -> str | None:
    """Take the project lock. Answers with who has it when it is not ours."""
    if rules.config.lock_mode != "on_plan" or not workflow_of(rules.config, placed.project).apply.enabled:
        return None
    door = outside()
    async with door.database.begin() as tx:
        holder = await project_locks.take(
            tx, change.repo, placed.project, number=change.number, actor=order.actor, at=door.clock.now()
        )
    if holder == change.number:
        return None
    return f"This project is locked by #{holder}; it can be planned here once that is merged, closed or unlocked."
