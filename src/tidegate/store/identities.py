"""Where each project's deployments act, as it was accepted for its environment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.deployments.locks import Place
from tidegate.core.plans.fingerprint import Identity
from tidegate.core.projects.model import Project
from tidegate.store.codec import dump, load
from tidegate.store.places import about, place_in
from tidegate.store.statements import put
from tidegate.store.tables import identities


async def record(
    tx: AsyncConnection,
    repo: str,
    project: Project,
    *,
    environment: str,
    identity: Identity,
    accepted_by: str,
    at: datetime,
) -> None:
    """Remember where a project acts from now on."""
    await put(
        tx,
        identities,
        repo=repo,
        dir=project.dir,
        workspace=project.workspace,
        environment=environment,
        identity=dump(Identity, identity),
        accepted_by=accepted_by,
        at=at,
    )


async def of_places(tx: AsyncConnection, repo: str, places: Iterable[Place]) -> Mapping[Place, Identity]:
    """Where deployments of these places have acted until now; before the first one they are left out."""
    rows = await tx.execute(sa.select(identities).where(about(identities, repo, places)))
    return {place_in(row): load(Identity, row.identity) for row in rows}


async def of_project(tx: AsyncConnection, repo: str, project: Project) -> Identity | None:
    """Where its deployments have acted until now; None before the first one."""
    query = sa.select(identities.c.identity).where(
        identities.c.repo == repo,
        identities.c.dir == project.dir,
        identities.c.workspace == project.workspace,
    )
    found = (await tx.execute(query)).scalar()
    return None if found is None else load(Identity, found)
