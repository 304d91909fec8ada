"""The exclusive slot an apply runs in.

The row is owned by a workflow id: taking it again is free for its owner and impossible for everybody else, whatever
process they run in. It goes only when terraform is gone; when nobody knows, it stays as `suspect` until a person
frees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.deployments.locks import Place
from tidegate.core.projects.model import Project
from tidegate.store.places import about, place_in
from tidegate.store.statements import insert_new
from tidegate.store.tables import slots


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A slot that is not free. `workflow` runs the apply, or ran it when nobody knew how it ended."""

    repo: str
    dir: str
    workspace: str
    workflow: str
    state: Literal["held", "suspect"]
    since: datetime


async def take(tx: AsyncConnection, repo: str, project: Project, *, workflow: str, at: datetime) -> bool:
    """Take the slot for a workflow. True when it owns it now."""
    await insert_new(
        tx,
        slots,
        repo=repo,
        dir=project.dir,
        workspace=project.workspace,
        workflow=workflow,
        state="held",
        since=at,
    )
    owner = await tx.execute(sa.select(slots.c.workflow).where(_of(repo, project)))
    return owner.scalar() == workflow


async def free(tx: AsyncConnection, repo: str, project: Project, *, workflow: str) -> None:
    """Give the slot back; only its owner can."""
    await tx.execute(sa.delete(slots).where(_of(repo, project), slots.c.workflow == workflow))


async def suspect(tx: AsyncConnection, repo: str, project: Project, *, workflow: str) -> None:
    """Keep the slot closed: how its apply ended is not known."""
    await tx.execute(sa.update(slots).where(_of(repo, project), slots.c.workflow == workflow).values(state="suspect"))


async def clear_suspects(tx: AsyncConnection, repo: str, project: Project) -> None:
    """A named person looked and says the project is fine."""
    await tx.execute(sa.delete(slots).where(_of(repo, project), slots.c.state == "suspect"))


async def states(
    tx: AsyncConnection, repo: str, places: Iterable[Place], *, asking: str
) -> Mapping[Place, Literal["held", "suspect"]]:
    """What workflow `asking` finds in the way at these places: free ones are left out, and so is a slot it holds."""
    rows = await tx.execute(sa.select(slots).where(about(slots, repo, places)))
    return {place_in(row): row.state for row in rows if not (row.workflow == asking and row.state == "held")}


async def every(tx: AsyncConnection) -> tuple[Slot, ...]:
    query = sa.select(slots).order_by(slots.c.repo, slots.c.dir, slots.c.workspace)
    return tuple(Slot(**cast("dict[str, Any]", dict(row))) for row in (await tx.execute(query)).mappings())


def _of(repo: str, project: Project) -> sa.ColumnElement[bool]:
    return (slots.c.repo == repo) & (slots.c.dir == project.dir) & (slots.c.workspace == project.workspace)
