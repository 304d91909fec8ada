"""Gate `cost_limit`: the change's net monthly increase in the environment is not above what one change may cost there.

What it has applied there already counts with its plans. Amounts are compared as people read them, rounded.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.increase import PRICE_IT, increase, increase_lines
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import Rules, governed, place
from tidegate.core.known import Unknown
from tidegate.core.marks import Mark
from tidegate.core.money import rounded, shown, shown_change

GATE = "cost_limit"
_BLOCK = "resource_limits.max_cost_increase_per_pr"


def check(_action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    rules = governed(facts, policy)
    limit, where, currency = rules.environment.max_increase, rules.environment.called, rules.policy.cost.currency
    if limit is None:
        return Answer(gate=GATE, verdict="pass", reason=f"No cost limit is set for {where}.")
    mark = _mark(rules)
    most = f"{shown(limit, currency)} a month{place(mark)}"
    amount, lines = increase(facts, currency), increase_lines(facts, currency)
    if isinstance(amount, Unknown):
        reason = f"{where} allows {most}; what this change costs is not known: {amount.unknown_because}."
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=PRICE_IT, rule=mark, details=lines)
    cost = shown_change(amount, currency)
    over = rounded(amount, currency) - limit
    if over <= 0:
        reason = f"{cost} is within what {where} allows: {most}."
        return Answer(gate=GATE, verdict="pass", reason=reason, rule=mark, details=lines)
    reason = f"This change costs {cost} a month; {where} allows {most}."
    remedy = _remedy(over, currency)
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=remedy, rule=mark, details=lines)


def _remedy(over: Decimal, currency: str) -> str:
    return (
        f"take {shown(over, currency)} a month off it with smaller or fewer resources, or leave some to a later change"
    )


def _mark(rules: Rules) -> Mark | None:
    """Where the limit is written, under whichever word for the environment."""
    written = (rules.policy.marks.get(f"{_BLOCK}.{word}") for word in rules.environment.words)
    return next(filter(None, written), None)
