"""Bringing our picture of a change up to date."""

from __future__ import annotations

from tidegate.core.changes import Change
from tidegate.flows.outside import outside
from tidegate.store import changes


async def fetch(change: Change) -> None:
    """Bring the change's commits into the mirror and remember how it looks."""
    door = outside()
    source = await door.forge.clone_source(change.repo)
    await door.checkout.fetch(change.repo, source, number=change.number, sha=change.head_sha)
    async with door.database.begin() as tx:
        await changes.remember(tx, change, door.clock.now())
