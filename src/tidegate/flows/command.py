"""The orders of one change, carried out one after the other."""

from __future__ import annotations

from typing import Any, assert_never, cast

import structlog

from tidegate.core.words import say
from tidegate.engine import durable
from tidegate.engine.queues import APPOINTMENTS, COMMANDS
from tidegate.flows.answering.explain import explain
from tidegate.flows.answering.status import status
from tidegate.flows.answering.version import version
from tidegate.flows.applying.apply import apply_change
from tidegate.flows.applying.appointing import make, take_back_all
from tidegate.flows.applying.keeping import begin, keep, seconds_left
from tidegate.flows.deciding.reconsider import reconsider
from tidegate.flows.landing.landing import land
from tidegate.flows.letting_go.cancel import cancel
from tidegate.flows.letting_go.release import release
from tidegate.flows.letting_go.turns import find_turns, give_turn
from tidegate.flows.orders import (
    AdoptOrder,
    ApplyOrder,
    AwayOrder,
    BackOrder,
    CancelOrder,
    ExplainOrder,
    KeepOrder,
    LandOrder,
    Order,
    PlanOrder,
    PromoteOrder,
    ReconsiderOrder,
    ReleaseOrder,
    SayOrder,
    StatusOrder,
    VersionOrder,
)
from tidegate.flows.outside import outside
from tidegate.flows.patience import LATER, insist
from tidegate.flows.planning.plan import plan_change
from tidegate.flows.promoting.adopting import adopt
from tidegate.flows.promoting.bringing_back import bring_back
from tidegate.flows.promoting.promoting import promote
from tidegate.flows.saying.absence import speak_of
from tidegate.flows.saying.saying import say_for
from tidegate.flows.telling import report
from tidegate.store import cancels
from tidegate.store.codec import load

log = structlog.get_logger()


@durable.workflow("order")
async def carry_out(order_text: str) -> None:
    """Carry out one order. The queue runs one at a time for each change, in the order people asked."""
    order: Order = load(cast("Any", Order), order_text)
    batch = durable.current_workflow()
    try:
        if not await is_cancelled(order_text, batch):
            await _carry_out(order, batch)
    except Exception:
        log.exception("order failed", id=batch)
        await report.broken(order, batch)
    for turn in await find_turns(order.repo):
        if await give_turn(turn["order"]):
            await durable.start(COMMANDS, carry_out, turn["order"], workflow=turn["id"], partition=turn["change"])


@durable.step("order.is_cancelled")
async def is_cancelled(order_text: str, batch: str) -> bool:
    """Whether somebody cancelled the order while it waited: plans and applies only. Says so where somebody asked."""
    order: Order = load(cast("Any", Order), order_text)
    if not isinstance(order, PlanOrder | ApplyOrder) or (isinstance(order, PlanOrder) and order.turn):
        return False
    async with outside().database.read() as tx:
        cancelled = await cancels.is_cancelled(tx, order.repo, order.number, order.kind, batch)
    if cancelled and not (isinstance(order, PlanOrder) and order.is_autoplan):
        await report.reply(order, batch, say("Cancelled before it began: `{command}`.", command=order.kind))
    return cancelled


async def _apply(order: ApplyOrder | KeepOrder, batch: str) -> None:
    if isinstance(order, KeepOrder):
        await keep(order, batch)
    elif order.at:
        await _put_off(order, batch)
    else:
        await apply_change(order, batch)
    await _bring_back(order, batch)


async def _put_off(order: ApplyOrder, batch: str) -> None:
    """Keep an apply for its time, and have it begin then."""
    made = await insist(lambda: make(order, batch))
    if made == LATER:
        await report.gave_up(order, batch)
    elif made:
        await durable.start(APPOINTMENTS, wake, batch, workflow=f"{batch}-wake")


@durable.workflow("appointment")
async def wake(appointment_id: str) -> None:
    """Sleep until the time of an appointment, then queue it behind the orders of its change."""
    while left := await seconds_left(appointment_id):
        await durable.sleep(left)
    begun = await begin(appointment_id)
    if begun:
        due = f"{appointment_id}-due"
        await durable.start(COMMANDS, carry_out, begun["order"], workflow=due, partition=begun["change"])


async def _begin(order_text: str, workflow: str) -> None:
    """Start the plan an order came to, on the queue of its own change; nothing where it came to none."""
    if order_text:
        order = load(PlanOrder, order_text)
        partition = f"{order.repo}#{order.number}"
        await durable.start(COMMANDS, carry_out, order_text, workflow=workflow, partition=partition)


async def _let_go(order: ReleaseOrder | LandOrder, batch: str) -> None:
    if isinstance(order, ReleaseOrder) and order.why == "unlock":
        await release(order, batch)
    else:
        await _land(order, batch)


async def _land(order: ReleaseOrder | LandOrder, batch: str) -> None:
    """After a merge what is left of it is planned from the branch; else what the change held is let go."""
    if isinstance(order, ReleaseOrder):
        await take_back_all(order.repo, order.number, batch)
    planned = await insist(lambda: land(order, batch))
    if planned and planned != LATER and not order.number:
        await _begin(str(planned), f"{batch}-landed")  # A push has become a change, with a queue of its own.
    elif planned and planned != LATER:
        await plan_change(load(PlanOrder, str(planned)), f"{batch}-landed")
    elif isinstance(order, ReleaseOrder):
        await release(order, batch)
        await _bring_back(order, batch)


async def _bring_back(order: ApplyOrder | KeepOrder | ReleaseOrder, batch: str) -> None:
    """A hotfix that is deployed and merged is brought to the environments it went past."""
    for position, planned in enumerate(await bring_back(order.repo, order.number, batch)):
        await _begin(planned, f"{batch}-back-{position}")


async def _hear(order: SayOrder | AwayOrder | BackOrder, batch: str) -> None:
    """Somebody tells us something."""
    if isinstance(order, SayOrder):
        await say_for(order, batch)
    else:
        await speak_of(order, batch)


async def _carry_out(order: Order, batch: str) -> None:
    match order:
        case PlanOrder():
            await plan_change(order, batch)
        case ApplyOrder() | KeepOrder():
            await _apply(order, batch)
        case ReleaseOrder() | LandOrder():
            await _let_go(order, batch)
        case ReconsiderOrder():
            await reconsider(order.repo, order.number, batch)
        case CancelOrder():
            await cancel(order, batch)
        case SayOrder() | AwayOrder() | BackOrder():
            await _hear(order, batch)
        case PromoteOrder():
            await _begin(await promote(order, batch), f"{batch}-plan")
        case AdoptOrder():
            await adopt(order, batch)
        case ExplainOrder() | StatusOrder() | VersionOrder():
            await _tell(order, batch)
        case _:
            assert_never(order)


async def _tell(order: ExplainOrder | StatusOrder | VersionOrder, batch: str) -> None:
    """Orders that only ask something."""
    match order:
        case ExplainOrder():
            await explain(order, batch)
        case StatusOrder():
            await status(order, batch)
        case VersionOrder():
            await version(order, batch)
