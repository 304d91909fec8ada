"""Which of several branches promotions into an environment go into: the rules name it where more than one exists."""

from __future__ import annotations

from dataclasses import replace

from tidegate.core.errors import GitFailed
from tidegate.core.gates.policy import Environment
from tidegate.flows.outside import outside


async def existing(repo: str, environment: Environment) -> tuple[str, ...]:
    """Those of an environment's branches that the clone has, as it was last fetched."""
    return tuple([branch for branch in environment.branches if await _exists(repo, branch)])


async def with_primary(repo: str, environment: Environment) -> Environment | None:
    """The environment with the branch that promotions are about; None when several exist and the rules name none."""
    if environment.primary_branch or len(environment.branches) < 2:
        return environment
    there = await existing(repo, environment)
    if len(there) > 1:
        return None
    return replace(environment, primary_branch=there[0]) if there else environment


async def _exists(repo: str, branch: str) -> bool:
    try:
        await outside().checkout.commit(repo, branch)
    except GitFailed:
        return False
    return True
