"""Heads that carry what another environment has had: promotions, and what is brought back from later environments."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tidegate.core.changes import Change
from tidegate.core.gates.policy import Environment, Policy


def carries(change: Change, policy: Policy) -> bool:
    """Whether the head is a branch of the environment before or after the base's, or was made by us for that one."""
    homes = [each for each in policy.environments.values() if change.base_branch in each.branches]
    return not change.is_fork and any(
        _is_made_for(home, change.head_branch) or _is_beside(home, change.head_branch, policy.environments.values())
        for home in homes
    )


def promoted_from(change: Change, policy: Policy) -> tuple[str, ...]:
    """The branches a promotion of ours may come from: those of the environment before; none for other heads."""
    if change.is_fork or not change.head_branch.startswith("promote/"):
        return ()
    every = policy.environments.values()
    homes = [each for each in every if change.base_branch in each.branches and _is_made_for(each, change.head_branch)]
    sources = {home.promotes_from for home in homes}
    return tuple(dict.fromkeys(branch for each in every if each.name in sources for branch in each.branches))


def _is_made_for(home: Environment, head: str) -> bool:
    return any(re.fullmatch(rf"(?:promote|back-merge)/{re.escape(word)}/\d+", head) for word in home.words)


def _is_beside(home: Environment, head: str, every: Iterable[Environment]) -> bool:
    neighbours = (each for each in every if each.promotes_from == home.name or home.promotes_from == each.name)
    return any(head in neighbour.branches for neighbour in neighbours)
