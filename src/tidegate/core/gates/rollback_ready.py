"""Gate `rollback_ready`: what going back after this deployment would mean has been worked out and kept with the plan.

It never says that going back is harmless: resources whose data would be lost are listed.
"""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts, PlanFact, ProjectFact
from tidegate.core.gates.needs import PLAN
from tidegate.core.gates.policy import Governance
from tidegate.core.known import Unknown
from tidegate.core.words import Words, say

GATE = "rollback_ready"


def check(_action: Action, facts: Facts, _policy: Governance, _now: datetime) -> Answer:
    gaps = tuple(gap for project in facts.projects if (gap := _gap(project)))
    if gaps:
        return Answer(gate=GATE, verdict="block", reason=gaps[0], remedy=PLAN.does, needs=(PLAN,), details=gaps[1:])
    losses = tuple(line for project in facts.projects for line in _losses(project))
    if not losses:
        return Answer(gate=GATE, verdict="pass", reason=say("The way back is worked out and loses no data."))
    reason = (
        say("The way back is worked out; it loses the data of {count} resource.", count=1)
        if len(losses) == 1
        else say("The way back is worked out; it loses the data of {count} resources.", count=len(losses))
    )
    return Answer(gate=GATE, verdict="pass", reason=reason, details=losses)


def _gap(project: ProjectFact) -> Words | None:
    """Why the way back is not known; None when it is."""
    if project.plan is None:
        return say("There is no way back for `{project}` yet: there is no plan of it.", project=project.label)
    going_back = project.plan if isinstance(project.plan, Unknown) else project.plan.going_back
    if isinstance(going_back, Unknown):
        why = going_back.unknown_because
        return say("There is no way back for `{project}` yet: {why}.", project=project.label, why=why)
    return None


def _losses(project: ProjectFact) -> tuple[Words, ...]:
    if not isinstance(project.plan, PlanFact) or isinstance(project.plan.going_back, Unknown):
        return ()
    return tuple(
        say("going back loses the data of `{address}`", address=address) for address in project.plan.going_back
    )
