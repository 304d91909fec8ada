"""Paying debts of emergencies with what somebody has just confirmed."""

from __future__ import annotations

from dataclasses import replace

from tidegate.core.changes import Change
from tidegate.core.deployments.debts import Debt
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Policy
from tidegate.core.gates.rules import rules_of
from tidegate.core.gates.said.paying import concerns, unpaid
from tidegate.core.people import teams_of
from tidegate.core.statements import Statement
from tidegate.core.words import Wording, Words, say
from tidegate.flows.facts.pushes import head_pushes
from tidegate.flows.facts.renamed import called_today
from tidegate.flows.facts.standings import standing
from tidegate.flows.outside import outside
from tidegate.flows.records import audit
from tidegate.flows.rules import governance_of
from tidegate.store import debts


async def pay(change: Change, statement: Statement) -> tuple[Words, ...]:
    """Settle what a statement settles. Answers with a sentence for each debt it is about."""
    async with outside().database.read() as tx:
        owed = await debts.open_of_change(tx, change.repo, change.number)
    policy = await governance_of(change.repo) if owed else None
    due = [debt for debt in called_today(owed, policy) if concerns(statement, debt)] if policy else []
    if not due or not isinstance(policy, Policy):
        return ()
    facts = await _facts(change, statement.person, policy)
    return tuple([await _pay(statement, debt, facts, policy) for debt in due])


async def _facts(change: Change, person: str, policy: Policy) -> Facts:
    """Who the person is, and who made the change. Its branch may be gone: then its author is all that is known."""
    return Facts(
        actor=person,
        change=change,
        environment=None,
        projects=(),
        standings={person.lower(): await standing(person.lower(), teams_of(policy.roles))},
        head_pushes=await head_pushes(change, policy),
    )


async def _pay(statement: Statement, debt: Debt, facts: Facts, policy: Policy) -> Words:
    change, why = facts.change, _unpaid(statement, debt, replace(facts, environment=debt.environment), policy)
    if why:
        return say("What the emergency of @{login} left owed stays open: {why}.", login=debt.by, why=why)
    door = outside()
    async with door.database.begin() as tx:
        if await debts.pay(tx, debt, by=statement.person, at=door.clock.now()):
            subject = audit.of_change(change.repo, change.number)
            await audit.note(tx, "paid", actor=statement.person, subject=subject, id=debt.id, item=debt.item)
    return say("`{item}`, which the emergency of @{login} left owed, is settled.", item=debt.item, login=debt.by)


def _unpaid(statement: Statement, debt: Debt, facts: Facts, policy: Policy) -> Wording:
    rules = rules_of(facts, policy)
    return unpaid(statement, debt, facts, rules) if rules else say("its environment has no rules any more")
