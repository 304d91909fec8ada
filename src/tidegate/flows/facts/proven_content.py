"""What came to the branch of an environment where nothing is applied, and by which changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tidegate.core.changes import Change, Push
from tidegate.core.deployments.content import Movement, by_merges, strangers
from tidegate.core.deployments.promotion import Promotion, Unproven
from tidegate.core.errors import GitFailed, MergeConflict
from tidegate.core.gates.policy import Environment
from tidegate.core.pushes import trail
from tidegate.core.words import say
from tidegate.flows.outside import outside
from tidegate.flows.waiting import compared_with
from tidegate.ports.checkout import Snapshot
from tidegate.store import merges, pushes
from tidegate.store.merges import Merged

#: Commits of a branch that are looked back at.
FAR_BACK = 1000
#: Strange commits that are named.
NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A branch with the way it came.

    Attributes:
        history: Its own commits, newest first.
        pushes: Newest first.
        ends_at: The commit whose coming nobody knows; None when the pushes reach the branch's creation.
        merges: Commit → the merge that left it there.
    """

    repo: str
    name: str
    history: tuple[Snapshot, ...]
    pushes: tuple[Push, ...]
    ends_at: str | None
    merges: Mapping[str, Merged]


async def read_branch(repo: str, name: str) -> Branch:
    """A branch as git, the forge and our own record have it.

    Raises:
        ForgeError: The forge's activity list could not be read.
        GitFailed: There is no such branch.
    """
    door = outside()
    history = await door.checkout.history(repo, name, most=FAR_BACK)
    async with door.database.read() as tx:
        told = await pushes.of_branch(tx, repo, name)
        merged = await merges.of_branch(tx, repo, name)
    followed = trail(history[0].sha, await door.forge.pushes(repo, name), told)
    return Branch(
        repo=repo,
        name=name,
        history=history,
        pushes=followed.pushes,
        ends_at=followed.ends_at,
        merges={one.sha: one for one in merged},
    )


async def content_of(change: Change, before: Environment) -> Promotion:
    """What proves the content of a change that comes from an environment where nothing is applied."""
    branch = await read_branch(change.repo, before.primary)
    base = await compared_with(change)
    anchor = await _anchor(change, branch, base)
    if isinstance(anchor, Promotion):
        return replace(anchor, source=before.name)
    return await proven_at(branch, anchor, before.name, base=base)


async def proven_at(branch: Branch, sha: str, source: str, *, base: str) -> Promotion:
    """What proves what a branch held at a commit, as far as the branch `base` did not hold it before."""
    found = await movements_to(branch, sha, base=base)
    if found is None:
        why = say("`{branch}` was never at it, or nobody knows how it came there", branch=branch.name)
        return Promotion(source=source, unproven=(Unproven(what=sha[:7], because=why),))
    return by_merges(source, branch.name, found)


async def movements_to(branch: Branch, sha: str, *, base: str) -> tuple[Movement, ...] | None:
    """How a branch came to a commit since the branch `base` held it last, newest first; None when it never was at it.

    What came before its known past is one movement, by nobody.
    """
    at = next((index for index, push in enumerate(branch.pushes) if push.after == sha), None)
    if at is None:
        return () if await _is_held(branch, sha, await _seen(branch.repo, base), base) else None
    seen = await _seen(branch.repo, base)
    movements: list[Movement] = []
    for push in branch.pushes[at:]:
        if await _is_held(branch, push.after, seen, base):
            return tuple(movements)
        movements.append(_movement(branch, push))
    if branch.ends_at is not None and not await _is_held(branch, branch.ends_at, seen, base):
        movements.append(Movement(sha=branch.ends_at, way="unknown"))
    return tuple(movements)


def _movement(branch: Branch, push: Push) -> Movement:
    merged = branch.merges.get(push.after)
    if merged is None:
        return Movement(sha=push.after, pusher=push.pusher, way="merge" if push.merge else "push")
    return Movement(sha=push.after, pusher=push.pusher, number=merged.number, allowed=merged.allowed)


async def _anchor(change: Change, branch: Branch, base: str) -> str | Promotion:
    """The commit of the branch whose content the change has; else what about it the branch never held.

    Compared by content: a head may have merged its base, and a squashed or rebased commit is another one.
    """
    checkout = outside().checkout
    tree = await checkout.tree(change.repo, change.head_sha)
    for held in branch.history:
        if held.tree == tree:
            return held.sha
    for head in dict.fromkeys((change.head_sha, change.reviewed_sha)):
        common = await checkout.merge_base(change.repo, head, branch.name)
        if await _makes(change.repo, common, base, tree):
            return common
    lacking = await checkout.missing(change.repo, change.head_sha, [branch.name, base])
    named = strangers(lacking[:NAMED] or (change.head_sha,), branch.name)
    return Promotion(source="", unproven=named)


async def _makes(repo: str, head: str, base: str, tree: str) -> bool:
    """Whether merging a commit into the base gives exactly these files."""
    checkout = outside().checkout
    try:
        return await checkout.tree(repo, await checkout.merged(repo, head, base)) == tree
    except MergeConflict:
        return False  # Somebody resolved it by hand: what they made of it was never there.


async def _seen(repo: str, base: str) -> frozenset[str]:
    """Trees the next environment's branch has held."""
    return frozenset(held.tree for held in await outside().checkout.history(repo, base, most=FAR_BACK))


async def _is_held(branch: Branch, sha: str, seen: frozenset[str], base: str) -> bool:
    """Whether the next environment's branch holds a commit, or held the same files. One that is gone it never did."""
    checkout = outside().checkout
    try:
        if await checkout.contains(branch.repo, sha, base):
            return True
        tree = next((held.tree for held in branch.history if held.sha == sha), "")
        return (tree or await checkout.tree(branch.repo, sha)) in seen
    except GitFailed:
        return False
