"""Plans as lists of changes show them: one query for many changes, which reads neither content nor output."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.changes import Change
from tidegate.core.plans.model import Counts
from tidegate.store.places import in_environment
from tidegate.store.plans import PlanState
from tidegate.store.tables import plans


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """What `StoredPlan` says under the same names; `counts` is None where there is no content."""

    id: str
    repo: str
    number: int
    project_key: str
    position: int
    environment: str | None
    head_sha: str
    state: PlanState
    deployable: bool
    because: str
    error: str
    counts: Counts | None


async def newest(tx: AsyncConnection, changes: Iterable[Change]) -> tuple[PlanLine, ...]:
    """Of each project of these changes its newest plan, a discarded one only where there is no other; oldest first."""
    asked = [(change.repo, change.number) for change in changes]
    mine = sa.tuple_(plans.c.repo, plans.c.number).in_(asked)
    return await _first(tx, mine, plans.c.state == "discarded", plans.c.id.desc())


async def made(tx: AsyncConnection, repo: str, numbers: Iterable[int], words: Iterable[str]) -> tuple[PlanLine, ...]:
    """Of each project in an environment the newest plan of each change that came to an end, a discarded one too."""
    mine = (
        in_environment(plans, repo, words)
        & plans.c.number.in_(tuple(numbers))
        & plans.c.state.in_(("planned", "discarded"))
    )
    return await _first(tx, mine, plans.c.id.desc())


async def _first(
    tx: AsyncConnection, wanted: sa.ColumnElement[bool], *order: sa.ColumnElement[Any]
) -> tuple[PlanLine, ...]:
    """The first plan of each project of each change in an order; the lines come oldest first."""
    rank = sa.func.row_number().over(partition_by=(plans.c.repo, plans.c.number, plans.c.project_key), order_by=order)
    columns = (plans.c[name] for name in (*_SAME, *_COUNTED))
    ranked = sa.select(*columns, rank.label("rank")).where(wanted).subquery()
    rows = await tx.execute(sa.select(ranked).where(ranked.c.rank == 1).order_by(ranked.c.id))
    return tuple(_line(row) for row in rows)


_COUNTED = tuple(field.name for field in fields(Counts))
_SAME = tuple(field.name for field in fields(PlanLine) if field.name != "counts")


def _line(row: Any) -> PlanLine:
    known = row.is_empty is not None
    counts = Counts(**{name: getattr(row, name) for name in _COUNTED}) if known else None
    return PlanLine(counts=counts, **{name: getattr(row, name) for name in _SAME})
