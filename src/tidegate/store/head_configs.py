"""An `atlantis.yaml` that a hook wrote for a commit of a change: it stands in for the repository's own."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store.statements import put
from tidegate.store.tables import head_configs


async def keep(tx: AsyncConnection, repo: str, number: int, sha: str, text: str | None) -> None:
    """Keep the text for a commit; the latest hook's counts, and None takes an earlier one back."""
    if text is None:
        await tx.execute(sa.delete(head_configs).where(_of(repo, number, sha)))
    else:
        await put(tx, head_configs, repo=repo, number=number, sha=sha, text=text)


async def find(tx: AsyncConnection, repo: str, number: int, sha: str) -> str | None:
    return (await tx.execute(sa.select(head_configs.c.text).where(_of(repo, number, sha)))).scalar()


def _of(repo: str, number: int, sha: str) -> sa.ColumnElement[bool]:
    return (head_configs.c.repo == repo) & (head_configs.c.number == number) & (head_configs.c.sha == sha)
