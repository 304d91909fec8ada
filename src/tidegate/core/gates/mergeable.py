"""Gate `mergeable`: Atlantis's requirement of that name; the server's own statuses do not count against it."""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import AGAIN, place, requirement_mark
from tidegate.core.known import Unknown
from tidegate.core.words import say

GATE = "mergeable"


def check(action: Action, facts: Facts, _policy: Governance, _now: datetime) -> Answer:
    mark = requirement_mark(facts, "mergeable")
    state = facts.merge_state
    if isinstance(state, Unknown):
        reason = say("Not known yet whether the pull request can be merged: {why}.", why=state.unknown_because)
        return Answer(gate=GATE, verdict="pending", reason=reason, remedy=AGAIN, rule=mark)
    if state.mergeable:
        reason = say("Nothing but our own statuses stands in the way of a merge.")
        return Answer(gate=GATE, verdict="pass", reason=reason, rule=mark)
    return Answer(
        gate=GATE,
        verdict="block",
        reason=say("Pull request must be mergeable before running {action}{place}.", action=action, place=place(mark)),
        remedy=say("resolve what keeps the pull request from being merged"),
        rule=mark,
        details=state.reasons,
    )
