"""Gate `locked`: nobody else holds the project, no apply is running or unaccounted for, dependencies went first."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from tidegate.core.gates.decision import SEVERITY, Action, Answer
from tidegate.core.gates.facts import Facts, ProjectFact
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import listed, may_be_applied
from tidegate.core.words import Wording

GATE = "locked"


def check(action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    """A plan asks for the project lock only, and only if it will be deployable: others take no lock."""
    if action == "plan":
        wanting = facts.projects if may_be_applied(facts, policy) else ()
        found = [answer for project in wanting for answer in _project_lock(project, facts)]
    else:
        found = [answer for project in facts.projects for answer in _everything(project, facts)]
    if not found:
        return Answer(gate=GATE, verdict="pass", reason="Nothing else holds these projects.")
    worst = max(found, key=lambda answer: SEVERITY[answer.verdict])
    others = tuple(answer.reason for answer in found if answer is not worst)
    return Answer(gate=GATE, verdict=worst.verdict, reason=worst.reason, remedy=worst.remedy, details=others)


def _everything(project: ProjectFact, facts: Facts) -> list[Answer]:
    return [*_project_lock(project, facts), *_slot(project), *_dependencies(project, facts), *_order(project, facts)]


def _project_lock(project: ProjectFact, facts: Facts) -> list[Answer]:
    holder = project.lock_holder
    if holder is None or holder == facts.change.number:
        return []
    return [
        Answer(
            gate=GATE,
            verdict="block",
            reason=f"`{project.label}` is locked by pull request #{holder}.",
            remedy=f"merge or close #{holder}, or comment `atlantis unlock` on it; then `atlantis plan` here",
        )
    ]


def _slot(project: ProjectFact) -> list[Answer]:
    match project.slot:
        case "free":
            return []
        case "held":
            reason = f"An apply of `{project.label}` is running."
            return [Answer(gate=GATE, verdict="pending", reason=reason, remedy="wait until it has ended")]
        case "suspect":
            return [
                Answer(
                    gate=GATE,
                    verdict="block",
                    reason=f"An apply of `{project.label}` was interrupted and nobody knows how it ended.",
                    remedy="compare the state with the real resources, then comment `atlantis unlock` and plan again",
                )
            ]
        case _:
            assert_never(project.slot)


def _dependencies(project: ProjectFact, facts: Facts) -> list[Answer]:
    """Atlantis: depends_on."""
    unmet = _unmet(project.depends_on, facts)
    return _first(unmet, f"`{project.label}` depends on {unmet}, not applied yet.")


def _order(project: ProjectFact, facts: Facts) -> list[Answer]:
    """Earlier execution order groups go first, in targeted applies too."""
    unmet = _unmet(project.comes_after, facts)
    return _first(unmet, f"`{project.label}` comes after {unmet} (execution_order_group), not applied yet.")


def _unmet(names: tuple[str, ...], facts: Facts) -> Wording:
    """Those of the projects that were not applied and do not go first in this very apply, as words."""
    here = {other.label for other in facts.projects}
    return listed(f"`{name}`" for name in names if name not in facts.applied and name not in here)


def _first(unmet: Wording, reason: str) -> list[Answer]:
    return [Answer(gate=GATE, verdict="block", reason=reason, remedy=f"apply {unmet} first")] if unmet else []
