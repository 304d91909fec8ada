"""Gate `undiverged`: the base branch has nothing for these projects that their plans were made without.

Atlantis's requirement of that name. Where an environment's rules hold it is asked of every apply: a plan that lacks
what others merged would take it back.
"""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts, ProjectFact
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import AGAIN, listed, requirement_mark
from tidegate.core.known import Unknown

GATE = "undiverged"
SHOWN = 5  # Paths an answer names.


def check(_action: Action, facts: Facts, _policy: Governance, _now: datetime) -> Answer:
    mark = requirement_mark(facts, "undiverged")
    base = facts.change.base_branch
    for project in facts.projects:
        if isinstance(project.diverged, Unknown):
            reason = f"Whether `{base}` has moved away from `{project.label}` is not known: "
            reason += f"{project.diverged.unknown_because}."
            return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN, rule=mark)
    moved = [project for project in facts.projects if project.diverged]
    if not moved:
        return Answer(gate=GATE, verdict="pass", reason=f"`{base}` has nothing these plans lack.", rule=mark)
    labels = listed(f"`{project.label}`" for project in moved)
    return Answer(
        gate=GATE,
        verdict="block",
        reason=f"`{base}` has changes for {labels} that the plan was made without.",
        remedy=f"merge `{base}` into `{facts.change.head_branch}`, then comment `atlantis plan`",
        rule=mark,
        details=_paths([path for project in moved for path in _known(project)]),
    )


def _known(project: ProjectFact) -> tuple[str, ...]:
    return () if isinstance(project.diverged, Unknown) else project.diverged


def _paths(paths: list[str]) -> tuple[str, ...]:
    once = sorted(set(paths))
    more = (f"and {len(once) - SHOWN} more",) if len(once) > SHOWN else ()
    return (*(f"`{path}` differs" for path in once[:SHOWN]), *more)
