"""A change as commands address it: whoever asked Tidegate for it is its author, and what waits on its base branch
after the merge is what is planned and applied.
"""

from __future__ import annotations

from dataclasses import replace

from tidegate.core.changes import Change
from tidegate.flows.outside import outside
from tidegate.store import opened, requests
from tidegate.store.opened import Opened
from tidegate.store.plans import StoredPlan
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


async def planned_change(plan: StoredPlan) -> Change:
    """The change a plan is of; the head of a branch for a plan that belongs to no pull request.

    Raises:
        ForgeError: The forge cannot be asked.
    """
    if plan.number:
        return await addressed(plan.repo, plan.number)
    return branch_as_change(plan.repo, plan.head_sha, plan.head_sha, plan.actor)


def branch_as_change(repo: str, branch: str, sha: str, actor: str, *, before: str = "") -> Change:
    """A branch as if somebody had asked to have what it holds applied. `before`: what it is compared with."""
    return Change(
        repo=repo,
        number=0,
        title=f"{branch} at {sha[:7]}",
        author=actor,
        base_branch=branch,
        base_sha=before or sha,
        head_branch=branch,
        head_sha=sha,
        head_repo=repo,
        url="",
        state="merged",
    )
