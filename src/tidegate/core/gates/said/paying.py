"""Paying what an emergency left owed: somebody else than who asked for it or made the change confirms it afterwards."""

from __future__ import annotations

from tidegate.core.deployments.debts import Debt
from tidegate.core.gates.checklist import items_of
from tidegate.core.gates.consent.approvers import excluded
from tidegate.core.gates.consent.requirement import approving
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import ChecklistItem
from tidegate.core.gates.rules import Rules
from tidegate.core.gates.said.claims import lacks_role
from tidegate.core.statements import Statement
from tidegate.core.words import Wording, say


def concerns(statement: Statement, debt: Debt) -> bool:
    """Whether a statement is about what is owed: `check ITEM` or `review KIND` in the debt's environment."""
    about = {"check": statement.subject, "review": f"review {statement.subject}"}.get(statement.said)
    return about == debt.item and statement.environment in (None, debt.environment)


def unpaid(statement: Statement, debt: Debt, facts: Facts, rules: Rules) -> Wording:
    """Why a statement about a debt does not pay it, a clause; empty when it does.

    The plans it was about are applied already, so it is bound to none.
    """
    if statement.person.lower() == debt.by.lower():
        return say("asked for the emergency")
    part = excluded(statement.person, facts)
    if part:
        return part
    item = next((each for each, _ in items_of(rules) if each.id == debt.item), None)
    if item and item.evidence and not statement.evidence:
        return say("it has no link as evidence")
    return lacks_role(statement.person, _payers(item, rules), facts, rules)


def _payers(item: ChecklistItem | None, rules: Rules) -> tuple[str, ...]:
    return item.by if item and item.by else approving("apply", rules.environment)
