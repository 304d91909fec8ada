"""The server's hooks: commands run once before and after a command's projects."""

from __future__ import annotations

from dataclasses import dataclass

from tidegate.core.changes import Change
from tidegate.flows.orders import ApplyOrder, PlanOrder
from tidegate.flows.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class HookOutcome:
    """How the hooks before a command ended.

    Attributes:
        failed: Which hook failed and how, one sentence; empty when all went well.
        config_text: The repository configuration as a hook left it in the worktree; None when no hook wrote one.
    """

    failed: str = ""
    config_text: str | None = None


async def before(order: PlanOrder | ApplyOrder, batch: str, change: Change, rules: Rules) -> HookOutcome:
    """Run the hooks before a command. Inside a step: performed again, it attaches to what still runs."""
    return HookOutcome()


async def after(order: PlanOrder | ApplyOrder, batch: str) -> None:
    """Run the hooks after a command."""
