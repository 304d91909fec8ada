"""Remembering a merge into a branch where nothing is applied: what the branch held after it, and whether the rules let
the change through then.
"""

from __future__ import annotations

from tidegate.core.changes import Change
from tidegate.core.projects.environments import merged_only
from tidegate.flows.addressing import named
from tidegate.flows.deciding.reconsider import decide_merge_of
from tidegate.flows.outside import outside
from tidegate.flows.refresh import fetch
from tidegate.flows.rules import Rules, rules_at
from tidegate.store import merges
from tidegate.store.merges import Merged


async def remember(change: Change, rules: Rules, batch: str) -> None:
    """Keep a merge, with the decision about it."""
    decision = await decide_merge_of(change, rules, batch)
    door = outside()
    merged = Merged(
        repo=change.repo,
        branch=change.base_branch,
        sha=change.merge_sha,
        tree=await door.checkout.tree(change.repo, change.merge_sha),
        number=change.number,
        allowed=decision is not None and decision.decision.allowed,
        decision_id=f"{batch}.merge",
        at=change.merged_at or door.clock.now(),
    )
    async with door.database.begin() as tx:
        await merges.keep(tx, merged)


async def catch_up(repo: str, number: int, batch: str) -> None:
    """Remember the merge of a change that nobody has told of yet: what a forge tells comes in any order."""
    change = await named(repo, number)
    if change.state != "merged" or not change.merge_sha or await _is_remembered(change):
        return
    await fetch(change)
    rules = await rules_at(change, change.merge_sha)
    if merged_only(change.base_branch, rules.governance):
        await remember(change, rules, batch)


async def _is_remembered(change: Change) -> bool:
    async with outside().database.read() as tx:
        known = await merges.of_branch(tx, change.repo, change.base_branch)
    return any((merge.sha, merge.number) == (change.merge_sha, change.number) for merge in known)
