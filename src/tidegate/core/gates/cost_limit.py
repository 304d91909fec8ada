"""Gate `cost_limit`: the change's net monthly increase in the environment is not above what one change may cost there.

What it has applied there already counts with its plans. Amounts are compared as people read them, rounded.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.increase import PRICE_IT, increase, increase_lines
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import Rules, governed, place
from tidegate.core.known import Known, Unknown
from tidegate.core.marks import Mark
from tidegate.core.money import rounded, shown, shown_change

GATE = "cost_limit"
_BLOCK = "resource_limits.max_cost_increase_per_pr"


def check(_action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    rules = governed(facts, policy)
    limit, currency = rules.environment.max_increase, rules.policy.cost.currency
    if limit is None:
        return Answer(gate=GATE, verdict="pass", reason=f"No cost limit is set for {rules.environment.called}.")
    mark = _mark(rules)
    allows = f"{rules.environment.called} allows {shown(limit, currency)} a month{place(mark)}"
    found = _held_against(limit, increase(facts, currency), currency, allows)
    return replace(found, rule=mark, details=increase_lines(facts, currency))


def _held_against(limit: Decimal, amount: Known[Decimal], currency: str, allows: str) -> Answer:
    """`allows` says what the limit is and where it is written."""
    if isinstance(amount, Unknown):
        reason = f"What this change costs is not known: {amount.unknown_because}; {allows}."
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=PRICE_IT)
    reason = f"This change costs {shown_change(amount, currency)} a month; {allows}."
    over = rounded(amount, currency) - limit
    if over <= 0:
        return Answer(gate=GATE, verdict="pass", reason=reason)
    less = f"take {shown(over, currency)} a month off it with smaller or fewer resources"
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=f"{less}, or leave some to a later change")


def _mark(rules: Rules) -> Mark | None:
    """Where the limit is written, under whichever word for the environment."""
    written = (rules.policy.marks.get(f"{_BLOCK}.{word}") for word in rules.environment.words)
    return next(filter(None, written), None)
