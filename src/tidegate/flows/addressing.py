"""A change as commands address it: whoever asked Tidegate for it is its author, and what waits on its base branch
after the merge is what is planned and applied.
"""

from __future__ import annotations

from dataclasses import replace

from tidegate.core.changes import Change
from tidegate.flows.outside import outside
from tidegate.store import opened, requests
from tidegate.store.opened import Opened
from tidegate.store.requests import Request


async def addressed(repo: str, number: int) -> Change:
    """The change as it is now.

    Raises:
        ForgeError: The forge cannot be asked.
    """
    change = await named(repo, number)
    async with outside().database.read() as tx:
        request = await requests.open_of_change(tx, repo, number)
    return waiting(change, request)


async def named(repo: str, number: int) -> Change:
    """The change as the forge has it, in the name of whoever asked us to open it.

    Raises:
        ForgeError: The forge cannot be asked.
    """
    change = await outside().forge.change(repo, number)
    async with outside().database.read() as tx:
        return on_behalf(change, await opened.find(tx, repo, number))


def on_behalf(change: Change, asked_for: Opened | None) -> Change:
    """The change in the name of whoever asked us to open it."""
    return replace(change, author=asked_for.actor) if asked_for else change


def waiting(change: Change, request: Request | None) -> Change:
    """The change at the head of its base branch, where that waits to be applied."""
    if request is None or change.state != "merged":
        return change
    return replace(change, head_sha=request.sha, landed=change.head_sha)
