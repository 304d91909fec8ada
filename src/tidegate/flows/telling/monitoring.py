"""The pages an environment names as `monitoring`: where to look while something is deployed to it and after."""

from __future__ import annotations

from collections.abc import Iterable

from tidegate.core.errors import TidegateError
from tidegate.core.gates.policy import Link, Policy
from tidegate.flows.facts.renamed import called_today
from tidegate.flows.rules import governance_of
from tidegate.store.deployments import StoredDeployment


async def pages_of(repo: str, deployed: Iterable[StoredDeployment]) -> tuple[Link, ...]:
    """Those of every environment something was, or is being, deployed to. None while the rules cannot be read."""
    begun = [entry for entry in deployed if entry.state not in ("queued", "refused", "changed")]
    try:
        policy = await governance_of(repo) if begun else None
    except TidegateError:
        return ()
    if not isinstance(policy, Policy):
        return ()
    names = dict.fromkeys(entry.environment or "" for entry in called_today(begun, policy))
    return tuple(
        dict.fromkeys(
            page for name in names if name in policy.environments for page in policy.environments[name].monitoring
        )
    )
