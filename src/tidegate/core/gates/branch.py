"""Gate `branch`: the change goes into a branch of the environment its projects belong to."""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import branches_of, governed, place

GATE = "branch"


def check(_action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    rules = governed(facts, policy)
    environment, base = rules.environment, facts.change.base_branch
    mark = rules.mark("branch")
    if base in environment.branches:
        return Answer(gate=GATE, verdict="pass", reason=f"`{base}` is {environment.called}'s branch.", rule=mark)
    wanted = branches_of(environment)
    if not wanted:
        reason = f"No branch deploys to {environment.called}{place(mark)}."
        return Answer(gate=GATE, verdict="block", reason=reason, remedy="name its `branch`", rule=mark)
    return Answer(
        gate=GATE,
        verdict="block",
        reason=f"This pull request goes into `{base}`; {environment.called} is deployed from {wanted}{place(mark)}.",
        remedy=f"open a pull request into {wanted}",
        rule=mark,
    )
