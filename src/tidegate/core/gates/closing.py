"""The convention's closing lists: what is seen to before a deployment, and what is looked after once it is done.

They stand in nobody's way. What a gate or a checklist already asks is marked as that answered it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tidegate.core.gates.decision import SEVERITY, Answer, Decision
from tidegate.core.statements import Statement
from tidegate.core.words import Words, say

REMIND_AFTER = timedelta(hours=24)
"""After a deployment, what is still open is brought to mind."""
_DEPLOYS = ("apply", "emergency")
_CHECKLIST = "checklist"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingItem:
    """An item of a list.

    Attributes:
        gates: Gates whose answers mark it.
        item: An item of the checklist that, left open, leaves this one open too.
    """

    id: str
    text: Words
    gates: tuple[str, ...] = ()
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An item as it stands.

    Attributes:
        is_done: None where nobody can tell but people.
        by: Who confirmed it; empty for one that was marked by a gate, or not at all.
    """

    item: ClosingItem
    is_done: bool | None
    by: str = ""

    @property
    def line(self) -> Words:
        """`☑ Deployment time checked`."""
        if self.by:
            return say("{sign} {item}: {says}", sign="☑", item=self.item.text, says=f"@{self.by}")
        sign = {True: "☑", False: "☐", None: "▫"}[self.is_done]
        return say("{sign} {item}", sign=sign, item=self.item.text)


BEFORE = (
    ClosingItem(id="required_approvals", text=say("Every approval given"), gates=("approvals", "approved")),
    ClosingItem(id="deployment_window", text=say("Deployment time checked"), gates=("window",)),
    ClosingItem(id="monitoring", text=say("Monitoring set up"), item="monitoring"),
    ClosingItem(id="rollback", text=say("Rollback procedure ready"), gates=("rollback_ready",), item="rollback"),
    ClosingItem(id="communication", text=say("Team informed")),
)
AFTER = (
    ClosingItem(id="service_works", text=say("The service works as it should")),
    ClosingItem(id="performance_watched", text=say("Effect on performance watched")),
    ClosingItem(id="cost_followed", text=say("Change in cost followed")),
    ClosingItem(id="documentation", text=say("Documentation updated")),
    ClosingItem(id="team_feedback", text=say("Shared with the team, feedback heard")),
)


def before(decision: Decision) -> tuple[Marked, ...]:
    """What to have seen to before an environment is deployed to; nothing for other actions and without rules."""
    if decision.action not in _DEPLOYS or not decision.environment:
        return ()
    answers = {answer.gate: answer for answer in decision.answers}
    return tuple(Marked(item=item, is_done=_is_done(item, answers)) for item in BEFORE)


def _is_done(item: ClosingItem, answers: dict[str, Answer]) -> bool | None:
    asked = [answers[gate] for gate in item.gates if gate in answers]
    listed = answers.get(_CHECKLIST)
    if any(SEVERITY[answer.verdict] >= SEVERITY["pending"] for answer in asked):
        return False
    if listed and item.item in listed.lacks:
        return False
    return True if asked else None


def after(environment: str, since: datetime, statements: Iterable[Statement]) -> tuple[Marked, ...]:
    """What to look after once an environment is deployed to, ticked by `check ITEM` said since then.

    Args:
        environment: Its name.
        since: The end of the deployment. The forge's clock counts whole seconds.
        statements: Everything people said about the change.
    """
    ticks = {
        each.subject: each.person
        for each in statements
        if each.said == "check" and each.environment in (None, environment) and each.at >= since.replace(microsecond=0)
    }
    return tuple(Marked(item=item, is_done=item.id in ticks, by=ticks.get(item.id, "")) for item in AFTER)
