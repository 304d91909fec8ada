"""Gate `locked`: nobody else holds the project, no apply is running or unaccounted for, dependencies went first.

After a rollback the environment is held: nothing is deployed there until somebody releases it.
"""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from tidegate.core.gates.decision import SEVERITY, Action, Answer
from tidegate.core.gates.facts import Facts, ProjectFact
from tidegate.core.gates.needs import Need
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import listed, may_be_applied
from tidegate.core.words import Wording, say

GATE = "locked"


def check(action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    """A plan asks for the project lock only, and only if it will be deployable: others take no lock."""
    if action == "plan":
        wanting = facts.projects if may_be_applied(facts, policy) else ()
        found = [answer for project in wanting for answer in _project_lock(project, facts)]
    else:
        found = [
            *_held(action, facts),
            *(answer for project in facts.projects for answer in _everything(project, facts)),
        ]
    if not found:
        return Answer(gate=GATE, verdict="pass", reason=say("Nothing else holds these projects."))
    worst = max(found, key=lambda answer: SEVERITY[answer.verdict])
    others = tuple(answer.reason for answer in found if answer is not worst)
    return Answer(
        gate=GATE,
        verdict=worst.verdict,
        reason=worst.reason,
        remedy=worst.remedy,
        needs=tuple(dict.fromkeys(Need(does=answer.remedy) for answer in found)),
        details=others,
    )


def _held(action: Action, facts: Facts) -> list[Answer]:
    """Another rollback is what an environment is held for; whatever goes forward waits."""
    if not facts.held or action in ("rollback", "auto_rollback"):
        return []
    reason = say("{environment} is held: {why}.", environment=facts.environment or "", why=facts.held)
    command = f'atlantis release {facts.environment} --reason "..."'
    remedy = say("find out what went wrong, then comment `{command}`", command=command)
    return [Answer(gate=GATE, verdict="block", reason=reason, remedy=remedy)]


def _everything(project: ProjectFact, facts: Facts) -> list[Answer]:
    return [*_project_lock(project, facts), *_slot(project), *_dependencies(project, facts), *_order(project, facts)]


def _project_lock(project: ProjectFact, facts: Facts) -> list[Answer]:
    holder = project.lock_holder
    if holder is None or holder == facts.change.number:
        return []
    if project.lock_holder_called:
        return [_locked_by_push(project.label, project.lock_holder_called)]
    return [
        Answer(
            gate=GATE,
            verdict="block",
            reason=say("`{project}` is locked by pull request #{holder}.", project=project.label, holder=holder),
            remedy=say(
                "merge or close #{holder}, or comment `atlantis unlock` on it; then `atlantis plan` here", holder=holder
            ),
        )
    ]


def _locked_by_push(label: str, holder: str) -> Answer:
    return Answer(
        gate=GATE,
        verdict="block",
        reason=say("`{project}` is locked by the push that waits at `{holder}`.", project=label, holder=holder),
        remedy=say("apply what waits there, or comment `atlantis unlock` on its commit; then `atlantis plan` here"),
    )


def _slot(project: ProjectFact) -> list[Answer]:
    match project.slot:
        case "free":
            return []
        case "held":
            reason = say("An apply of `{project}` is running.", project=project.label)
            return [Answer(gate=GATE, verdict="pending", reason=reason, remedy=say("wait until it has ended"))]
        case "suspect":
            return [
                Answer(
                    gate=GATE,
                    verdict="block",
                    reason=say(
                        "An apply of `{project}` was interrupted and nobody knows how it ended.", project=project.label
                    ),
                    remedy=say(
                        "compare the state with the real resources, then comment `atlantis unlock` and plan again"
                    ),
                )
            ]
        case _:
            assert_never(project.slot)


def _dependencies(project: ProjectFact, facts: Facts) -> list[Answer]:
    """Atlantis: depends_on."""
    unmet = _unmet(project.depends_on, facts)
    return _first(unmet, say("`{project}` depends on {others}, not applied yet.", project=project.label, others=unmet))


def _order(project: ProjectFact, facts: Facts) -> list[Answer]:
    """Earlier execution order groups go first, in targeted applies too."""
    unmet = _unmet(project.comes_after, facts)
    reason = say(
        "`{project}` comes after {others} (execution_order_group), not applied yet.",
        project=project.label,
        others=unmet,
    )
    return _first(unmet, reason)


def _unmet(names: tuple[str, ...], facts: Facts) -> Wording:
    """Those of the projects that were not applied and do not go first in this very apply, as words."""
    here = {other.label for other in facts.projects}
    return listed(f"`{name}`" for name in names if name not in facts.applied and name not in here)


def _first(unmet: Wording, reason: Wording) -> list[Answer]:
    if not unmet:
        return []
    return [Answer(gate=GATE, verdict="block", reason=reason, remedy=say("apply {projects} first", projects=unmet))]
