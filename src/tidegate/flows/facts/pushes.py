"""Who pushed what a change deploys: to its head since it left its base, and past it to the base it was merged into.

From our own record and the forge's activity list.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tidegate.core.changes import Change, Push
from tidegate.core.errors import ForgeError, ForgeMissing, ForgeRefused, GitFailed
from tidegate.core.gates.heads import carries, promoted_from
from tidegate.core.gates.policy import Governance, Policy
from tidegate.core.gates.said.seen import head_seen
from tidegate.core.known import Known, Unknown
from tidegate.core.pushes import NOWHERE, Trail, carried_over, merged, trail, waiting_besides
from tidegate.core.words import say
from tidegate.flows.outside import outside
from tidegate.store import pushes, requests
from tidegate.store.requests import due


async def head_pushes(change: Change, governance: Governance) -> Known[tuple[Push, ...]]:
    """Every push that brought a commit the base lacks, newest first; unknown when one is missing.

    Only of heads that carry what another environment has had, and of an environment's own branch, it is told which
    pushes were reviewed merges: a merge into any other is a push like all. A promotion of ours carries what was pushed
    to the branch it was cut from. Of a change that waits on its base branch
    after the merge, pushes of what waits there besides are among them.
    """
    ours = await _to_head(change)
    if isinstance(governance, Policy) and not isinstance(ours, Unknown):
        before = await _to_source(change, ours, promoted_from(change, governance))
        ours = before if isinstance(before, Unknown) else (*ours, *before)
    if change.is_push or (isinstance(governance, Policy) and carries(change, governance)):
        ours = await _with_reviews(change, ours)
    if isinstance(ours, Unknown) or not change.landed or change.is_push:
        return ours
    others = await _to_base(change)
    return others if isinstance(others, Unknown) else (*others, *ours)


async def _to_head(change: Change) -> Known[tuple[Push, ...]]:
    known = await _movements(change, change.head_branch)
    if isinstance(known, Unknown):
        return known
    return await _not_in_base(change, change.head_branch, trail(change.reviewed_sha, known, ()))


async def _to_source(change: Change, ours: tuple[Push, ...], sources: tuple[str, ...]) -> Known[tuple[Push, ...]]:
    """What a promotion was cut at came to the branch it was cut from by these pushes, newest first."""
    cut = next((push.after for push in ours if push.before == NOWHERE), None)
    if cut is None or not sources:
        return ()
    found: list[Push] = []
    starts: list[str] = []
    for branch in sources:
        known = await _movements(change, branch)
        if isinstance(known, Unknown):
            return known
        start = carried_over(known, ours) or await _brought_by(change, known, cut)
        if start:
            brought = await _not_in_base(change, branch, trail(start, known, ()))
            if isinstance(brought, Unknown):
                return brought
            starts.append(start)
            found += brought
    return tuple(found) if starts else _nobody_knows(cut, sources[0])


async def _brought_by(change: Change, known: Sequence[Push], commit: str) -> str:
    """Where the push ended that brought a commit besides others; empty when none is known to have."""
    for push in known:
        if await _contains(change, commit, push.after) and not await _contains(change, commit, push.before):
            return push.after
    return ""


async def _not_in_base(change: Change, branch: str, followed: Trail) -> Known[tuple[Push, ...]]:
    """Those that brought what the base lacks."""
    found: list[Push] = []
    for push in followed.pushes:
        if await _contains(change, push.after, change.base_sha):
            return tuple(found)
        found.append(push)
    if followed.ends_at and not await _contains(change, followed.ends_at, change.base_sha):
        return _nobody_knows(followed.ends_at, branch)
    return tuple(found)


def _nobody_knows(commit: str, branch: str) -> Unknown:
    return Unknown(
        unknown_because=say("nobody knows who pushed {commit} to `{branch}`", commit=commit[:7], branch=branch)
    )


async def _to_base(change: Change) -> Known[tuple[Push, ...]]:
    """What waits on the base branch with a merged change came by other merges and by pushes past every one."""
    async with outside().database.read() as tx:
        request = await requests.find(tx, change.repo, change.base_branch, change.head_sha)
        every = await requests.of_branch(tx, change.repo, change.base_branch)
    waiting = frozenset(each.sha for each in due(every, request)) if request else frozenset()
    if waiting <= {change.merge_sha}:
        return ()
    known = await _movements(change, change.base_branch)
    if isinstance(known, Unknown):
        return known
    others = waiting_besides(trail(change.head_sha, known, ()), waiting, change.merge_sha)
    if others is None:
        why = say("nobody knows who pushed all that waits on `{branch}`", branch=change.base_branch)
        return Unknown(unknown_because=why)
    return await _with_reviews(change, others)


async def _movements(change: Change, branch: str) -> Known[list[Push]]:
    """All we know of a branch, newest first. Of one that is gone, after a merge say, the forge may list nothing."""
    async with outside().database.read() as tx:
        told = await pushes.of_branch(tx, change.repo, branch)
    try:
        return merged(await outside().forge.pushes(change.repo, branch), told)
    except ForgeMissing:
        return merged((), told)
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
        reviewed = await asyncio.gather(*(forge.is_reviewed_merge(change.repo, push) for push in known))
        return tuple(replace(push, reviewed_merge=was) for push, was in zip(known, reviewed, strict=True))
    except ForgeError as error:
        return Unknown(
            unknown_because=say(
                "whether merges into `{branch}` were reviewed is not known ({error})",
                branch=change.head_branch,
                error=error,
            )
        )


async def _contains(change: Change, sha: str, descendant: str) -> bool:
    """Whether a commit is in another one's past. One that a force push removed is in none."""
    try:
        return await outside().checkout.contains(change.repo, sha, descendant)
    except GitFailed:
        return False
