"""Plans of the commits that changes leave their base at: kept for a while, for many changes leave it at the same."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.costs.own import Look
from tidegate.core.projects.model import Project
from tidegate.store.codec import dump, load
from tidegate.store.statements import put
from tidegate.store.tables import base_plans


async def keep(
    tx: AsyncConnection, repo: str, project: Project, commit: str, inputs: str, look: Look, *, at: datetime
) -> None:
    """`inputs`: everything besides the commit that a plan and its price hang on, as far as we know it."""
    await put(
        tx,
        base_plans,
        repo=repo,
        dir=project.dir,
        workspace=project.workspace,
        commit_sha=commit,
        inputs=inputs,
        made_at=at,
        look=dump(Look, look),
    )


async def forget(tx: AsyncConnection, repo: str, *, before: datetime) -> None:
    """Delete those of a repository that were made before this time."""
    await tx.execute(sa.delete(base_plans).where(base_plans.c.repo == repo, base_plans.c.made_at < before))


async def find(
    tx: AsyncConnection, repo: str, project: Project, commit: str, inputs: str, *, since: datetime
) -> Look | None:
    """The plan that was made of it at this time or later."""
    query = sa.select(base_plans.c.look).where(
        base_plans.c.repo == repo,
        base_plans.c.dir == project.dir,
        base_plans.c.workspace == project.workspace,
        base_plans.c.commit_sha == commit,
        base_plans.c.inputs == inputs,
        base_plans.c.made_at >= since,
    )
    text = (await tx.execute(query)).scalar()
    return load(Look, text) if text else None
