"""Gate `cost_review`: what the change costs is known, and somebody who approves has consented after seeing it.

An amount is shown with its plan, so consent to the plan is consent to its cost. What could not be priced is pending.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tidegate.core.gates.approvers import unknown_makers
from tidegate.core.gates.consents import judge
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts, PlanFact
from tidegate.core.gates.increase import PRICE_IT, a_month, increase, increase_lines
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.requirement import Requirement, approving
from tidegate.core.gates.rules import AGAIN, SEE_ENABLED, Rules, governed, listed, place
from tidegate.core.known import Known, Unknown
from tidegate.core.words import Wording, Words, say

GATE = "cost_review"


def check(action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    rules = governed(facts, policy)
    currency = rules.policy.cost.currency
    amount = increase(facts, currency)
    if isinstance(amount, Unknown):
        reason = say("What this change costs is not known: {why}.", why=amount.unknown_because)
        found = Answer(gate=GATE, verdict="pending", reason=reason, remedy=PRICE_IT)
    elif _nothing_changes(facts):
        found = Answer(gate=GATE, verdict="pass", reason=say("Nothing changes, so no cost is to be reviewed."))
    else:
        found = _reviewed(action, facts, rules, a_month(amount, currency))
    return replace(found, rule=rules.mark("apply", "require"), details=increase_lines(facts, currency))


def _nothing_changes(facts: Facts) -> bool:
    return all(isinstance(project.plan, PlanFact) and not project.plan.has_changes for project in facts.projects)


def _reviewed(action: Action, facts: Facts, rules: Rules, cost: Wording) -> Answer:
    where = place(rules.mark("apply", "require"))
    allow = approving(action, rules.environment)
    seen = _who_saw_it(facts, rules, allow)
    if isinstance(seen, Unknown):
        reason = say("Who has reviewed {cost} is not known: {why}.", cost=cost, why=seen.unknown_because)
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN)
    if seen:
        reason = say("{who} approved it knowing that it costs {cost}{place}.", who=listed(seen), cost=cost, place=where)
        return Answer(gate=GATE, verdict="pass", reason=reason)
    reason = say("Nobody who approves here has reviewed {cost}{place}.", cost=cost, place=where)
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=_remedy(action, facts, rules, allow))


def _who_saw_it(facts: Facts, rules: Rules, allow: tuple[str, ...]) -> Known[tuple[str, ...]]:
    """Those whose consent to these plans counts; nobody can say while a maker of the change may be among them."""
    nobody_knows = unknown_makers(facts)
    if nobody_knows:
        return Unknown(unknown_because=nobody_knows)
    judged = judge("apply", facts, rules, Requirement(count=1, counting=allow))
    if isinstance(judged, Unknown):
        return judged
    return tuple(f"@{one.login}" for one in judged if one.counts)


def _remedy(action: Action, facts: Facts, rules: Rules, allow: tuple[str, ...]) -> Words:
    if not allow and action != "merge" and not rules.environment.apply.enabled:
        return SEE_ENABLED
    if not allow:
        return say("name roles in `approvals.from`: nobody can approve here now")
    if facts.change.is_push:
        somebody = say("somebody in {roles}", roles=listed(allow, "or"))
        return say("ask {who} to comment `atlantis approve` on the commit after the plan comment", who=somebody)
    return say("ask somebody in {who} to approve this pull request after the plan comment", who=listed(allow, "or"))
