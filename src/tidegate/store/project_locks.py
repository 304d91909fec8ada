"""Project locks: which change may plan and apply a project, until it is merged, closed or unlocked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.deployments.locks import Place
from tidegate.core.projects.model import Project
from tidegate.store.places import about, place_in
from tidegate.store.statements import insert_new
from tidegate.store.tables import project_locks


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectLock:
    """`number` is the change that holds it."""

    repo: str
    dir: str
    workspace: str
    number: int
    actor: str
    since: datetime


async def take(tx: AsyncConnection, repo: str, project: Project, *, number: int, actor: str, at: datetime) -> int:
    """Take the lock if it is free. Answers with the change that holds it now: ours, or another's."""
    await insert_new(
        tx,
        project_locks,
        repo=repo,
        dir=project.dir,
        workspace=project.workspace,
        number=number,
        actor=actor,
        since=at,
    )
    holder = await holder_of(tx, repo, project)
    if holder is None:  # pragma: no cover - only if somebody deletes rows by hand inside our transaction
        raise LookupError(project.key)
    return holder


async def holder_of(tx: AsyncConnection, repo: str, project: Project) -> int | None:
    query = sa.select(project_locks.c.number).where(
        project_locks.c.repo == repo,
        project_locks.c.dir == project.dir,
        project_locks.c.workspace == project.workspace,
    )
    return (await tx.execute(query)).scalar()


async def holders(tx: AsyncConnection, repo: str, places: Iterable[Place]) -> Mapping[Place, int]:
    """Which change holds the lock of each of these places; free ones are left out."""
    rows = await tx.execute(sa.select(project_locks).where(about(project_locks, repo, places)))
    return {place_in(row): row.number for row in rows}


async def release(tx: AsyncConnection, repo: str, number: int) -> tuple[ProjectLock, ...]:
    """Release every lock of a change; answers with them."""
    mine = (project_locks.c.repo == repo) & (project_locks.c.number == number)
    found = tuple(_lock(row) for row in await tx.execute(sa.select(project_locks).where(mine)))
    await tx.execute(sa.delete(project_locks).where(mine))
    return found


async def release_but(tx: AsyncConnection, repo: str, number: int, keep: Iterable[Place]) -> None:
    """Release the locks of a change on everything but these places."""
    mine = (project_locks.c.repo == repo) & (project_locks.c.number == number)
    kept = {(place.dir, place.workspace) for place in keep}
    for row in (await tx.execute(sa.select(project_locks).where(mine))).all():
        if (row.dir, row.workspace) not in kept:
            here = (project_locks.c.dir == row.dir) & (project_locks.c.workspace == row.workspace)
            await tx.execute(sa.delete(project_locks).where(mine & here))


async def release_place(tx: AsyncConnection, repo: str, number: int, place: Place) -> None:
    """Release the lock of a change on a directory and workspace."""
    mine = (project_locks.c.repo == repo) & (project_locks.c.number == number)
    here = (project_locks.c.dir == place.dir) & (project_locks.c.workspace == place.workspace)
    await tx.execute(sa.delete(project_locks).where(mine & here))


async def of_repo(tx: AsyncConnection, repo: str) -> tuple[ProjectLock, ...]:
    query = sa.select(project_locks).where(project_locks.c.repo == repo)
    return tuple(_lock(row) for row in await tx.execute(query))


async def every(tx: AsyncConnection) -> tuple[ProjectLock, ...]:
    query = sa.select(project_locks).order_by(project_locks.c.repo, project_locks.c.dir, project_locks.c.workspace)
    return tuple(_lock(row) for row in await tx.execute(query))


def _lock(row: sa.Row[tuple[object, ...]]) -> ProjectLock:
    return ProjectLock(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
