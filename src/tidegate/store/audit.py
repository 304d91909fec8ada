"""The audit log's rows: appended inside the transaction of what they tell of, and read from the first to the last."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.audit import EMPTY, Entry, Head, Link, mac
from tidegate.store.database import sync_url
from tidegate.store.tables import audit

#: PostgreSQL's number of the lock that whoever appends holds until the end of its transaction.
_LOCK = 4142
_AT_ONCE = 1000
_LAST = sa.select(audit.c.seq, audit.c.mac).order_by(audit.c.seq.desc()).limit(1)


async def append(
    tx: AsyncConnection,
    key: bytes,
    *,
    at: datetime,
    kind: str,
    actor: str,
    subject: str,
    data: Mapping[str, object],
) -> Head:
    """Append an entry; it is there when the transaction is. Answers with the new end of the log.

    Others who append wait for this transaction to end, so this is the last thing it does.

    Args:
        tx: A transaction that writes.
        key: What entries are chained with.
        at: When it happened, aware.
        kind: As in `core.audit.Entry`, like `actor` and `subject`.
        actor: See there.
        subject: See there.
        data: Small, and never a secret.
    """
    if tx.dialect.name == "postgresql":  # On SQLite only one transaction writes at a time.
        await tx.execute(sa.text(f"select pg_advisory_xact_lock({_LOCK})"))
    last = await head(tx)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    entry = Entry(seq=last.seq + 1, at=at, kind=kind, actor=actor, subject=subject, data=text)
    made = mac(key, last.mac, entry)
    await tx.execute(
        sa.insert(audit).values(seq=entry.seq, at=at, kind=kind, actor=actor, subject=subject, data=text, mac=made)
    )
    return Head(seq=entry.seq, mac=made)


async def head(tx: AsyncConnection) -> Head:
    """The end of the log."""
    return _head((await tx.execute(_LAST)).first())


async def newest(tx: AsyncConnection, kind: str) -> Entry | None:
    """The last entry of a kind."""
    query = sa.select(audit).where(audit.c.kind == kind).order_by(audit.c.seq.desc()).limit(1)
    row = (await tx.execute(query)).first()
    return _link(row).entry if row else None


def end(url: str) -> Head:
    """The end of the log, for programs beside the server."""
    engine = sa.create_engine(sync_url(url))
    try:
        with engine.connect() as connection:
            return _head(connection.execute(_LAST).first())
    finally:
        engine.dispose()


def read(url: str, *, since: int | datetime = 1) -> Iterator[Link]:
    """Entries from a number or an instant on, oldest first, a few at a time. For programs beside the server."""
    engine = sa.create_engine(sync_url(url))
    column = audit.c.seq if isinstance(since, int) else audit.c.at
    try:
        with engine.connect() as connection:
            query = sa.select(audit).where(column >= since).order_by(audit.c.seq)
            for row in connection.execution_options(yield_per=_AT_ONCE).execute(query):
                yield _link(row)
    finally:
        engine.dispose()


def _head(row: Any) -> Head:
    return Head(seq=row.seq, mac=row.mac) if row else EMPTY


def _link(row: Any) -> Link:
    entry = Entry(seq=row.seq, at=row.at, kind=row.kind, actor=row.actor, subject=row.subject, data=row.data)
    return Link(entry=entry, mac=row.mac)
