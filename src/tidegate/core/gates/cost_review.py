"""Gate `cost_review`: what the change costs is known, and somebody who approves has consented after seeing it.

An amount is shown with its plan, so consent to the plan is consent to its cost. What could not be priced is pending.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tidegate.core.gates.consents import judge_for_apply, unknown_pusher, who_approves
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts, PlanFact
from tidegate.core.gates.increase import PRICE_IT, increase, increase_lines
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import AGAIN, Rules, governed, listed, place
from tidegate.core.known import Known, Unknown
from tidegate.core.money import shown_change

GATE = "cost_review"


def check(action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    rules = governed(facts, policy)
    currency = rules.policy.cost.currency
    amount = increase(facts, currency)
    if isinstance(amount, Unknown):
        reason = f"What this change costs is not known: {amount.unknown_because}."
        found = Answer(gate=GATE, verdict="pending", reason=reason, remedy=PRICE_IT)
    elif _nothing_changes(facts):
        found = Answer(gate=GATE, verdict="pass", reason="Nothing changes, so no cost is to be reviewed.")
    else:
        found = _reviewed(action, facts, rules, f"{shown_change(amount, currency)} a month")
    return replace(found, rule=rules.mark("apply", "require"), details=increase_lines(facts, currency))


def _nothing_changes(facts: Facts) -> bool:
    return all(isinstance(project.plan, PlanFact) and not project.plan.has_changes for project in facts.projects)


def _reviewed(action: Action, facts: Facts, rules: Rules, cost: str) -> Answer:
    where = place(rules.mark("apply", "require"))
    allow = who_approves(action, rules.environment)
    seen = _who_saw_it(facts, rules, allow)
    if isinstance(seen, Unknown):
        reason = f"Who has reviewed {cost} is not known: {seen.unknown_because}."
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN)
    if seen:
        return Answer(
            gate=GATE, verdict="pass", reason=f"{listed(seen)} approved it knowing that it costs {cost}{where}."
        )
    reason = f"Nobody who approves here has reviewed {cost}{where}."
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=_remedy(allow))


def _who_saw_it(facts: Facts, rules: Rules, allow: tuple[str, ...]) -> Known[tuple[str, ...]]:
    """Those whose consent to exactly these plans counts; nobody can say while a pusher may be among them."""
    if isinstance(facts.reviews, Unknown):
        return facts.reviews
    nobody_knows = unknown_pusher(facts)
    if nobody_knows:
        return Unknown(unknown_because=nobody_knows)
    judged = judge_for_apply(facts, facts.reviews, rules.policy.roles, allow)
    return tuple(f"@{one.login}" for one in judged if one.outcome == "counts")


def _remedy(allow: tuple[str, ...]) -> str:
    if not allow:
        return "name roles in `approvals.from`: nobody can approve here now"
    return f"ask somebody in {listed(allow, 'or')} to approve this pull request after the plan comment"
