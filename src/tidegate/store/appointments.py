"""Applies that wait for a time. A row is the truth: what sleeps until then looks here when it wakes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store.statements import insert_new
from tidegate.store.tables import appointments

AppointmentState = Literal["waiting", "started", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAppointment:
    """An appointment's row.

    Attributes:
        order: What is to be done then, in JSON of whoever made it.
        note: Why it was cancelled; empty until then.
    """

    id: str
    repo: str
    number: int
    order: str
    due: datetime
    state: AppointmentState = "waiting"
    note: str = ""


async def add(tx: AsyncConnection, appointment: StoredAppointment) -> bool:
    """Insert an appointment; asking twice is fine. Says whether it is news."""
    return await insert_new(
        tx,
        appointments,
        id=appointment.id,
        repo=appointment.repo,
        number=appointment.number,
        order=appointment.order,
        due=appointment.due,
        state=appointment.state,
        note=appointment.note,
    )


async def find(tx: AsyncConnection, appointment_id: str) -> StoredAppointment | None:
    row = (await tx.execute(sa.select(appointments).where(appointments.c.id == appointment_id))).first()
    return _appointment(row) if row else None


async def waiting(tx: AsyncConnection, repo: str, number: int) -> tuple[StoredAppointment, ...]:
    """Those of a change whose time has not come, the first due first."""
    mine = (appointments.c.repo == repo) & (appointments.c.number == number) & (appointments.c.state == "waiting")
    query = sa.select(appointments).where(mine).order_by(appointments.c.due, appointments.c.id)
    return tuple(_appointment(row) for row in await tx.execute(query))


async def begin(tx: AsyncConnection, appointment_id: str) -> bool:
    """Mark it as started. False when it was cancelled, or has started before."""
    mine = (appointments.c.id == appointment_id) & (appointments.c.state == "waiting")
    statement = sa.update(appointments).where(mine).values(state="started").returning(appointments.c.id)
    return (await tx.execute(statement)).first() is not None


async def cancel(tx: AsyncConnection, appointment_ids: Iterable[str], *, because: str) -> tuple[str, ...]:
    """Take back those that still wait. Answers with their ids."""
    mine = appointments.c.id.in_(tuple(appointment_ids)) & (appointments.c.state == "waiting")
    taken = sa.update(appointments).where(mine).values(state="cancelled", note=because).returning(appointments.c.id)
    return tuple(sorted((await tx.execute(taken)).scalars()))


def _appointment(row: Any) -> StoredAppointment:
    return StoredAppointment(
        id=row.id, repo=row.repo, number=row.number, order=row.order, due=row.due, state=row.state, note=row.note
    )
