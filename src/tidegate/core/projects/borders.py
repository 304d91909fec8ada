"""Which files belong to which environment, to tell when the code of one refers to files of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tidegate.core.gates.policy import Policy
from tidegate.core.projects.patterns import Pattern, below, matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Borders:
    """The files of one environment and those of the others.

    Attributes:
        own: Patterns over repository paths. What several environments hold is shared: it is nobody else's.
        others: Name of another environment → its patterns.
    """

    own: tuple[Pattern, ...]
    others: Mapping[str, tuple[Pattern, ...]]

    def owner_of(self, path: str) -> str:
        """The other environment a file or directory belongs to; empty when it is none's, or this one's too."""
        if _holds(self.own, path):
            return ""
        return next((name for name, patterns in self.others.items() if _holds(patterns, path)), "")


def borders_of(environment: str | None, policy: Policy) -> Borders | None:
    """Around an environment; None where there is no other whose files are known."""
    home = policy.environments.get(environment or "")
    others = {
        each.name: below(".", each.paths) for each in policy.environments.values() if each is not home and each.paths
    }
    return Borders(own=below(".", home.paths), others=others) if home and others else None


def _holds(patterns: tuple[Pattern, ...], path: str) -> bool:
    """Patterns are over files: a directory belongs to whom a file in it would."""
    return matches(patterns, path) or matches(patterns, f"{path}/main.tf")
