"""Taking deliveries: verify, store, answer; a starter turns stored ones into workflows, at start-up too."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Literal

import structlog

from tidegate.engine import durable
from tidegate.engine.queues import EVENTS
from tidegate.flows.intake.events import handle_event
from tidegate.flows.outside import outside
from tidegate.flows.records import audit
from tidegate.store import events
from tidegate.store.ids import new_id

log = structlog.get_logger()

Receipt = Literal["accepted", "known", "forged", "unreadable"]

_news = asyncio.Event()


async def receive(headers: Mapping[str, str], body: bytes) -> Receipt:
    """Take one delivery of the forge. It is stored before this returns `accepted`.

    Args:
        headers: Lower-case names.
        body: The raw bytes, which the signature covers.
    """
    door = outside()
    webhooks = door.forge.webhooks
    if not webhooks.genuine(headers, body):
        return "forged"
    kind = headers.get("x-github-event", "")
    payload = _read(body)
    delivery = webhooks.delivery(headers)
    if payload is None or not kind or not delivery:
        return "unreadable"
    now = door.clock.now()
    event = events.StoredEvent(
        id=new_id("event", now),
        delivery=delivery,
        kind=kind,
        object_id=webhooks.object_id(kind, payload),
        payload=payload,
        received_at=now,
    )
    async with door.database.begin() as tx:
        fresh = await events.keep(tx, event)
        if fresh:
            what = {"event": kind, "delivery": delivery, "repo": _repo(payload), "digest": sha256(body).hexdigest()}
            await audit.note(tx, "event", actor="", subject=event.id, **what)
    _news.set()
    return "accepted" if fresh else "known"


async def start_waiting() -> None:
    """Start a workflow for every stored event. An event started twice is one workflow: they share an id."""
    door = outside()
    async with door.database.begin() as tx:
        waiting = await events.waiting(tx)
    for event_id in waiting:
        await durable.start(EVENTS, handle_event, event_id, workflow=event_id)
        async with door.database.begin() as tx:
            await events.mark(tx, event_id, "started")


async def starter(*, look_again_seconds: float = 5.0) -> None:
    """Run for ever beside the server. Looks at once when a delivery came, and now and then in any case."""
    while True:
        _news.clear()
        try:
            await start_waiting()
        except Exception:
            # The database may be away for a moment; the rows stay and the next look finds them.
            log.exception("could not start waiting events")
        try:
            await asyncio.wait_for(_news.wait(), look_again_seconds)
        except TimeoutError:
            continue


def _repo(payload: Mapping[str, object]) -> str:
    """What repository it says it is about; empty where it names none."""
    told = payload.get("repository")
    return str(told.get("full_name", "")) if isinstance(told, dict) else ""


def _read(body: bytes) -> dict[str, object] | None:
    try:
        payload = json.loads(body)
    except ValueError:
        return None
    return payload if isinstance(payload, dict) else None
