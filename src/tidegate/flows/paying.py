"""Paying debts of emergencies with what somebody has just confirmed."""

from __future__ import annotations

from tidegate.core.changes import Change
from tidegate.core.deployments.debts import Debt
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.paying import concerns, unpaid
from tidegate.core.gates.policy import Policy
from tidegate.core.gates.rules import rules_of
from tidegate.core.known import Known
from tidegate.core.people import Standing, teams_of
from tidegate.core.statements import Statement
from tidegate.core.words import Wording, Words, say
from tidegate.flows import audit
from tidegate.flows.outside import outside
from tidegate.flows.rules import governance_of
from tidegate.flows.standings import standing
from tidegate.store import debts


async def pay(change: Change, statement: Statement) -> tuple[Words, ...]:
    """Settle what a statement settles. Answers with a sentence for each debt it is about."""
    async with outside().database.read() as tx:
        owed = await debts.open_of_change(tx, change.repo, change.number)
    due = [debt for debt in owed if concerns(statement, debt)]
    policy = await governance_of(change.repo) if due else None
    if not isinstance(policy, Policy):
        return ()
    looked_up = await standing(statement.person.lower(), teams_of(policy.roles))
    return tuple([await _pay(change, statement, debt, policy, looked_up) for debt in due])


async def _pay(change: Change, statement: Statement, debt: Debt, policy: Policy, looked_up: Known[Standing]) -> Words:
    why = _unpaid(change, statement, debt, policy, looked_up)
    if why:
        return say("What the emergency of @{login} left owed stays open: {why}.", login=debt.by, why=why)
    door = outside()
    async with door.database.begin() as tx:
        if await debts.pay(tx, debt, by=statement.person, at=door.clock.now()):
            subject = audit.of_change(change.repo, change.number)
            await audit.note(tx, "paid", actor=statement.person, subject=subject, id=debt.id, item=debt.item)
    return say("`{item}`, which the emergency of @{login} left owed, is settled.", item=debt.item, login=debt.by)


def _unpaid(change: Change, statement: Statement, debt: Debt, policy: Policy, looked_up: Known[Standing]) -> Wording:
    facts = Facts(
        actor=statement.person,
        change=change,
        environment=debt.environment,
        projects=(),
        standings={statement.person.lower(): looked_up},
    )
    rules = rules_of(facts, policy)
    return unpaid(statement, debt, facts, rules) if rules else say("its environment has no rules any more")
