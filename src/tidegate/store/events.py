"""What the forge delivered: stored before it is acknowledged, worked off later, never lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store.statements import insert_new
from tidegate.store.tables import events

EventState = Literal["stored", "started", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """A delivery as it came. `object_id` names what it is about, where the forge says."""

    id: str
    delivery: str
    kind: str
    object_id: str | None
    payload: Mapping[str, Any]
    received_at: datetime


async def keep(tx: AsyncConnection, event: StoredEvent) -> bool:
    """Store a delivery. False when it, or the same news through another hook, is here already."""
    return await insert_new(
        tx,
        events,
        id=event.id,
        delivery=event.delivery,
        kind=event.kind,
        object_id=event.object_id,
        payload=json.dumps(event.payload),
        received_at=event.received_at,
        state="stored",
    )


async def waiting(tx: AsyncConnection) -> tuple[str, ...]:
    """Ids of events no workflow was started for yet, oldest first."""
    rows = await tx.execute(sa.select(events.c.id).where(events.c.state == "stored").order_by(events.c.id))
    return tuple(rows.scalars())


async def load(tx: AsyncConnection, event_id: str) -> StoredEvent:
    row = (await tx.execute(sa.select(events).where(events.c.id == event_id))).one()
    return StoredEvent(
        id=row.id,
        delivery=row.delivery,
        kind=row.kind,
        object_id=row.object_id,
        payload=json.loads(row.payload),
        received_at=row.received_at,
    )


async def mark(tx: AsyncConnection, event_id: str, state: EventState, note: str = "") -> bool:
    """Move an event on, never back. `note` says what became of it, for people reading the table. Whether it moved."""
    mine = (events.c.id == event_id) & (events.c.state != "done")
    moved = sa.update(events).where(mine).values(state=state, note=note).returning(events.c.id)
    return (await tx.execute(moved)).first() is not None
