"""Planning: which projects a change touches, one plan of each, one comment that fills as they finish."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from tidegate.core.changes import Change
from tidegate.core.deployments.locks import Place
from tidegate.core.errors import BadInput, TidegateError
from tidegate.core.gates.decide import decide
from tidegate.core.projects.model import Project
from tidegate.core.projects.workflows import workflow_of
from tidegate.engine import durable
from tidegate.engine.queues import PLANS
from tidegate.flows import facts, hooks, report
from tidegate.flows.making import plan_project
from tidegate.flows.orders import PlanOrder
from tidegate.flows.outside import outside
from tidegate.flows.patience import LATER, insist
from tidegate.flows.projects import Placed, choose, place, remarks
from tidegate.flows.reconsider import reconsider
from tidegate.flows.refresh import caught_up, fetch, planned_commit
from tidegate.flows.rules import Rules, is_taken, rules_at
from tidegate.store import batch_remarks, head_configs, lock_queue, plans, project_locks
from tidegate.store.ids import short
from tidegate.store.plans import StoredPlan

#: Seconds between looks at which plans of a group have ended.
LOOK_AGAIN = 0.1
#: Seconds in which plans that end after the first are told of together with it.
GATHER = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What a plan order came to.

    Attributes:
        groups: Ids of queued plans, group by group.
        abreast: How many of a group run side by side; the number of workers bounds them too.
        abort: A failure in one group keeps the later ones from being planned.
    """

    groups: tuple[tuple[str, ...], ...]
    abreast: int
    abort: bool


async def plan_change(order: PlanOrder, batch: str) -> None:
    """Plan what the order asks for. Called inside a workflow: everything it awaits is a step or a child."""
    prepared = await insist(lambda: prepare(order, batch))
    if prepared == LATER:
        await report.gave_up(order, batch)
    if not isinstance(prepared, dict):
        return
    work = _work(cast("dict[str, object]", prepared))
    told = "" if work.groups else await report.plans(batch)
    for group in work.groups:
        told = await _plan_group(group, batch, work.abreast)
        if work.abort and await skip_after_failure(batch):
            break
    if told == LATER or work.abort:
        await insist(lambda: report.plans(batch))
    await hooks.after(order, batch)
    await reconsider(order.repo, order.number, batch)


async def _plan_group(group: tuple[str, ...], batch: str, abreast: int) -> str:
    """Plan projects side by side, say that they are being planned, and tell of them as they end."""
    told = ""
    for first in range(0, len(group), abreast):
        some = list(group[first : first + abreast])
        for plan_id in some:
            await durable.start(PLANS, plan_project, plan_id, workflow=f"{plan_id}-run")
        told = await report.plans(batch)
        ended: list[str] = []
        while len(ended) < len(some):
            ended = await ended_of(some, len(ended))
            told = await report.plans(batch)
    return told


@durable.step("plan.ended")
async def ended_of(plan_ids: list[str], known: int) -> list[str]:
    """Wait until more than `known` of these plans have ended, and a moment for those about to.

    Answers with all that have: each telling is several calls of the forge, and one can tell of many.
    """
    ended = await _ended(plan_ids)
    while len(ended) <= known:
        await asyncio.sleep(LOOK_AGAIN)
        ended = await _ended(plan_ids)
    waited = 0.0
    while len(ended) < len(plan_ids) and waited < GATHER:
        await asyncio.sleep(LOOK_AGAIN)
        waited += LOOK_AGAIN
        ended = await _ended(plan_ids)
    return ended


async def _ended(plan_ids: list[str]) -> list[str]:
    async with outside().database.read() as tx:
        return list(await plans.ended(tx, plan_ids))


@durable.step("plan.skip")
async def skip_after_failure(batch: str) -> bool:
    """After a failure, end what has not begun. Whether there was one (Atlantis: abort_on_execution_order_fail)."""
    door = outside()
    async with door.database.begin() as tx:
        planned = await plans.of_batch(tx, batch)
        failed = [plan for plan in planned if plan.state == "failed"]
        if failed:
            because = f"Not planned: {failed[0].project.label}, of an earlier execution order group, failed."
            await plans.skip(tx, [plan.id for plan in planned], because=because, at=door.clock.now())
    return bool(failed)


@durable.step("plan.prepare")
async def prepare(order: PlanOrder, batch: str) -> dict[str, object] | str | None:
    """Choose the projects and store a plan for each. Answers with those to run; None when there is nothing to show.

    What is wrong with the change's own files is told on the change.
    """
    try:
        change = await caught_up(order.repo, order.number, order.head_sha)
        if not await _wanted(order, change, batch):
            return None
        await fetch(change)
        before_hooks = await rules_at(change, await planned_commit(change))
        rules = await _after_hooks(order, batch, change, before_hooks)
        if rules is None:
            return None
        chosen = await choose(change, rules, order.scope)
        return await _admit_all(order, batch, change, rules, chosen)
    except BadInput as error:
        await report.problems(order, batch, error.problems)
        return None
    except TidegateError as error:
        return await report.trouble_with(order, batch, error) or None


async def _wanted(order: PlanOrder, change: Change, batch: str) -> bool:
    """Whether the change is in a state to be planned. Says why not where somebody asked."""
    settings = outside().settings.switches
    if not is_taken(change):
        return False
    if change.is_fork and not settings.running.fork_changes:
        if settings.saying.fork_errors and change.state == "open":
            await report.reply(order, f"{change.repo}#{change.number}.fork" if order.is_autoplan else batch, FORK)
        return False
    if order.is_autoplan:
        # A newer head has an event of its own; a draft is planned once it is ready (Atlantis: allow-draft-prs).
        fresh = change.state == "open" and change.head_sha == order.head_sha
        return fresh and _plans_itself(change)
    if change.state != "open":
        if not order.only:
            await report.reply(order, batch, "This pull request is closed; there is nothing to plan.")
        return False
    return True


FORK = (
    "Pull requests from forks are not planned or applied: their code would run here. "
    "Whoever runs this server can allow them (TIDEGATE_ALLOW_FORK_PRS)."
)


def _plans_itself(change: Change) -> bool:
    autoplan = outside().settings.switches.autoplan
    silenced = autoplan.off_label is not None and autoplan.off_label in change.labels
    return not autoplan.off and not silenced and (autoplan.drafts or not change.draft)


async def _after_hooks(order: PlanOrder, batch: str, change: Change, rules: Rules) -> Rules | None:
    """The rules once the server's hooks have run, which may write the configuration; None when one stopped us."""
    done = await hooks.before(order, batch, change, rules)
    if done.failed and outside().settings.switches.running.fail_on_pre_hook:
        await report.reply(order, batch, f"A pre-workflow hook failed, so nothing was planned: {done.failed}")
        await report.red(order, "a pre-workflow hook failed")
        return None
    if done.config_text is None:
        return rules
    async with outside().database.begin() as tx:
        await head_configs.keep(tx, change.repo, rules.commit, done.config_text)
    return await rules_at(change, rules.commit)


async def _admit_all(
    order: PlanOrder, batch: str, change: Change, rules: Rules, chosen: tuple[Project, ...] | str
) -> dict[str, object] | None:
    if isinstance(chosen, str):
        await report.reply(order, batch, chosen)
        return None
    if order.is_autoplan:
        chosen = tuple(project for project in chosen if project.autoplan)
    if order.only:
        chosen = tuple(project for project in chosen if project.key in order.only)
    if order.scope.is_everything and not order.only:
        await _let_go(change, batch, chosen)
    if not chosen:
        await _nothing(order, batch, change)
        return None
    if outside().settings.switches.merging.discard_approvals and not order.is_autoplan and not order.only:
        await outside().forge.dismiss_approvals(change, "Planned again: what was approved may have changed.")
    return await _queue(order, batch, change, rules, chosen)


async def _nothing(order: PlanOrder, batch: str, change: Change) -> None:
    """A change that touches no project is fine as it is."""
    await report.nothing_touched(change)
    if not order.is_autoplan and not order.only:
        await report.nothing_planned(order, batch)


async def _let_go(change: Change, batch: str, chosen: tuple[Project, ...]) -> None:
    """Planning everything anew drops earlier plans, and locks and places in queues that are not needed any more."""
    door = outside()
    needed = [Place(dir=project.dir, workspace=project.workspace) for project in chosen]
    async with door.database.begin() as tx:
        dropped = await plans.discard(tx, change.repo, change.number, but_batch=batch)
        await project_locks.release_but(tx, change.repo, change.number, needed)
        waits = [wait.place for wait in await lock_queue.of_repo(tx, change.repo) if wait.number == change.number]
        await lock_queue.leave(tx, change.repo, change.number, [place for place in waits if place not in needed])
    for plan in dropped:
        door.vault.drop(plan.id)


async def _queue(
    order: PlanOrder, batch: str, change: Change, rules: Rules, chosen: tuple[Project, ...]
) -> dict[str, object]:
    door = outside()
    queued: list[StoredPlan] = []
    for position, project in enumerate(chosen):
        placed = place(project, change, rules)
        plan = await _admit(order, batch, change, rules, position=position, placed=placed)
        async with door.database.begin() as tx:
            await plans.add(tx, plan)
        if plan.state == "queued":
            queued.append(plan)
    for workspace in dict.fromkeys(plan.project.workspace for plan in queued):
        if not hooks.prepares(rules.config, workspace):
            await door.checkout.worktree(change.repo, change.number, workspace, rules.commit)
    await _remark(order, batch, change, rules, chosen)
    groups = groupby(queued, key=lambda plan: plan.project.execution_order_group)
    return {
        "groups": [[plan.id for plan in group] for _, group in groups],
        "abreast": len(chosen) if rules.config.parallel_plan else 1,
        "abort": rules.config.abort_on_execution_order_fail,
    }


async def _remark(order: PlanOrder, batch: str, change: Change, rules: Rules, chosen: tuple[Project, ...]) -> None:
    if order.scope.is_everything and not order.only:
        found = await remarks(change, rules, chosen)
        async with outside().database.begin() as tx:
            await batch_remarks.keep(tx, batch, found)


def _work(prepared: dict[str, object]) -> _Work:
    groups = cast("list[list[str]]", prepared["groups"])
    return _Work(
        groups=tuple(tuple(group) for group in groups),
        abreast=cast("int", prepared["abreast"]),
        abort=bool(prepared["abort"]),
    )


async def _admit(
    order: PlanOrder, batch: str, change: Change, rules: Rules, *, position: int, placed: Placed
) -> StoredPlan:
    """The plan's row: queued, or waiting for somebody who may plan here or for another change's lock."""
    door = outside()
    known = await facts.for_plan(order.actor, change, placed.project, placed.environment, rules)
    # Whether the lock is free is found out by taking it: what others wait for is not refused but queued.
    decision = decide("plan", known, rules.governance, door.clock.now())
    missing = [answer for answer in decision.missing if answer.gate != "locked"]
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
        commit_sha=rules.commit,
    )


async def _lock(order: PlanOrder, change: Change, rules: Rules, placed: Placed) -> str | None:
    """Take the project lock, or queue for it. Answers with who has it when it is not ours."""
    project = placed.project
    mode = project.lock_mode or rules.config.lock_mode
    if mode != "on_plan" or not workflow_of(rules.config, project).apply.enabled:
        return None
    door = outside()
    now = door.clock.now()
    async with door.database.begin() as tx:
        holder = await project_locks.take(tx, change.repo, project, number=change.number, actor=order.actor, at=now)
        if holder == change.number:
            return None
        await lock_queue.wait(tx, change.repo, project, number=change.number, actor=order.actor, at=now)
    return (
        f"This project is locked by #{holder}. It is planned here by itself once that one is merged, closed or "
        f"unlocked; nothing needs to be done."
    )
