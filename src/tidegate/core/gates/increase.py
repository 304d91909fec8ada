"""What a change costs more a month in the environment a decision is about: what it has applied, and all its plans."""

from __future__ import annotations

from decimal import Decimal

from tidegate.core.costs.sums import Amount, in_currency, net_increase
from tidegate.core.gates.facts import Facts, ProjectFact
from tidegate.core.gates.needs import Need
from tidegate.core.known import Known, Unknown
from tidegate.core.money import shown_change
from tidegate.core.words import Wording, say

PRICE_IT = Need(
    act="change",
    does=say(
        "comment `atlantis plan` to price it again; what has no price gets one in the file that `cost.overlay` names"
    ),
)


def increase(facts: Facts, currency: str) -> Known[Decimal]:
    """The net amount in `currency`; unknown while one plan of it is not there or not priced."""
    others = (Amount(monthly=each, currency=currency) for each in (facts.applied_cost, facts.pending_cost))
    return net_increase((*others, *(_amount(project, currency) for project in facts.projects)), currency)


def increase_lines(facts: Facts, currency: str) -> tuple[Wording, ...]:
    """A line for each part of it; none where a single plan is all there is."""
    parts: list[tuple[Wording, Known[Decimal]]] = [
        (f"`{project.label}`", in_currency(_amount(project, currency), currency)) for project in facts.projects
    ]
    if facts.applied_cost != 0:
        parts.append((say("already applied by this change"), facts.applied_cost))
    if facts.pending_cost != 0:
        parts.append((say("other plans of this change"), facts.pending_cost))
    lines = (say("{what}: {amount}", what=what, amount=_said(amount, currency)) for what, amount in parts)
    return tuple(lines) if len(parts) > 1 else ()


def _amount(project: ProjectFact, currency: str) -> Amount:
    """A plan that changes nothing costs nothing more, whatever could be priced."""
    plan = project.plan
    if plan is None:
        missing = Unknown(unknown_because=say("there is no plan of `{project}`", project=project.label))
        return Amount(monthly=missing, currency=currency)
    if isinstance(plan, Unknown):
        return Amount(monthly=plan, currency=currency)
    if not plan.has_changes:
        return Amount(monthly=Decimal(0), currency=currency)
    return Amount(monthly=plan.cost, currency=plan.currency)


def _said(amount: Known[Decimal], currency: str) -> Wording:
    if isinstance(amount, Unknown):
        return say("not known, {why}", why=amount.unknown_because)
    return a_month(amount, currency)


def a_month(amount: Decimal, currency: str) -> Wording:
    """`+$12.00 a month`."""
    return say("{amount} a month", amount=shown_change(amount, currency))
