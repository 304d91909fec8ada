"""Bringing our picture of a change up to date."""

from __future__ import annotations

import asyncio

from tidegate.core.changes import Change
from tidegate.core.errors import GitFailed
from tidegate.flows.addressing import addressed
from tidegate.flows.outside import outside
from tidegate.store import changes

#: Seconds the forge gets to catch up with its own webhook.
CATCH_UP_PAUSES = (0.5, 1.0, 2.0, 3.0)


async def fetch(change: Change) -> None:
    """Bring the change's commits into the mirror and remember how it looks, where it is a change that is addressed."""
    door = outside()
    source = await door.forge.clone_source(change.repo)
    number = change.number if change.number > 0 else None
    await door.checkout.fetch(change.repo, source, number=number, sha=change.head_sha)
    if not change.number:
        return
    async with door.database.begin() as tx:
        await changes.remember(tx, change, door.clock.now())


async def caught_up(repo: str, number: int, head_sha: str | None) -> Change:
    """The change as it is now. A forge may show a push some seconds after it has told us about it: `head_sha`."""
    change = await addressed(repo, number)
    for pause in CATCH_UP_PAUSES:
        if head_sha in (None, change.head_sha) or await _left_behind(head_sha or "", change):
            break
        await asyncio.sleep(pause)
        change = await addressed(repo, number)
    return change


async def planned_commit(change: Change) -> str:
    """What is planned: the head, or what merging it makes of the base, as the server's checkout strategy says.

    What was merged already is planned at the head of its base branch.

    Raises:
        MergeConflict: Head and base change the same lines.
    """
    door = outside()
    if door.settings.switches.running.checkout == "branch" or change.landed:
        return change.head_sha
    return await door.checkout.merged(change.repo, change.head_sha, change.base_branch)


async def _left_behind(sha: str, change: Change) -> bool:
    """Whether the head has gone on from a commit."""
    await fetch(change)
    try:
        return await outside().checkout.contains(change.repo, sha, change.head_sha)
    except GitFailed:
        return False
