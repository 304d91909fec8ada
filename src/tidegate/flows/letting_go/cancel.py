"""Cutting work short: somebody said `cancel`, or a new commit left the plans of the old head behind.

A plan is ended. An apply is only ever interrupted, once, and only where that was asked for by somebody who may apply.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from tidegate.core.changes import Change
from tidegate.core.errors import TidegateError
from tidegate.core.known import Unknown
from tidegate.core.notices import appointing, cancelling
from tidegate.core.notices.cancelling import Cancelled
from tidegate.core.words import say
from tidegate.engine import durable
from tidegate.flows.addressing import addressed
from tidegate.flows.applying.appointing import take_back, take_back_and_tell
from tidegate.flows.deciding.permission import may_apply_again
from tidegate.flows.letting_go.dropping import may_not_drop
from tidegate.flows.orders import CancelOrder
from tidegate.flows.outside import outside
from tidegate.flows.patience import LATER, insist
from tidegate.flows.planning.base_plans import run_of
from tidegate.flows.refresh import caught_up
from tidegate.flows.telling import report
from tidegate.flows.telling.language import told
from tidegate.store import cancels, deployments, own_changes, plans
from tidegate.store.deployments import StoredDeployment
from tidegate.store.letting_go import let_go_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Applies:
    """Unended deployments, by what became of them."""

    not_begun: tuple[StoredDeployment, ...] = ()
    interrupted: tuple[StoredDeployment, ...] = ()
    going_on: tuple[StoredDeployment, ...] = ()
    forbidden: tuple[StoredDeployment, ...] = ()


async def cancel(order: CancelOrder, batch: str) -> None:
    """Stop what was asked for. Called inside a workflow. Tells of an interrupted apply that takes long to end."""
    if not await may_cancel(order, batch):
        return
    ended = await end_plans(order, batch)
    await stop_plans(ended["runs"])
    answer = await insist(lambda: stop_applies(order, batch, ended))
    if answer == LATER:
        await report.gave_up(order, batch)
    if isinstance(answer, list) and answer:
        await durable.sleep(outside().settings.interrupt_patience)
        await tell_of_the_unended(order, batch, cast("list[str]", answer))


@durable.step("cancel.may")
async def may_cancel(order: CancelOrder, batch: str) -> bool:
    try:
        refusal = await may_not_drop(order.actor, "cancel", order.repo, order.number)
    except TidegateError as error:
        await report.trouble_with(order, batch, error)
        return False
    if refusal:
        await report.reply(order, batch, refusal)
    return not refusal


@durable.step("cancel.plans")
async def end_plans(order: CancelOrder, batch: str) -> dict[str, list[str]]:
    """End every plan that has not ended, and take back what was put off.

    Answers with the runs of the plans, the labels of all that was cancelled so, and words for what was put off.
    """
    door = outside()
    because = await told(cancelling.by_whom(order.actor), order.repo)
    async with door.database.begin() as tx:
        await cancels.note(tx, order.repo, order.number, "plan", until=batch)
        if order.applies:
            await cancels.note(tx, order.repo, order.number, "apply", until=batch)
        ended = await plans.cancel(tx, order.repo, order.number, because=because, at=door.clock.now())
        bases = await own_changes.cancel(tx, order.repo, order.number, _not_compared(because))
        await let_go_of(tx, ended)
        every = await plans.of_change(tx, order.repo, order.number)
    mine = [plan for plan in every if plan.state == "cancelled" and plan.error == because]
    compared = [plan for plan in every if plan.state == "planned" and plan.id in bases]
    put_off = await take_back(order.repo, order.number, because=because)
    return {
        "runs": [*(plan.id for plan in mine), *(run_of(plan.id) for plan in compared)],
        "labels": [plan.project.label for plan in (*mine, *compared)],
        "put_off": [await told(each.words, order.repo) for each in put_off],
    }


@durable.step("cancel.stop")
async def stop_plans(run_ids: list[str]) -> None:
    """End what runs of them: one interrupt, some patience, then the whole group."""
    door = outside()
    await asyncio.gather(*(door.terraform.cancel(door.settings.runs / name) for name in run_ids))


@durable.step("cancel.applies")
async def stop_applies(order: CancelOrder, batch: str, ended: dict[str, list[str]]) -> list[str] | str:
    """Deal with applies and say what became of everything. Answers with the deployments that were interrupted."""
    try:
        change = await addressed(order.repo, order.number)
        applies = await (_stop_applies if order.applies else _let_applies_go_on)(order, change)
    except TidegateError as error:
        return await report.trouble_with(order, batch, error) or []
    done = Cancelled(
        plans=ended["labels"],
        put_off=ended["put_off"],
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


async def supersede(repo: str, number: int, head_sha: str) -> None:
    """End queued and running plans of heads that are not the change's any more. Inside a workflow."""
    await stop_plans(await leave_behind(repo, number, head_sha))


@durable.step("cancel.supersede")
async def leave_behind(repo: str, number: int, head_sha: str) -> list[str]:
    """Mark plans of earlier heads as ended; their comment says so. Answers with their runs."""
    door = outside()
    try:
        change = await caught_up(repo, number, head_sha)
    except TidegateError:
        return []  # The plan of the new head finds out by itself.
    away = appointing.superseded(change.head_sha)
    because = await told(away, repo)
    await take_back_and_tell(repo, number, marker=change.head_sha, because=away, but_head=change.head_sha)
    async with door.database.begin() as tx:
        await plans.cancel(tx, repo, number, because=because, at=door.clock.now(), but_head=change.head_sha)
        bases = await own_changes.cancel(tx, repo, number, _not_compared(because), but_head=change.head_sha)
        every = await plans.of_change(tx, repo, number)
    mine = [plan.id for plan in every if plan.state == "cancelled" and plan.error == because]
    compared = [run_of(plan.id) for plan in every if plan.state == "planned" and plan.id in bases]
    return [*mine, *compared]


def _not_compared(because: str) -> Unknown:
    """Of plans that are made, what they are compared with is not."""
    return Unknown(unknown_because=say("it was not compared with its base ({why})", why=because.rstrip(".")))


async def _let_applies_go_on(order: CancelOrder, _change: Change) -> _Applies:
    return _Applies(going_on=tuple(entry for entry in await _unended(order) if entry.state == "running"))


async def _stop_applies(order: CancelOrder, change: Change) -> _Applies:
    """Those that have not begun never do; the others get their one signal. None that one may not apply oneself."""
    door = outside()
    due: list[StoredDeployment] = []
    forbidden: list[StoredDeployment] = []
    for entry in await _unended(order):
        allowed = await may_apply_again(order.actor, change, entry)
        (due if allowed else forbidden).append(entry)
    because = await told(say("Cancelled by @{actor} before it began.", actor=order.actor), order.repo)
    async with door.database.begin() as tx:
        withdrawn = await deployments.withdraw(tx, [entry.id for entry in due], because=because, at=door.clock.now())
    running = tuple(entry for entry in due if entry.id not in withdrawn)
    for entry in running:
        # Between two steps there is nothing to interrupt, and the later ones do not begin.
        await door.terraform.interrupt(door.settings.runs / entry.id)
    not_begun = tuple(entry for entry in due if entry.id in withdrawn)
    return _Applies(not_begun=not_begun, interrupted=running, forbidden=tuple(forbidden))


async def _unended(order: CancelOrder) -> tuple[StoredDeployment, ...]:
    async with outside().database.read() as tx:
        known = await deployments.of_change(tx, order.repo, order.number)
    return tuple(entry for entry in known if entry.state in deployments.UNFINISHED)


def _labels(entries: Sequence[StoredDeployment]) -> tuple[str, ...]:
    return tuple(entry.project.label for entry in entries)
