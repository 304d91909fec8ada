"""A change as commands address it: whoever asked Tidegate for it is its author, and what waits on its base branch
after the merge is what is planned and applied. A push past any pull request is a change of its own, which the forge
knows nothing of: it was remembered when it landed.
"""

from __future__ import annotations

from dataclasses import replace

from tidegate.core.changes import Change
from tidegate.flows.outside import outside
from tidegate.flows.waiting import start_of
from tidegate.store import changes, opened, requests
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
    if change.is_push and request:
        change = replace(change, base_sha=await start_of(request) or change.base_sha)
    return waiting(change, request)


async def named(repo: str, number: int) -> Change:
    """The change as the forge has it, in the name of whoever asked us to open it; a push as we remember it.

    Raises:
        ForgeError: The forge cannot be asked.
        LookupError: There is no such push.
    """
    if number < 0:
        return await _remembered(repo, number)
    change = await outside().forge.change(repo, number)
    async with outside().database.read() as tx:
        return on_behalf(change, await opened.find(tx, repo, number))


async def _remembered(repo: str, number: int) -> Change:
    async with outside().database.read() as tx:
        found = await changes.find(tx, repo, number)
    if found is None:
        raise LookupError(f"there is no push {number} of {repo}")
    return replace(found, landed="")


def on_behalf(change: Change, asked_for: Opened | None) -> Change:
    """The change in the name of whoever asked us to open it."""
    return replace(change, author=asked_for.actor) if asked_for else change


def waiting(change: Change, request: Request | None) -> Change:
    """The change at the head of its base branch, where that waits to be applied."""
    if request is None or change.state != "merged":
        return change
    return replace(change, head_sha=request.sha, landed=change.head_sha)


def pushed_change(push: Change, number: int, sha: str) -> Change:
    """A push at the branch's head as a change of its own, addressed by a number below zero."""
    return replace(
        push,
        number=number,
        title=_titled(push.base_branch, sha),
        head_sha=sha,
        merge_sha=sha,
        url=outside().forge.commit_page(push.repo, sha),
    )


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
        title=_titled(branch, sha),
        author=actor,
        base_branch=branch,
        base_sha=before or sha,
        head_branch=branch,
        head_sha=sha,
        head_repo=repo,
        url="",
        state="merged",
    )


def _titled(branch: str, sha: str) -> str:
    return f"{branch} at {sha[:7]}"
