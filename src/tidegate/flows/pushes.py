"""Who pushed to a change's head since it left its base: from our own record and the forge's activity list."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tidegate.core.changes import Change, Push
from tidegate.core.errors import ForgeError, ForgeRefused, GitFailed
from tidegate.core.gates.seen import head_seen
from tidegate.core.known import Known, Unknown
from tidegate.core.pushes import merged, trail
from tidegate.flows.outside import outside
from tidegate.store import pushes


async def head_pushes(change: Change) -> Known[tuple[Push, ...]]:
    """Every push that brought a commit the base lacks, newest first; unknown when one is missing."""
    door = outside()
    async with door.database.begin() as tx:
        told = await pushes.of_branch(tx, change.repo, change.head_branch)
    try:
        listed = await door.forge.pushes(change.repo, change.head_branch)
    except ForgeError as error:
        return Unknown(unknown_because=f"who pushed to {change.head_branch} could not be read ({error})")
    followed = trail(change.reviewed_sha, listed, told)
    ours: list[Push] = []
    for push in followed.pushes:
        if await _in_base(change, push.after):
            return await _reviewed(change, ours)
        ours.append(push)
    if followed.ends_at and not await _in_base(change, followed.ends_at):
        return Unknown(unknown_because=f"nobody knows who pushed {followed.ends_at[:7]} to {change.head_branch}")
    return await _reviewed(change, ours)


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


async def _reviewed(change: Change, pushes: list[Push]) -> Known[tuple[Push, ...]]:
    """The same pushes, and which of them were merges of reviewed pull requests."""
    forge = outside().forge
    try:
        return tuple(
            [replace(push, reviewed_merge=await forge.is_reviewed_merge(change.repo, push)) for push in pushes]
        )
    except ForgeError as error:
        return Unknown(unknown_because=f"whether merges into {change.head_branch} were reviewed is not known ({error})")


async def _in_base(change: Change, sha: str) -> bool:
    """Whether a commit reached the base already. One that a force push removed did not."""
    try:
        return await outside().checkout.contains(change.repo, sha, change.base_sha)
    except GitFailed:
        return False
