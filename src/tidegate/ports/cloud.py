"""Short-lived credentials from the cloud a project lives in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from tidegate.core.gates.policy import AwsRole


class Cloud(Protocol):
    """Gives out credentials of a role, bound to what they are for."""

    async def assume(self, role: AwsRole, *, session: str, tags: Mapping[str, str]) -> Mapping[str, str]:
        """The variables a process finds a role's credentials in.

        Args:
            role: The role, and how long its credentials hold.
            session: Names the use in the cloud's own log: `tidegate-acme-infra-12`.
            tags: What else the cloud's log says and its policies may ask for: `tidegate:digest`, `tidegate:change`,
                `tidegate:environment`. Characters the cloud does not take become `_`.

        Raises:
            NoCredentials: The cloud refused, cannot be reached, or does not know us.
        """
        ...
