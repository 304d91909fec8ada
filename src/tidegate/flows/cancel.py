"""Cutting work short: somebody said `cancel`, or a new commit left the plans of the old head behind.

A plan is ended. An apply is only ever interrupted, once, and only where that was asked for by somebody who may apply.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from tidegate.core.changes import Change
from tidegate.core.errors import TidegateError
from tidegate.core.notices import cancelling
from tidegate.core.notices.cancelling import Cancelled
from tidegate.engine import durable
from tidegate.flows import report
from tidegate.flows.orders import CancelOrder
from tidegate.flows.outside import outside
from tidegate.flows.permission import may_apply, may_command
from tidegate.flows.refresh import caught_up, fetch, planned_commit
from tidegate.flows.rules import Rules, rules_at
from tidegate.store import cancels, deployments, plans
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class _Applies:
    """Unended deployments, by what became of them."""

    not_begun: tuple[StoredDeployment, ...] = ()
    interrupted: tuple[StoredDeployment, ...] = ()
    going_on: tuple[StoredDeployment, ...] = ()
    forbidden: tuple[StoredDeployment, ...] = ()


async def cancel(order: CancelOrder, batch: str) -> None:
    """Stop what was asked for. Called inside a workflow. Tells of an interrupted apply that takes long to end."""
    interrupted = await stop(order, batch)
    if interrupted:
        await durable.sleep(outside().settings.interrupt_patience)
        await tell_of_the_unended(order, batch, interrupted)


@durable.step("cancel.stop")
async def stop(order: CancelOrder, batch: str) -> list[str]:
    """End plans, interrupt applies, say so. Answers with the deployments that were interrupted."""
    try:
        change = await outside().forge.change(order.repo, order.number)
        await fetch(change)
        rules = await rules_at(change, await planned_commit(change))
        if not await may_command(order.actor, "cancel", order.repo, rules):
            await report.reply(order, batch, f"@{order.actor} may not cancel here, by the server's team list.")
            return []
        ended = await _end_plans(order, batch)
        applies = await (_stop_applies if order.applies else _let_applies_go_on)(order, change, rules)
    except TidegateError as error:
        await report.trouble_with(order, batch, error)
        return []
    done = Cancelled(
        plans=_labels(ended),
        not_begun=_labels(applies.not_begun),
        interrupted=_labels(applies.interrupted),
        going_on=_labels(applies.going_on),
        forbidden=_labels(applies.forbidden),
    )
    await report.say(order, batch, cancelling.compose(done))
    return [entry.id for entry in applies.interrupted]


@durable.step("cancel.tell")
async def tell_of_the_unended(order: CancelOrder, batch: str, deployment_ids: list[str]) -> None:
    """A second signal would lose what Terraform is doing, so a person must look."""
    async with outside().database.read() as tx:
        found = [await deployments.get(tx, name) for name in deployment_ids]
    late = [entry.project.label for entry in found if entry.state == "running"]
    if late:
        await report.say(order, f"{batch}.late", cancelling.still_running(late, order.actor))


@durable.step("cancel.supersede")
async def supersede(repo: str, number: int, head_sha: str) -> None:
    """End queued and running plans of heads that are not the change's any more. Their comment says so."""
    door = outside()
    try:
        change = await caught_up(repo, number, head_sha)
    except TidegateError:
        return  # The plan of the new head finds out by itself.
    because = f"Superseded by commit {change.head_sha[:7]}."
    async with door.database.begin() as tx:
        ended = await plans.cancel(tx, repo, number, because=because, at=door.clock.now(), but_head=change.head_sha)
    await _end(ended)


async def _end_plans(order: CancelOrder, batch: str) -> tuple[StoredPlan, ...]:
    door = outside()
    async with door.database.begin() as tx:
        await cancels.note(tx, order.repo, order.number, until=batch)
        ended = await plans.cancel(
            tx, order.repo, order.number, because=f"Cancelled by @{order.actor}.", at=door.clock.now()
        )
    await _end(ended)
    return ended


async def _end(ended: Sequence[StoredPlan]) -> None:
    door = outside()
    await asyncio.gather(*(door.terraform.cancel(door.settings.runs / plan.id) for plan in ended))


async def _let_applies_go_on(order: CancelOrder, _change: Change, _rules: Rules) -> _Applies:
    return _Applies(going_on=tuple(entry for entry in await _unended(order) if entry.state == "running"))


async def _stop_applies(order: CancelOrder, change: Change, rules: Rules) -> _Applies:
    """Those that have not begun never do; the others get their one signal. None that one may not apply oneself."""
    door = outside()
    due: list[StoredDeployment] = []
    forbidden: list[StoredDeployment] = []
    for entry in await _unended(order):
        allowed = await may_apply(order.actor, change, entry.project, entry.environment, rules)
        (due if allowed else forbidden).append(entry)
    not_begun = tuple(entry for entry in due if entry.state == "queued")
    async with door.database.begin() as tx:
        for entry in not_begun:
            because = f"Cancelled by @{order.actor} before it began."
            await deployments.settle(tx, entry.id, "refused", output="", error=because, at=door.clock.now())
    running = [entry for entry in due if entry.state == "running"]
    for entry in running:
        # Between two steps there is nothing to interrupt, and the later ones do not begin.
        await door.terraform.interrupt(door.settings.runs / entry.id)
    return _Applies(not_begun=not_begun, interrupted=tuple(running), forbidden=tuple(forbidden))


async def _unended(order: CancelOrder) -> tuple[StoredDeployment, ...]:
    async with outside().database.read() as tx:
        known = await deployments.of_change(tx, order.repo, order.number)
    return tuple(entry for entry in known if entry.state in deployments.UNFINISHED)


def _labels(entries: Sequence[StoredPlan | StoredDeployment]) -> tuple[str, ...]:
    return tuple(entry.project.label for entry in entries)
