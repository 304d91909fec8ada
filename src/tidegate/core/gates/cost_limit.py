"""Gate `cost_limit`: the change's net monthly increase in the environment is not above what one change may cost there.

What it has applied there already counts with all its plans, those nobody asks to apply now among them. Amounts are
compared as people read them, rounded.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.increase import PRICE_IT, a_month, increase, increase_lines
from tidegate.core.gates.needs import Need
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import Rules, governed, place
from tidegate.core.known import Known, Unknown
from tidegate.core.marks import Mark
from tidegate.core.money import rounded, shown
from tidegate.core.words import Words, say

GATE = "cost_limit"
_BLOCK = "resource_limits.max_cost_increase_per_pr"


def check(_action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    rules = governed(facts, policy)
    limit, currency = rules.environment.max_increase, rules.policy.cost.currency
    if limit is None:
        reason = say("No cost limit is set for {environment}.", environment=rules.environment.called)
        return Answer(gate=GATE, verdict="pass", reason=reason)
    mark = _mark(rules)
    allows = say(
        "{environment} allows {limit} a month{place}",
        environment=rules.environment.called,
        limit=shown(limit, currency),
        place=place(mark),
    )
    found = _held_against(limit, increase(facts, currency), currency, allows)
    return replace(found, rule=mark, details=increase_lines(facts, currency))


def _held_against(limit: Decimal, amount: Known[Decimal], currency: str, allows: Words) -> Answer:
    """`allows` says what the limit is and where it is written."""
    if isinstance(amount, Unknown):
        reason = say("What this change costs is not known: {why}; {allows}.", why=amount.unknown_because, allows=allows)
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=PRICE_IT.does, needs=(PRICE_IT,))
    reason = say("This change costs {cost}; {allows}.", cost=a_month(amount, currency), allows=allows)
    over = rounded(amount, currency) - limit
    if over <= 0:
        return Answer(gate=GATE, verdict="pass", reason=reason)
    remedy = say(
        "take {over} a month off it with smaller or fewer resources, or leave some to a later change",
        over=shown(over, currency),
    )
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=remedy, needs=(Need(act="change", does=remedy),))


def _mark(rules: Rules) -> Mark | None:
    """Where the limit is written, under whichever word for the environment."""
    written = (rules.policy.marks.get(f"{_BLOCK}.{word}") for word in rules.environment.words)
    return next(filter(None, written), None)
