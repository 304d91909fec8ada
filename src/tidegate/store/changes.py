"""The newest picture of each change, for pages. Decisions read the forge instead, but of pushes: it has none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.changes import Change
from tidegate.store.codec import dump, load
from tidegate.store.statements import put
from tidegate.store.tables import changes


async def remember(tx: AsyncConnection, change: Change, at: datetime) -> None:
    await put(
        tx,
        changes,
        repo=change.repo,
        number=change.number,
        state=change.state,
        change=dump(Change, change),
        updated_at=at,
    )


async def find(tx: AsyncConnection, repo: str, number: int) -> Change | None:
    query = sa.select(changes.c.change).where(changes.c.repo == repo, changes.c.number == number)
    text = (await tx.execute(query)).scalar()
    return load(Change, text) if text else None


async def of_numbers(tx: AsyncConnection, repo: str, numbers: Iterable[int]) -> Mapping[int, Change]:
    """By number; changes nobody has seen are left out."""
    mine = (changes.c.repo == repo) & changes.c.number.in_(tuple(numbers))
    rows = await tx.execute(sa.select(changes.c.number, changes.c.change).where(mine))
    return {row.number: load(Change, row.change) for row in rows}


async def open_at(tx: AsyncConnection, repo: str, head_sha: str) -> frozenset[int]:
    """Numbers of pull requests that were open with this head when they were seen last."""
    mine = (changes.c.repo == repo) & (changes.c.state == "open") & changes.c.change.contains(head_sha)
    found = [load(Change, text) for text in (await tx.execute(sa.select(changes.c.change).where(mine))).scalars()]
    return frozenset(each.number for each in found if each.head_sha == head_sha)


async def next_push(tx: AsyncConnection, repo: str) -> int:
    """The number of the next push of a repository to be remembered: -1, -2 and so on."""
    lowest = (await tx.execute(sa.select(sa.func.min(changes.c.number)).where(changes.c.repo == repo))).scalar()
    return min(lowest or 0, 0) - 1


async def called(tx: AsyncConnection, repo: str, number: int | None) -> str:
    """What people call a push; empty for a pull request, whose number says it, and for none."""
    found = await find(tx, repo, number) if number and number < 0 else None
    return found.called if found else ""


async def end(tx: AsyncConnection, repo: str, number: int) -> None:
    """What waited to be applied after it had landed does not any more."""
    found = await find(tx, repo, number)
    if found and found.landed:
        mine = (changes.c.repo == repo) & (changes.c.number == number)
        await tx.execute(sa.update(changes).where(mine).values(change=dump(Change, replace(found, landed=""))))


async def newest(tx: AsyncConnection, limit: int = 50) -> tuple[Change, ...]:
    """Open ones first, then the latest touched."""
    query = sa.select(changes.c.change).order_by(changes.c.state != "open", changes.c.updated_at.desc()).limit(limit)
    return tuple(load(Change, text) for text in (await tx.execute(query)).scalars())


async def repos(tx: AsyncConnection) -> tuple[str, ...]:
    """Every repository a change of which was ever seen, by name."""
    return tuple((await tx.execute(sa.select(changes.c.repo).distinct().order_by(changes.c.repo))).scalars())
