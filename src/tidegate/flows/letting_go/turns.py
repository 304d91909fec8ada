"""Handing locks on: a change that waited for a project plans it by itself once it is free."""

from __future__ import annotations

import hashlib

from tidegate.core.deployments.locks import Place, Turn, turns
from tidegate.core.projects.model import Project
from tidegate.engine import durable
from tidegate.flows.orders import Order, PlanOrder
from tidegate.flows.outside import outside
from tidegate.store import lock_queue, project_locks
from tidegate.store.codec import dump, load


@durable.step("turns.find")
async def find_turns(repo: str) -> list[dict[str, str]]:
    """Orders that plan what has become free, for whoever has waited longest. Found twice they are the same orders."""
    async with outside().database.read() as tx:
        held = [Place(dir=lock.dir, workspace=lock.workspace) for lock in await project_locks.of_repo(tx, repo)]
        going = turns(held, await lock_queue.of_repo(tx, repo))
    return [_order(repo, turn) for turn in going]


@durable.step("turns.give")
async def give_turn(order_text: str) -> bool:
    """Give the locks to whom they go, so that nobody overtakes. Whether any is theirs; asking twice is fine."""
    door = outside()
    order = load(PlanOrder, order_text)
    theirs = []
    async with door.database.begin() as tx:
        for place in order.turn:
            here = Project(dir=place.dir, workspace=place.workspace)
            holder = await project_locks.take(
                tx, order.repo, here, number=order.number, actor=order.actor, at=door.clock.now()
            )
            theirs += [place] if holder == order.number else []
        await lock_queue.leave(tx, order.repo, order.number, theirs)
    return bool(theirs)


def _order(repo: str, turn: Turn) -> dict[str, str]:
    order = PlanOrder(repo=repo, number=turn.number, actor=turn.actor, turn=turn.places, turn_head=turn.head_sha)
    text = dump(Order, order)
    named = hashlib.sha256(text.encode()).hexdigest()[:12]
    return {
        "id": f"turn-{int(turn.since.timestamp() * 1000):012x}-{named}-order",
        "order": text,
        "change": f"{repo}#{turn.number}",
    }
