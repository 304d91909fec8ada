"""Orders cut short: of each change, up to which order somebody cancelled."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store.ids import moment
from tidegate.store.statements import put
from tidegate.store.tables import cancels


async def note(tx: AsyncConnection, repo: str, number: int, *, until: str) -> None:
    """Orders of the change that are older than the order `until` are not to be carried out."""
    await put(tx, cancels, repo=repo, number=number, until=moment(until))


async def is_cancelled(tx: AsyncConnection, repo: str, number: int, order: str) -> bool:
    """Whether an order was cancelled before it began."""
    query = sa.select(cancels.c.until).where(cancels.c.repo == repo, cancels.c.number == number)
    until = (await tx.execute(query)).scalar()
    return until is not None and moment(order) < until
