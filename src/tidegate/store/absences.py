"""Who is away, so that deputies fill their seats."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store.statements import put
from tidegate.store.tables import absences


async def mark(tx: AsyncConnection, login: str, *, since: datetime, until: datetime | None, by: str) -> None:
    """Mark somebody away, until they are back where no end is given. What was there of them before is forgotten."""
    await put(tx, absences, login=login.lower(), since=since, until=until, by=by)


async def end(tx: AsyncConnection, login: str) -> None:
    await tx.execute(sa.delete(absences).where(absences.c.login == login.lower()))


async def away(tx: AsyncConnection, now: datetime) -> frozenset[str]:
    """Logins, lower case, of everybody who is away; on the instant it ends somebody is back."""
    lasting = absences.c.until.is_(None) | (absences.c.until > now)
    query = sa.select(absences.c.login).where(absences.c.since <= now, lasting)
    return frozenset((await tx.execute(query)).scalars())
