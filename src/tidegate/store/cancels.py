"""Orders cut short: of each change, up to which order somebody cancelled plans or applies."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store.ids import moment
from tidegate.store.statements import put
from tidegate.store.tables import cancels

Kind = Literal["plan", "apply"]


async def note(tx: AsyncConnection, repo: str, number: int, kind: Kind, *, until: str) -> None:
    """Orders of the kind that are older than the order `until` are not to be carried out. The latest note counts."""
    latest = max(moment(until), await _until(tx, repo, number, kind) or "")
    await put(tx, cancels, repo=repo, number=number, kind=kind, until=latest)


async def is_cancelled(tx: AsyncConnection, repo: str, number: int, kind: Kind, order: str) -> bool:
    """Whether an order was cancelled before it began."""
    until = await _until(tx, repo, number, kind)
    return until is not None and moment(order) < until


async def _until(tx: AsyncConnection, repo: str, number: int, kind: Kind) -> str | None:
    mine = (cancels.c.repo == repo) & (cancels.c.number == number) & (cancels.c.kind == kind)
    return (await tx.execute(sa.select(cancels.c.until).where(mine))).scalar()
