"""Changes that wait for project locks. Whose turn it is, `core.deployments.locks` says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.deployments.locks import Place, Waiting
from tidegate.core.projects.model import Project
from tidegate.store.statements import insert_new
from tidegate.store.tables import lock_queue


async def wait(
    tx: AsyncConnection, repo: str, project: Project, *, number: int, actor: str, head_sha: str, at: datetime
) -> None:
    """Queue a change for a project's lock. One that waits already keeps its place, in the name of the new asker."""
    fresh = await insert_new(
        tx,
        lock_queue,
        repo=repo,
        key=project.key,
        number=number,
        dir=project.dir,
        workspace=project.workspace,
        actor=actor,
        since=at,
        head_sha=head_sha,
    )
    if not fresh:
        mine = (lock_queue.c.repo == repo) & (lock_queue.c.key == project.key) & (lock_queue.c.number == number)
        await tx.execute(sa.update(lock_queue).where(mine).values(actor=actor, head_sha=head_sha))


async def leave(tx: AsyncConnection, repo: str, number: int, places: Iterable[Place] | None = None) -> None:
    """A change waits no longer: for these places, or at all."""
    mine = (lock_queue.c.repo == repo) & (lock_queue.c.number == number)
    if places is None:
        await tx.execute(sa.delete(lock_queue).where(mine))
        return
    for place in places:
        here = (lock_queue.c.dir == place.dir) & (lock_queue.c.workspace == place.workspace)
        await tx.execute(sa.delete(lock_queue).where(mine & here))


async def of_repo(tx: AsyncConnection, repo: str) -> tuple[Waiting, ...]:
    query = sa.select(lock_queue).where(lock_queue.c.repo == repo).order_by(lock_queue.c.since)
    return tuple(_waiting(row) for row in await tx.execute(query))


async def every(tx: AsyncConnection) -> tuple[tuple[str, Waiting], ...]:
    """Repository and wait, those who came first at the top."""
    query = sa.select(lock_queue).order_by(lock_queue.c.repo, lock_queue.c.since)
    return tuple((row.repo, _waiting(row)) for row in await tx.execute(query))


def _waiting(row: Any) -> Waiting:
    return Waiting(
        place=Place(dir=row.dir, workspace=row.workspace),
        key=row.key,
        number=row.number,
        actor=row.actor,
        since=row.since,
        head_sha=row.head_sha,
    )
