"""Applying: decide for each environment, then apply exactly the plans that were reviewed, one project after another."""

from __future__ import annotations

from itertools import groupby
from typing import Any, cast

from tidegate.core.changes import Change
from tidegate.core.errors import TidegateError
from tidegate.core.gates.facts import Emergency
from tidegate.core.gates.policy import NoPolicy, Policy
from tidegate.core.notices import promotions
from tidegate.core.notices.closing import over
from tidegate.core.notices.refusals import FORK
from tidegate.core.projects.environments import by_word
from tidegate.core.projects.order import in_waves
from tidegate.core.words import Wording, joined, say
from tidegate.engine import durable
from tidegate.engine.queues import APPLIES
from tidegate.flows.addressing import addressed
from tidegate.flows.applying.after_apply import run_after_apply
from tidegate.flows.applying.deploying import deploy_project
from tidegate.flows.applying.merging import merge_when_done
from tidegate.flows.applying.reminding import remind_later
from tidegate.flows.deciding.deciding import Attempt, decide_apply
from tidegate.flows.deciding.reconsider import reconsider
from tidegate.flows.orders import ApplyOrder
from tidegate.flows.outside import outside
from tidegate.flows.patience import LATER, insist
from tidegate.flows.planning import hooks
from tidegate.flows.projects import choose_planned
from tidegate.flows.promoting.opening import promotion_onward
from tidegate.flows.refresh import fetch, planned_commit
from tidegate.flows.rules import Rules, is_taken, rules_at
from tidegate.flows.telling import report
from tidegate.flows.telling.language import told
from tidegate.flows.waiting import settle_request
from tidegate.store import changes, deployments, project_locks
from tidegate.store.deployments import StoredDeployment
from tidegate.store.ids import short
from tidegate.store.plans import StoredPlan

NO_WINDOW = say("There is no `tidegate.yaml`, so there is no window to go past: apply without `--emergency`.")
#: What there is to do when nothing may be applied.
NOTHING: dict[str, Any] = {"groups": [], "abort": False}


async def apply_change(order: ApplyOrder, batch: str) -> None:
    """Apply what the order asks for. Called inside a workflow: everything it awaits is a step or a child."""
    answer = await insist(lambda: prepare(order, batch))
    if answer == LATER:
        await report.gave_up(order, batch)
    prepared = cast("dict[str, Any]", answer) if isinstance(answer, dict) else NOTHING
    told = await report.deployments(batch) if prepared["groups"] else ""
    for group in prepared["groups"]:
        told = await _apply_group(group, batch)
        if await stops_here(batch, prepared["abort"]):
            break
    if await skip_rest(batch) or told == LATER:
        await insist(lambda: report.deployments(batch))
    await run_after_apply(batch)
    await remind_later(batch)
    await hooks.after(order, batch)
    await reconsider(order.repo, order.number, batch)
    await settle_request(order.repo, order.number)
    await merge_when_done(order, batch)


async def _apply_group(group: list[list[str]], batch: str) -> str:
    """Deploy projects side by side and tell of each as it ends."""
    children = [
        await durable.start(
            APPLIES, deploy_project, deployment_id, workflow=f"{deployment_id}{deployments.RUN}", partition=partition
        )
        for deployment_id, partition in group
    ]
    told = ""
    for child in children:
        await child.answer()
        told = await report.deployments(batch)
    return told


@durable.step("apply.stops_here")
async def stops_here(batch: str, abort: bool) -> bool:  # noqa: FBT001 - JSON of an earlier step
    """Whether how the applies of a command ended until now keeps the later ones from beginning.

    One nobody knows the end of always does; one that failed, where `abort_on_execution_order_fail` says so (Atlantis).
    """
    async with outside().database.read() as tx:
        states = {entry.state for entry in await deployments.of_batch(tx, batch)}
    return "interrupted" in states or (abort and bool(states & {"failed", "changed", "refused"}))


@durable.step("apply.prepare")
async def prepare(order: ApplyOrder, batch: str) -> dict[str, Any] | str:
    """Decide. Answers with allowed deployments, group by group, and the queue partition of each.

    A refusal is told on the change.
    """
    outside()
    try:
        change = await addressed(order.repo, order.number)
        if not await is_wanted(order, batch, change):
            return NOTHING
        await fetch(change)
        rules = await rules_at(change, await planned_commit(change))
        if await _is_barred(order, batch, change, rules):
            return NOTHING
        planned = await choose_planned(change, rules, order.scope)
    except TidegateError as error:
        return await report.trouble_with(order, batch, error) or NOTHING
    if not isinstance(planned, tuple):
        onward = await _onward(change, rules) if _is_elsewhere(order, change, rules) else ""
        await report.reply(order, batch, joined(" ", filter(None, (planned, onward))))
        return NOTHING
    groups = await _decide_each(order, batch, change, rules, planned)
    return {"groups": groups, "abort": rules.config.abort_on_execution_order_fail}


async def is_wanted(order: ApplyOrder, batch: str, change: Change) -> bool:
    """Whether the order is looked at at all. Says why not, unless changes into this branch are none of ours."""
    refusal = _refusal(order, change)
    if refusal and is_taken(change):
        await report.reply(order, batch, refusal)
    return is_taken(change) and not refusal


def _refusal(order: ApplyOrder, change: Change) -> Wording:
    """Why an order to apply is not even looked at; empty when it is."""
    running = outside().settings.switches.running
    if not change.is_live:
        return over(change, say("This pull request is closed; nothing was applied."))
    if change.is_fork and not running.fork_changes:
        return FORK
    if order.scope.args:
        return say("An apply takes no arguments for terraform: what was planned is applied.")
    if running.no_apply_all and order.scope.is_everything:
        return say("Applying everything at once is disabled on this server: say which project, by -d, -w or -p.")
    return ""


async def _is_barred(order: ApplyOrder, batch: str, change: Change, rules: Rules) -> bool:
    if order.emergency and isinstance(rules.governance, NoPolicy):
        await report.reply(order, batch, NO_WINDOW)
        return True
    return await _hooks_stop(order, batch, change, rules)


async def _hooks_stop(order: ApplyOrder, batch: str, change: Change, rules: Rules) -> bool:
    done = await hooks.before(order, batch, change, rules)
    if not (done.failed and outside().settings.switches.running.fail_on_pre_hook):
        return False
    why = say("A pre-workflow hook failed, so nothing was applied: {why}", why=done.failed)
    await report.reply(order, batch, why)
    return True


@durable.step("apply.skip_rest")
async def skip_rest(batch: str) -> bool:
    """Say of what was queued behind a failure that it was not applied. Whether there was any."""
    door = outside()
    async with door.database.read() as tx:
        every = await deployments.of_batch(tx, batch)
    if not every:
        return False
    because = await told(say("Not applied: an earlier project of this command did not end well."), every[0].repo)
    async with door.database.begin() as tx:
        left = await deployments.withdraw(tx, [entry.id for entry in every], because=because, at=door.clock.now())
    return bool(left)


def _is_elsewhere(order: ApplyOrder, change: Change, rules: Rules) -> bool:
    """Whether what is asked for is an environment that changes into this branch only come to by promotion."""
    asked = by_word(rules.governance, order.scope.word or "") if isinstance(rules.governance, Policy) else ()
    return any(change.base_branch not in each.branches for each in asked)


async def _onward(change: Change, rules: Rules) -> Wording:
    """A link to the open promotion of what is on the base branch; empty when there is none."""
    found = await promotion_onward(change, rules.governance)
    return promotions.standing(found.number, found.url) if found else ""


async def _decide_each(
    order: ApplyOrder, batch: str, change: Change, rules: Rules, planned: tuple[StoredPlan, ...]
) -> list[list[list[str]]]:
    door = outside()
    allowed: list[list[list[str]]] = []
    position = 0
    for environment, group in groupby(planned, key=lambda plan: plan.environment):
        mine = tuple(group)
        attempt = Attempt(
            id=f"{batch}.{environment or 'all'}", actor=order.actor, asking=batch, emergency=_emergency(order)
        )
        stored = await decide_apply(attempt, change, environment, mine, rules)
        if not stored.decision.allowed:
            elsewhere = not any(plan.deployable for plan in mine)
            await report.refused(order, stored, await _onward(change, rules) if elsewhere else "")
            continue
        await report.emergency(order, stored)
        holder = await _lock(order, rules, mine)
        if holder:
            locked = await _held_by(order.repo, holder)
            await report.reply(order, f"{stored.id}.locked", locked)
            continue
        for some in _groups(rules, mine):
            allowed.append([])
            for plan in some:
                deployment = _deployment(order, batch, plan, position=position, decision_id=stored.id)
                async with door.database.begin() as tx:
                    await deployments.add(tx, deployment)
                allowed[-1].append([deployment.id, f"{plan.repo}:{plan.project.dir}:{plan.project.workspace}"])
                position += 1
    return allowed


async def _held_by(repo: str, holder: int) -> Wording:
    async with outside().database.read() as tx:
        push = await changes.called(tx, repo, holder)
    if push:
        return say("Nothing was applied: the push that waits at `{holder}` holds the lock.", holder=push)
    return say("Nothing was applied: #{holder} holds the lock.", holder=holder)


def _emergency(order: ApplyOrder) -> Emergency | None:
    return Emergency(reason=order.reason, incident=order.incident) if order.emergency else None


def _groups(rules: Rules, planned: tuple[StoredPlan, ...]) -> list[tuple[StoredPlan, ...]]:
    """What is applied side by side where `parallel_apply` says so; else everything one after the other."""
    if not rules.config.parallel_apply:
        return [(plan,) for plan in planned]
    plans_of = {plan.project: plan for plan in planned}
    return [tuple(plans_of[project] for project in wave) for wave in in_waves(plans_of)]


async def _lock(order: ApplyOrder, rules: Rules, planned: tuple[StoredPlan, ...]) -> int | None:
    """Take project locks where they are taken at apply. Answers with another change that holds one."""
    due = [plan for plan in planned if (plan.project.lock_mode or rules.config.lock_mode) == "on_apply"]
    door = outside()
    async with door.database.begin() as tx:
        holders = [await project_locks.holder_of(tx, plan.repo, plan.project) for plan in due]
        others = [holder for holder, plan in zip(holders, due, strict=True) if holder not in (None, plan.number)]
        if others:
            return others[0]
        for plan in due:
            await project_locks.take(
                tx, plan.repo, plan.project, number=plan.number, actor=order.actor, at=door.clock.now()
            )
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
