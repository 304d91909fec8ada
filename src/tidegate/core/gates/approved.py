"""Gate `approved`: Atlantis's requirement of that name, asked where a workflow or project lists it.

Somebody other than the author approves, by their latest opinion. Roles and plans are the business of `approvals`.
"""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.consents import latest_opinions
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import AGAIN, place, requirement_mark
from tidegate.core.known import Unknown

GATE = "approved"


def check(action: Action, facts: Facts, _policy: Governance, _now: datetime) -> Answer:
    mark = requirement_mark(facts, "approved")
    if isinstance(facts.reviews, Unknown):
        reason = f"Could not read the reviews: {facts.reviews.unknown_because}."
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN, rule=mark)
    author = facts.change.author.lower()
    approvers = [
        review.login
        for review in latest_opinions(facts.reviews)
        if review.verdict == "approved" and review.login.lower() != author
    ]
    if approvers:
        return Answer(gate=GATE, verdict="pass", reason=f"The forge has an approval by @{approvers[0]}.", rule=mark)
    return Answer(
        gate=GATE,
        verdict="block",
        reason=f"Pull request must be approved by at least one person other than the author before running {action}"
        f"{place(mark)}.",
        remedy=f"ask somebody other than @{facts.change.author} to approve this pull request",
        rule=mark,
    )
