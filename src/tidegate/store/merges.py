"""Content that came to an environment's branch by a merged change, and what the rules said of it then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store.statements import put
from tidegate.store.tables import merges


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """One merge.

    Attributes:
        sha: What the branch was at right after it, whichever way it was merged.
        tree: Hash of all files there.
        allowed: The `merge` decision about what was merged had nothing against it.
        decision_id: Empty when there was none.
    """

    repo: str
    branch: str
    sha: str
    tree: str
    number: int
    allowed: bool
    decision_id: str
    at: datetime


async def keep(tx: AsyncConnection, merged: Merged) -> None:
    """Remember a merge; the same one told again replaces what was known of it.

    A commit several changes were merged by was let through if all of them were: a forge calls a change merged too
    whose head came with another one's.
    """
    query = sa.select(merges).where(
        merges.c.repo == merged.repo, merges.c.branch == merged.branch, merges.c.sha == merged.sha
    )
    known = (await tx.execute(query)).mappings().first()
    if known and known["number"] != merged.number and not known["allowed"]:
        return
    await put(
        tx,
        merges,
        repo=merged.repo,
        branch=merged.branch,
        sha=merged.sha,
        tree=merged.tree,
        number=merged.number,
        allowed=merged.allowed,
        decision_id=merged.decision_id,
        at=merged.at,
    )


async def of_branch(tx: AsyncConnection, repo: str, branch: str) -> tuple[Merged, ...]:
    """Newest first."""
    query = sa.select(merges).where(merges.c.repo == repo, merges.c.branch == branch).order_by(merges.c.at.desc())
    return tuple(Merged(**row) for row in (await tx.execute(query)).mappings())
