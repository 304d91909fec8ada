"""Merging a change by ourselves once all of it is applied, where that is asked for (Atlantis: automerge)."""

from __future__ import annotations

from tidegate.core.changes import Change
from tidegate.core.errors import ForgeError, TidegateError
from tidegate.core.gates.decide import decide
from tidegate.core.notices import refusals
from tidegate.core.words import say
from tidegate.engine import durable
from tidegate.flows.addressing import addressed
from tidegate.flows.facts import gathering
from tidegate.flows.orders import ApplyOrder
from tidegate.flows.outside import outside
from tidegate.flows.refresh import fetch, planned_commit
from tidegate.flows.rules import Rules, rules_at
from tidegate.flows.telling import report
from tidegate.store import deployments, opened, plans
from tidegate.store.plans import StoredPlan


@durable.step("merge")
async def merge_when_done(order: ApplyOrder, batch: str) -> None:
    """Merge the change if that is wanted, everything it can apply is applied, and the gates let it through."""
    try:
        if not await _applied_something(batch):
            return
        change = await addressed(order.repo, order.number)
        await fetch(change)
        rules = await rules_at(change, await planned_commit(change))
        if change.state != "open" or not _wanted(order, change, rules) or await _is_ours(change):
            return
        planned = await _all_applied(change)
        if planned and await _let_through(order, batch, change, rules, planned):
            await _merge(order, batch, change, planned)
    except TidegateError as error:
        await report.trouble_with(order, f"{batch}.merge", error)


async def _applied_something(batch: str) -> bool:
    """Only an apply that applied merges: one that was refused says so and changes nothing."""
    async with outside().database.read() as tx:
        return any(entry.state == "applied" for entry in await deployments.of_batch(tx, batch))


def _wanted(order: ApplyOrder, change: Change, rules: Rules) -> bool:
    """An explicit `automerge: false` beats every flag."""
    merging = outside().settings.switches.merging
    if order.auto_merge_disabled or rules.config.automerge is False:
        return False
    if merging.off_label is not None and merging.off_label in change.labels:
        return False
    return rules.config.automerge is True or merging.auto


async def _is_ours(change: Change) -> bool:
    """What we opened ourselves is merged by people: that is their word for what goes on to the next environment."""
    async with outside().database.read() as tx:
        return await opened.find(tx, change.repo, change.number) is not None


async def _all_applied(change: Change) -> tuple[StoredPlan, ...]:
    """The deployable plans of the head, when there are some and all of them are applied or change nothing."""
    async with outside().database.read() as tx:
        newest = await plans.newest(tx, change.repo, change.number)
        done = await deployments.of_change(tx, change.repo, change.number)
    applied = {entry.plan_id for entry in done if entry.state == "applied"}
    due = tuple(plan for plan in newest if plan.deployable)
    current = all(plan.head_sha == change.head_sha and plan.state == "planned" for plan in due)
    ended = all(plan.id in applied or (plan.content and plan.content.is_empty) for plan in due)
    return due if current and ended and any(plan.id in applied for plan in due) else ()


async def _let_through(
    order: ApplyOrder, batch: str, change: Change, rules: Rules, planned: tuple[StoredPlan, ...]
) -> bool:
    """Ask the gates of merging, environment by environment; what stands in the way is told."""
    door = outside()
    for environment in dict.fromkeys(plan.environment for plan in planned):
        mine = tuple(plan for plan in planned if plan.environment == environment)
        known = await gathering.for_apply(order.actor, change, environment, mine, rules, asking=batch)
        decision = decide("merge", known, rules.governance, door.clock.now())
        if not decision.allowed:
            await report.say(order, f"{batch}.merge", refusals.compose(decision))
            return False
    return True


async def _merge(order: ApplyOrder, batch: str, change: Change, planned: tuple[StoredPlan, ...]) -> None:
    door = outside()
    method = order.auto_merge_method or door.settings.switches.merging.method
    await report.reply(
        order, f"{batch}.merge", say("Automatically merging because all plans have been successfully applied.")
    )
    try:
        await door.forge.merge(change, method)
    except ForgeError as error:
        unmerged = say("Everything is applied, but it could not be merged: {why}", why=error.words)
        await report.reply(order, f"{batch}.merge", unmerged)
        return
    try:
        if any(plan.project.delete_source_branch_on_merge for plan in planned):
            await door.forge.delete_head(change)
    except ForgeError as error:
        kept = say("It is merged, but its branch could not be deleted: {why}", why=error.words)
        await report.reply(order, f"{batch}.branch", kept)
