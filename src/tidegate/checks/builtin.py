"""Check `builtin`: structural rules of our own on plan JSON; they need no tool and no network, and take no time."""

from __future__ import annotations

import asyncio

from tidegate.checks.flaws import found
from tidegate.checks.rules.table import RULES
from tidegate.core.checks.model import CheckResult, result_of
from tidegate.core.words import say
from tidegate.ports.checks import Subject

NO_PLAN = say("There is no plan to look at.")


class Builtin:
    """Every rule of the table, on every resource of the plan."""

    name = "builtin"

    async def examine(self, subject: Subject) -> CheckResult:
        """Findings in the order of the plan, new where the resource had no such flaw before."""
        if subject.plan is None:
            return CheckResult(check=self.name, state="failed", reason=NO_PLAN)
        return result_of(self.name, await asyncio.to_thread(found, subject.plan, RULES, subject.rules.severities))
