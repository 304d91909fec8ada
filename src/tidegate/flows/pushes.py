"""Who pushed what a change deploys: to its head since it left its base, and past it to the base it was merged into.

From our own record and the forge's activity list.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tidegate.core.changes import Change, Push
from tidegate.core.errors import ForgeError, ForgeRefused, GitFailed
from tidegate.core.gates.heads import carries
from tidegate.core.gates.policy import Governance, Policy
from tidegate.core.gates.seen import head_seen
from tidegate.core.known import Known, Unknown
from tidegate.core.pushes import Trail, merged, trail, waiting_besides
from tidegate.core.words import say
from tidegate.flows.outside import outside
from tidegate.store import pushes, requests
from tidegate.store.requests import due


async def head_pushes(change: Change, governance: Governance) -> Known[tuple[Push, ...]]:
    """Every push that brought a commit the base lacks, newest first; unknown when one is missing.

    Only of heads that carry what another environment has had, and of an environment's own branch, it is told which
    pushes were reviewed merges: a merge into any other is a push like all. Of a change that waits on its base branch
    after the merge, pushes of what waits there besides are among them.
    """
    ours = await _to_head(change)
    if change.is_push or (isinstance(governance, Policy) and carries(change, governance)):
        ours = await _with_reviews(change, ours)
    if isinstance(ours, Unknown) or not change.landed or change.is_push:
        return ours
    others = await _to_base(change)
    return others if isinstance(others, Unknown) else (*others, *ours)


async def _to_head(change: Change) -> Known[tuple[Push, ...]]:
    followed = await _followed(change, change.head_branch, change.reviewed_sha)
    if isinstance(followed, Unknown):
        return followed
    ours: list[Push] = []
    for push in followed.pushes:
        if await _in_base(change, push.after):
            return tuple(ours)
        ours.append(push)
    if followed.ends_at and not await _in_base(change, followed.ends_at):
        return Unknown(
            unknown_because=say(
                "nobody knows who pushed {commit} to `{branch}`",
                commit=followed.ends_at[:7],
                branch=change.head_branch,
            )
        )
    return tuple(ours)


async def _to_base(change: Change) -> Known[tuple[Push, ...]]:
    """What waits on the base branch with a merged change came by other merges and by pushes past every one."""
    async with outside().database.read() as tx:
        request = await requests.open_of_change(tx, change.repo, change.number)
        known = await requests.of_branch(tx, change.repo, change.base_branch)
    waiting = frozenset(each.sha for each in due(known, request)) if request else frozenset()
    if waiting <= {change.merge_sha}:
        return ()
    followed = await _followed(change, change.base_branch, change.head_sha)
    if isinstance(followed, Unknown):
        return followed
    others = waiting_besides(followed, waiting, change.merge_sha)
    if others is None:
        why = say("nobody knows who pushed all that waits on `{branch}`", branch=change.base_branch)
        return Unknown(unknown_because=why)
    return await _with_reviews(change, others)


async def _followed(change: Change, branch: str, head: str) -> Known[Trail]:
    async with outside().database.read() as tx:
        told = await pushes.of_branch(tx, change.repo, branch)
    try:
        return trail(head, await outside().forge.pushes(change.repo, branch), told)
    except ForgeError as error:
        why = say("who pushed to `{branch}` could not be read ({error})", branch=branch, error=error)
        return Unknown(unknown_because=why)


async def head_at(change: Change, at: datetime) -> str:
    """Where the change's head stood at an instant of the forge, by our own record where the forge lists nothing.

    Raises:
        ForgeUnavailable: The forge's list cannot be read now.
    """
    async with outside().database.read() as tx:
        told = await pushes.of_branch(tx, change.repo, change.head_branch)
    try:
        listed = await outside().forge.pushes(change.repo, change.head_branch)
    except ForgeRefused:  # The branch is gone, after a merge say.
        listed = ()
    return head_seen(at, change.reviewed_sha, merged(listed, told))


async def _with_reviews(change: Change, known: Known[tuple[Push, ...]]) -> Known[tuple[Push, ...]]:
    """The same pushes, and which of them were merges of reviewed pull requests."""
    if isinstance(known, Unknown):
        return known
    forge = outside().forge
    try:
        return tuple([replace(push, reviewed_merge=await forge.is_reviewed_merge(change.repo, push)) for push in known])
    except ForgeError as error:
        return Unknown(
            unknown_because=say(
                "whether merges into `{branch}` were reviewed is not known ({error})",
                branch=change.head_branch,
                error=error,
            )
        )


async def _in_base(change: Change, sha: str) -> bool:
    """Whether a commit reached the base already. One that a force push removed did not."""
    try:
        return await outside().checkout.contains(change.repo, sha, change.base_sha)
    except GitFailed:
        return False
