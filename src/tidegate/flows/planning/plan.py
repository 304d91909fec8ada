"""Planning: one plan of each project a change touches, group by group, one comment that fills as they finish."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import cast

from tidegate.core.words import say
from tidegate.engine import durable
from tidegate.engine.queues import PLANS
from tidegate.flows.deciding.reconsider import reconsider
from tidegate.flows.deciding.rules_held import hold
from tidegate.flows.orders import PlanOrder
from tidegate.flows.outside import outside
from tidegate.flows.patience import LATER, insist
from tidegate.flows.planning import hooks
from tidegate.flows.planning.admitting import prepare
from tidegate.flows.planning.comparing import compare_plans
from tidegate.flows.planning.making import plan_project
from tidegate.flows.planning.policy_preview import preview_rules
from tidegate.flows.telling import report
from tidegate.flows.telling.language import told
from tidegate.flows.waiting import settle_request
from tidegate.store import plans
from tidegate.store.letting_go import let_go_of

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
        compared: Whether some of them count without what their base does already.
    """

    groups: tuple[tuple[str, ...], ...]
    abreast: int
    abort: bool
    compared: bool


async def plan_change(order: PlanOrder, batch: str) -> None:
    """Plan what the order asks for. Called inside a workflow: everything it awaits is a step or a child."""
    prepared = await insist(lambda: prepare(order, batch))
    if prepared == LATER:
        await report.gave_up(order, batch)
    if order.is_autoplan:
        await preview_rules(order)
    if not isinstance(prepared, dict):
        await hold(order.repo, order.number, batch)
        await hooks.after(order, batch)
        return
    work = _work(cast("dict[str, object]", prepared))
    told = "" if work.groups else await report.plans(batch)
    for group in work.groups:
        told = await _plan_group(group, batch, work.abreast)
        if work.abort and await skip_after_failure(batch):
            break
    if told == LATER or work.abort:
        await insist(lambda: report.plans(batch))
    if work.compared:
        await compare_plans(batch, work.abreast)
    await hooks.after(order, batch)
    await reconsider(order.repo, order.number, batch)
    await settle_request(order.repo, order.number)


async def _plan_group(group: tuple[str, ...], batch: str, abreast: int) -> str:
    """Plan projects side by side, say that they are being planned, and tell of them as they end."""
    told = ""
    for first in range(0, len(group), abreast):
        some = list(group[first : first + abreast])
        children = [await durable.start(PLANS, plan_project, plan_id, workflow=f"{plan_id}-run") for plan_id in some]
        told = await report.plans(batch)
        ended: list[str] = []
        while len(ended) < len(some):
            ended = await ended_of(some, len(ended))
            told = await report.plans(batch)
        for child in children:
            # A cancelled plan has ended before its terraform is gone: the worktree is not free until then.
            await child.answer()
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
            first = failed[0]
            why = say(
                "Not planned: {project}, of an earlier execution order group, failed.", project=first.project.label
            )
            because = await told(why, first.repo)
            ended = await plans.skip(tx, [plan.id for plan in planned], because=because, at=door.clock.now())
            await let_go_of(tx, ended)
    return bool(failed)


def _work(prepared: dict[str, object]) -> _Work:
    groups = cast("list[list[str]]", prepared["groups"])
    return _Work(
        groups=tuple(tuple(group) for group in groups),
        abreast=cast("int", prepared["abreast"]),
        abort=bool(prepared["abort"]),
        compared=bool(prepared.get("compared")),
    )
