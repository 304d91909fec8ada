"""Gate `approved`: Atlantis's requirement of that name, asked where a workflow or project lists it.

Somebody other than the author approves, by their latest opinion. Roles and plans are the business of `approvals`.
"""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.consent.asking import request
from tidegate.core.gates.consent.opinions import latest_opinions
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.needs import Need
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import AGAIN, place, requirement_mark
from tidegate.core.known import Unknown
from tidegate.core.words import say

GATE = "approved"


def check(action: Action, facts: Facts, _policy: Governance, _now: datetime) -> Answer:
    mark = requirement_mark(facts, "approved")
    if isinstance(facts.reviews, Unknown):
        reason = say("Could not read the reviews: {why}.", why=facts.reviews.unknown_because)
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN, rule=mark)
    author = facts.change.author.lower()
    approvers = [
        review.login
        for review in latest_opinions(facts.reviews)
        if review.verdict == "approved" and review.login.lower() != author
    ]
    if approvers:
        reason = say("The forge has an approval by @{login}.", login=approvers[0])
        return Answer(gate=GATE, verdict="pass", reason=reason, rule=mark)
    who = say("somebody other than @{author}", author=facts.change.author)
    need = Need(act="review", does=request("review", who), who=who, by=None)
    return Answer(
        gate=GATE,
        verdict="block",
        reason=say(
            "Pull request must be approved by at least one person other than the author before running"
            " {action}{place}.",
            action=action,
            place=place(mark),
        ),
        remedy=need.does,
        needs=(need,),
        rule=mark,
    )
