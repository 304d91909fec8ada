"""How a state is shown: a word, and a tone that colour and sign follow. The word alone says it all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tidegate.core.changes import Change
from tidegate.core.gates.decision import Verdict
from tidegate.store.after_tests import TestState
from tidegate.store.deployments import DeploymentState
from tidegate.store.plans import PlanState

Tone = Literal["good", "warn", "wait", "bad", "quiet", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    text: str
    tone: Tone


CHANGE: dict[str, Badge] = {
    "open": Badge(text="Open", tone="good"),
    "closed": Badge(text="Closed", tone="quiet"),
    "merged": Badge(text="Merged", tone="done"),
}
PUSHED = Badge(text="Pushed", tone="done")
PLAN: dict[PlanState, Badge] = {
    "queued": Badge(text="Queued", tone="wait"),
    "running": Badge(text="Planning", tone="wait"),
    "planned": Badge(text="Planned", tone="good"),
    "failed": Badge(text="Plan failed", tone="bad"),
    "waiting": Badge(text="Not planned", tone="warn"),
    "cancelled": Badge(text="Cancelled", tone="quiet"),
    "discarded": Badge(text="No longer valid", tone="quiet"),
}
PLAN_ONLY = Badge(text="Plan only", tone="quiet")
DEPLOYMENT: dict[DeploymentState, Badge] = {
    "queued": Badge(text="Apply queued", tone="wait"),
    "running": Badge(text="Applying", tone="wait"),
    "applied": Badge(text="Applied", tone="good"),
    "failed": Badge(text="Apply failed", tone="bad"),
    "interrupted": Badge(text="Interrupted", tone="bad"),
    "changed": Badge(text="Plan had changed", tone="warn"),
    "refused": Badge(text="Not applied", tone="warn"),
}
TEST: dict[TestState, Badge] = {
    "running": Badge(text="Testing", tone="wait"),
    "passed": Badge(text="Passed", tone="good"),
    "failed": Badge(text="Failed", tone="bad"),
}
VERDICT: dict[Verdict, Badge] = {
    "pass": Badge(text="Passes", tone="good"),
    "warn": Badge(text="Warns", tone="warn"),
    "pending": Badge(text="Waits", tone="wait"),
    "block": Badge(text="Blocks", tone="bad"),
}
#: A gate that would block if it were demanded, and is asked for information only.
NOT_DEMANDED = Badge(text="Not demanded", tone="quiet")


def badge_of(change: Change) -> Badge:
    """How a change is shown whatever its plans are."""
    return PUSHED if change.is_push else CHANGE[change.state]
