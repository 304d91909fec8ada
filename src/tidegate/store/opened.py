"""Pull requests Tidegate opened: promotions, back-merges, reverts. Whoever asked for one counts as its author."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store.statements import insert_new
from tidegate.store.tables import opened

OpenedKind = Literal["promotion", "back_merge", "revert"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One of them.

    Attributes:
        actor: Login of whoever asked for it.
        origin: The commit its branch was cut at.
    """

    repo: str
    number: int
    kind: OpenedKind
    actor: str
    origin: str
    at: datetime


async def keep(tx: AsyncConnection, one: Opened) -> bool:
    """Remember who asked for a pull request of ours; the first one stays. Says whether this one is news."""
    return await insert_new(
        tx,
        opened,
        repo=one.repo,
        number=one.number,
        kind=one.kind,
        actor=one.actor,
        origin=one.origin,
        at=one.at,
    )


async def find(tx: AsyncConnection, repo: str, number: int) -> Opened | None:
    query = sa.select(opened).where(opened.c.repo == repo, opened.c.number == number)
    row = (await tx.execute(query)).mappings().first()
    return Opened(**row) if row else None


async def of_numbers(tx: AsyncConnection, repo: str, numbers: Iterable[int]) -> Mapping[int, Opened]:
    """Those among these pull requests of a repository, by number."""
    query = sa.select(opened).where(opened.c.repo == repo, opened.c.number.in_(tuple(numbers)))
    return {row["number"]: Opened(**row) for row in (await tx.execute(query)).mappings()}


async def numbers(tx: AsyncConnection, repo: str, kind: OpenedKind) -> tuple[int, ...]:
    """Every pull request of a kind there has been."""
    query = sa.select(opened.c.number).where(opened.c.repo == repo, opened.c.kind == kind).order_by(opened.c.number)
    return tuple((await tx.execute(query)).scalars())
