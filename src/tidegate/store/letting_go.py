"""Giving a project's lock back where a change has nothing there that could be applied."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.deployments.locks import Place, place_of
from tidegate.store import plans, project_locks
from tidegate.store.plans import StoredPlan


async def let_go(tx: AsyncConnection, repo: str, number: int, places: Iterable[Place]) -> None:
    """Release the change's locks on those places for which it has, and is making, no deployable plan.

    Others need not wait for them (Atlantis: a failed plan holds no lock).
    """
    held = {place_of(plan.project) for plan in await plans.newest(tx, repo, number) if _holds(plan)}
    for place in dict.fromkeys(places):
        if place not in held:
            await project_locks.release_place(tx, repo, number, place)


async def let_go_of(tx: AsyncConnection, ended: Iterable[StoredPlan]) -> None:
    """The same for plans that have just ended without a result."""
    for plan in ended:
        await let_go(tx, plan.repo, plan.number, [place_of(plan.project)])


def _holds(plan: StoredPlan) -> bool:
    return plan.deployable and plan.state in (*plans.UNFINISHED, "planned")
