"""The orders of one change, carried out one after the other."""

from __future__ import annotations

from typing import Any, assert_never, cast

import structlog

from tidegate.engine import durable
from tidegate.engine.queues import COMMANDS
from tidegate.flows import report
from tidegate.flows.apply import apply_change
from tidegate.flows.cancel import cancel
from tidegate.flows.explain import explain
from tidegate.flows.orders import (
    ApplyOrder,
    CancelOrder,
    ExplainOrder,
    Order,
    PlanOrder,
    ReconsiderOrder,
    ReleaseOrder,
    VersionOrder,
)
from tidegate.flows.outside import outside
from tidegate.flows.plan import plan_change
from tidegate.flows.reconsider import reconsider
from tidegate.flows.release import release
from tidegate.flows.turns import take_turns
from tidegate.flows.version import version
from tidegate.store import cancels
from tidegate.store.codec import load

log = structlog.get_logger()


@durable.workflow("order")
async def carry_out(order_text: str) -> None:
    """Carry out one order. The queue runs one at a time for each change, in the order people asked."""
    order: Order = load(cast("Any", Order), order_text)
    batch = durable.current_workflow()
    try:
        if not await is_cancelled(order.repo, order.number, batch):
            await _carry_out(order, batch)
    except Exception:
        log.exception("order failed", id=batch)
        await report.broken(order, batch)
    for turn in await take_turns(order.repo):
        await durable.start(COMMANDS, carry_out, turn["order"], workflow=turn["id"], partition=turn["change"])


@durable.step("order.is_cancelled")
async def is_cancelled(repo: str, number: int, batch: str) -> bool:
    """Whether somebody cancelled the order while it waited."""
    async with outside().database.read() as tx:
        return await cancels.is_cancelled(tx, repo, number, batch)


async def _carry_out(order: Order, batch: str) -> None:
    match order:
        case PlanOrder():
            await plan_change(order, batch)
        case ApplyOrder():
            await apply_change(order, batch)
        case ExplainOrder():
            await explain(order, batch)
        case ReleaseOrder():
            await release(order, batch)
        case ReconsiderOrder():
            await reconsider(order.repo, order.number, batch)
        case CancelOrder():
            await cancel(order, batch)
        case VersionOrder():
            await version(order, batch)
        case _:
            assert_never(order)
