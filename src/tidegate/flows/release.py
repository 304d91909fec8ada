"""Giving up a change's locks and plans: on `unlock`, and when it is closed."""

from __future__ import annotations

from tidegate.core.errors import TidegateError
from tidegate.engine import durable
from tidegate.flows import report
from tidegate.flows.orders import ReleaseOrder
from tidegate.flows.outside import outside
from tidegate.store import changes, plans, project_locks, slots


@durable.step("release")
async def release(order: ReleaseOrder, batch: str) -> None:
    """Release locks, discard plans and worktrees, keep the record; say so where something was released."""
    door = outside()
    async with door.database.begin() as tx:
        released = await project_locks.release(tx, order.repo, order.number)
        dropped = await plans.discard(tx, order.repo, order.number)
        if order.why == "unlock":
            for plan in dropped:
                await slots.clear_suspects(tx, order.repo, plan.project)
    for plan in dropped:
        door.vault.drop(plan.id)
    await door.checkout.discard(order.repo, order.number)
    try:
        change = await door.forge.change(order.repo, order.number)
        async with door.database.begin() as tx:
            await changes.remember(tx, change, door.clock.now())
        if order.why == "unlock":
            await report.unlocked(order, batch)
        elif released:
            await report.closed(order, batch, [plan.project for plan in dropped if plan.deployable])
    except TidegateError as error:
        await report.trouble_with(order, batch, error)
