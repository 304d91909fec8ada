"""Gate `undiverged`: the base branch has nothing for these projects that their plans were made without.

Atlantis's requirement of that name. Where an environment's rules hold it is asked of every apply: a plan that lacks
what others merged would take it back.
"""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts, ProjectFact
from tidegate.core.gates.needs import Need
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import AGAIN, listed, requirement_mark
from tidegate.core.known import Unknown
from tidegate.core.words import Wording, say

GATE = "undiverged"
SHOWN = 5  # Paths an answer names.


def check(_action: Action, facts: Facts, _policy: Governance, _now: datetime) -> Answer:
    mark = requirement_mark(facts, "undiverged")
    base = facts.change.base_branch
    for project in facts.projects:
        if isinstance(project.diverged, Unknown):
            reason = say(
                "Whether `{base}` has moved away from `{project}` is not known: {why}.",
                base=base,
                project=project.label,
                why=project.diverged.unknown_because,
            )
            return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN, rule=mark)
    moved = [project for project in facts.projects if project.diverged]
    if not moved:
        reason = say("`{base}` has nothing these plans lack.", base=base)
        return Answer(gate=GATE, verdict="pass", reason=reason, rule=mark)
    remedy = say("merge `{base}` into `{head}`, then comment `atlantis plan`", base=base, head=facts.change.head_branch)
    labels = listed(f"`{project.label}`" for project in moved)
    return Answer(
        gate=GATE,
        verdict="block",
        reason=say("`{base}` has changes for {projects} that the plan was made without.", base=base, projects=labels),
        remedy=remedy,
        needs=(Need(act="change", does=remedy),),
        rule=mark,
        details=_paths([path for project in moved for path in _known(project)]),
    )


def _known(project: ProjectFact) -> tuple[str, ...]:
    return () if isinstance(project.diverged, Unknown) else project.diverged


def _paths(paths: list[str]) -> tuple[Wording, ...]:
    once = sorted(set(paths))
    more = (say("and {count} more", count=len(once) - SHOWN),) if len(once) > SHOWN else ()
    return (*(say("`{path}` differs", path=path) for path in once[:SHOWN]), *more)
