"""The row written before a stage that must not run twice: who started it, and on which host."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store.statements import insert_new
from tidegate.store.tables import stage_runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who runs a stage. `fresh` when it was claimed just now: nothing of it has started anywhere."""

    host: str
    fresh: bool


async def start(tx: AsyncConnection, workflow: str, *, host: str, at: datetime) -> Claim:
    """Claim the stage of a workflow for a host; an earlier claim stands."""
    fresh = await insert_new(tx, stage_runs, workflow=workflow, host=host, started_at=at)
    owner = await tx.execute(sa.select(stage_runs.c.host).where(stage_runs.c.workflow == workflow))
    return Claim(host=owner.scalar_one(), fresh=fresh)
