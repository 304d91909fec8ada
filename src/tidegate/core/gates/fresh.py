"""Gate `fresh`: what would happen is the plan of the current head, and nothing was deployed since it was made."""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.decision import Action, Answer, Verdict
from tidegate.core.gates.facts import Facts, PlanFact, ProjectFact
from tidegate.core.gates.policy import Governance
from tidegate.core.known import Unknown

GATE = "fresh"
_PLAN = "comment `atlantis plan`"


def check(action: Action, facts: Facts, _policy: Governance, _now: datetime) -> Answer:
    if action == "apply" and not facts.projects:
        return Answer(gate=GATE, verdict="block", reason="There is no plan to apply.", remedy=_PLAN)
    stale = [found for project in facts.projects if (found := _stale(action, project, facts))]
    if not stale:
        return Answer(gate=GATE, verdict="pass", reason="Every plan is of the current head.")
    verdict: Verdict = "block" if any(v == "block" for v, _ in stale) else "pending"
    first, *others = (reason for _, reason in stale)
    remedy = _remedy(facts, verdict)
    return Answer(gate=GATE, verdict=verdict, reason=first, remedy=remedy, details=tuple(others))


def _remedy(facts: Facts, verdict: Verdict) -> str:
    """Planning again helps, unless every plan can only be looked at: then gate `enabled` says what leads on."""
    if all(isinstance(project.plan, PlanFact) and not project.plan.deployable for project in facts.projects):
        return "see `enabled`"
    return _PLAN if verdict == "block" else f"wait for the plan, or {_PLAN} again"


def _stale(action: Action, project: ProjectFact, facts: Facts) -> tuple[Verdict, str] | None:
    plan, label, head = project.plan, f"`{project.label}`", facts.change.head_sha
    if plan is None:
        return "block", f"There is no plan of {label}."
    if isinstance(plan, Unknown):
        return "pending", f"The newest plan of {label} cannot be used: {plan.unknown_because}."
    if plan.head_sha != head:
        return "block", f"The plan of {label} was made at {plan.head_sha[:7]}; the head is {head[:7]} now."
    if action == "apply" and not plan.deployable:
        return "block", f"The plan of {label} was made for looking at; no plan can be applied from this pull request."
    applied_it = action == "merge" and project.label in facts.applied
    if project.deployed_since is not None and not applied_it:
        return "block", (
            f"There was a deployment to {label} at {project.deployed_since:%Y-%m-%d %H:%M %Z}, after the plan was made."
        )
    return None
