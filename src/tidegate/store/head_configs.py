"""An `atlantis.yaml` that a hook wrote for a commit: it stands in for the repository's own."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store.statements import put
from tidegate.store.tables import head_configs


async def keep(tx: AsyncConnection, repo: str, sha: str, text: str) -> None:
    """Keep the text for a commit; the latest hook's counts."""
    await put(tx, head_configs, repo=repo, sha=sha, text=text)


async def find(tx: AsyncConnection, repo: str, sha: str) -> str | None:
    query = sa.select(head_configs.c.text).where(head_configs.c.repo == repo, head_configs.c.sha == sha)
    return (await tx.execute(query)).scalar()
