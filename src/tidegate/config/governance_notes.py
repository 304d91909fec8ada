"""What is worth knowing of a governance file that can be used: rules that are over."""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.policy import Policy
from tidegate.core.marks import Mark, Problem
from tidegate.core.windows.stale import stale


def stale_windows(policy: Policy, now: datetime) -> tuple[Problem, ...]:
    """Closed periods that lie in the past for good; `now` is aware."""
    return tuple(
        Problem(
            mark=one.at or Mark(file=policy.source, line=1),
            path=f"deployment_windows.{environment.called}",
            text=one.phrase.text,
            message=f"`{one.phrase.text}` is over: it closes {environment.called} no more.",
            suggestion="Take it out, or write the next dates.",
        )
        for environment in policy.environments.values()
        if environment.window
        for one in stale(environment.window, now)
    )
