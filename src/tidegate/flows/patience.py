"""Waiting for a forge that cannot answer now: minutes, durably, so that what was accepted is not dropped."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tidegate.engine import durable

#: Seconds between attempts, beside those the client makes by itself: about an hour, GitHub's rate limits included.
PAUSES = (15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1200.0)
#: What a step answers when the forge could not: ask again later.
LATER = "later"


async def insist(step: Callable[[], Awaitable[object]]) -> object:
    """Perform a step until it answers something else than `LATER`, or patience is at its end. Inside a workflow."""
    answer = await step()
    for pause in PAUSES:
        if answer != LATER:
            break
        await durable.sleep(pause)
        answer = await step()
    return answer
