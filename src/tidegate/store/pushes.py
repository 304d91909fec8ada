"""Who moved a branch, as webhooks told us: one of the two sources of who pushed to a head."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.changes import Push
from tidegate.core.events import BranchPushed
from tidegate.store.statements import insert_new
from tidegate.store.tables import pushes


async def record(tx: AsyncConnection, event: BranchPushed) -> None:
    """Remember a push; the same one told twice is one row."""
    await insert_new(
        tx,
        pushes,
        repo=event.repo,
        branch=event.branch,
        before=event.before,
        after=event.after,
        pusher=event.pusher,
        at=event.at,
    )


async def of_branch(tx: AsyncConnection, repo: str, branch: str, limit: int = 500) -> tuple[Push, ...]:
    """Newest first."""
    query = (
        sa.select(pushes)
        .where(pushes.c.repo == repo, pushes.c.branch == branch)
        .order_by(pushes.c.at.desc())
        .limit(limit)
    )
    return tuple(
        Push(branch=row.branch, before=row.before, after=row.after, pusher=row.pusher, at=row.at)
        for row in await tx.execute(query)
    )
