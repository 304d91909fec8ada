"""Writing into the audit log, in the transaction of what is told."""

from __future__ import annotations

from tidegate.flows.outside import outside
from tidegate.store import audit
from tidegate.store.database import Connection


async def note(tx: Connection, kind: str, *, actor: str, subject: str, **data: object) -> None:
    """Append what has just happened; the last thing a transaction does, because others who append wait for its end.

    `data` is small and JSON, and never a secret.
    """
    door = outside()
    await audit.append(tx, door.audit_key, at=door.clock.now(), kind=kind, actor=actor, subject=subject, data=data)


def of_change(repo: str, number: int) -> str:
    """What the log calls a change."""
    return f"{repo}#{number}"
