"""Who is away, so that deputies fill their seats."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.absences import Absence
from tidegate.store.statements import put
from tidegate.store.tables import absences

_NEVER = datetime.max.replace(tzinfo=UTC)


async def mark(tx: AsyncConnection, absence: Absence) -> bool:
    """Mark somebody away where the absence counts; what was there of them before is forgotten. Whether it is news."""
    mine = (absences.c.login == absence.login) & (absences.c.repo == absence.repo)
    kept = (await tx.execute(sa.select(absences).where(mine))).mappings().first()
    if kept is not None and _absence(kept) == absence:
        return False
    await put(
        tx,
        absences,
        login=absence.login,
        repo=absence.repo,
        since=absence.since,
        until=absence.until,
        by=absence.by,
    )
    return True


async def end(tx: AsyncConnection, login: str, *, repo: str = "") -> bool:
    """End what a repository said of somebody's absence; without one, everything that was. Whether there was any."""
    mine = absences.c.login == login.lower()
    where = mine & (absences.c.repo == repo) if repo else mine
    return (await tx.execute(sa.delete(absences).where(where).returning(absences.c.login))).first() is not None


async def away(tx: AsyncConnection, repo: str, now: datetime) -> Mapping[str, Absence]:
    """Login, lower case → the absence of everybody who is away as far as a repository goes; the one that lasts longest.

    On the instant it ends somebody is back.
    """
    found = await every(tx, now)
    here = (absence for absence in found if absence.repo in ("", repo))
    return {absence.login: absence for absence in sorted(here, key=lambda each: each.until or _NEVER)}


async def every(tx: AsyncConnection, now: datetime) -> tuple[Absence, ...]:
    """Who is away, wherever it counts, by login."""
    lasting = absences.c.until.is_(None) | (absences.c.until > now)
    query = sa.select(absences).where(absences.c.since <= now, lasting).order_by(absences.c.login, absences.c.repo)
    return tuple(_absence(row) for row in (await tx.execute(query)).mappings())


def _absence(row: sa.RowMapping) -> Absence:
    return Absence(**cast("dict[str, Any]", dict(row)))
