"""Gate `fresh`: what would happen is the plan of the current head, and nothing was deployed since it was made."""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.decision import Action, Answer, Verdict
from tidegate.core.gates.facts import Facts, PlanFact, ProjectFact
from tidegate.core.gates.needs import PLAN, SEE_ENABLED, Need
from tidegate.core.gates.policy import Governance
from tidegate.core.known import Unknown
from tidegate.core.words import Words, say

GATE = "fresh"
_APPLYING: tuple[Action, ...] = ("apply", "emergency")


def check(action: Action, facts: Facts, _policy: Governance, _now: datetime) -> Answer:
    if action != "merge" and not facts.projects:
        return Answer(
            gate=GATE, verdict="block", reason=say("There is no plan to apply."), remedy=PLAN.does, needs=(PLAN,)
        )
    stale = [found for project in facts.projects if (found := _stale(action, project, facts))]
    if not stale:
        return Answer(gate=GATE, verdict="pass", reason=say("Every plan is of the current head."))
    verdict: Verdict = "block" if any(v == "block" for v, _ in stale) else "pending"
    first, *others = (reason for _, reason in stale)
    need = _need(facts, verdict)
    return Answer(gate=GATE, verdict=verdict, reason=first, remedy=need.does, needs=(need,), details=tuple(others))


def _need(facts: Facts, verdict: Verdict) -> Need:
    """Planning again helps, unless every plan can only be looked at: then gate `enabled` says what leads on."""
    if all(isinstance(project.plan, PlanFact) and not project.plan.deployable for project in facts.projects):
        return SEE_ENABLED
    if verdict == "block":
        return PLAN
    return Need(act="plan", does=say("wait for the plan, or comment `atlantis plan` again"))


def _stale(action: Action, project: ProjectFact, facts: Facts) -> tuple[Verdict, Words] | None:
    plan, label, head = project.plan, project.label, facts.change.head_sha
    if plan is None:
        return "block", say("There is no plan of `{project}`.", project=label)
    if isinstance(plan, Unknown):
        return "pending", say(
            "The newest plan of `{project}` cannot be used: {why}.", project=label, why=plan.unknown_because
        )
    if plan.head_sha != head:
        return "block", say(
            "The plan of `{project}` was made at {made}; the head is {head} now.",
            project=label,
            made=plan.head_sha[:7],
            head=head[:7],
        )
    if action in _APPLYING and not plan.deployable:
        return "block", say(
            "The plan of `{project}` was made for looking at; no plan can be applied from this pull request.",
            project=label,
        )
    applied_it = action == "merge" and project.label in facts.applied
    if project.deployed_since is not None and not applied_it:
        return "block", say(
            "There was a deployment to `{project}` at {at}, after the plan was made.",
            project=label,
            at=f"{project.deployed_since:%Y-%m-%d %H:%M %Z}",
        )
    return None
