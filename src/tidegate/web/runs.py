"""Finding a run by its id: a plan or a deployment, whose log has the same form."""

from __future__ import annotations

from sqlalchemy.exc import NoResultFound
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store import deployments, plans
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan

Run = StoredPlan | StoredDeployment


async def find_run(tx: AsyncConnection, run_id: str) -> Run | None:
    """The plan or deployment of that id. Only an id found here may become part of a path."""
    for get in (plans.get, deployments.get):
        try:
            return await get(tx, run_id)
        except NoResultFound:
            continue
    return None


def is_finished(run: Run) -> bool:
    """Whether nothing will be written to its log any more."""
    unfinished = plans.UNFINISHED if isinstance(run, StoredPlan) else deployments.UNFINISHED
    return run.state not in unfinished
