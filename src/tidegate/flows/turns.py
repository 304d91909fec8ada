"""Handing locks on: a change that waited for a project plans it by itself once it is free."""

from __future__ import annotations

from tidegate.core.deployments.locks import Place, Turn, turns
from tidegate.core.projects.model import Project
from tidegate.engine import durable
from tidegate.flows.orders import Order, PlanOrder
from tidegate.flows.outside import outside
from tidegate.store import lock_queue, project_locks
from tidegate.store.codec import dump
from tidegate.store.ids import new_id


@durable.step("turns.take")
async def take_turns(repo: str) -> list[dict[str, str]]:
    """Give every free lock to whoever has waited longest for it. Answers with the orders that plan what they got.

    The locks are theirs at once, so that nobody overtakes whoever waited.
    """
    door = outside()
    now = door.clock.now()
    async with door.database.begin() as tx:
        held = [Place(dir=lock.dir, workspace=lock.workspace) for lock in await project_locks.of_repo(tx, repo)]
        going = turns(held, await lock_queue.of_repo(tx, repo))
        for turn in going:
            for place in turn.places:
                here = Project(dir=place.dir, workspace=place.workspace)
                await project_locks.take(tx, repo, here, number=turn.number, actor=turn.actor, at=now)
            await lock_queue.leave(tx, repo, turn.number, turn.places)
    return [_order(repo, turn, f"{new_id('turn', now)}-order") for turn in going]


def _order(repo: str, turn: Turn, order_id: str) -> dict[str, str]:
    order = PlanOrder(repo=repo, number=turn.number, actor=turn.actor, only=turn.keys)
    return {"id": order_id, "order": dump(Order, order), "change": f"{repo}#{turn.number}"}
