"""Recording what a person says about a change: one way in for comments, chat, the dashboard and the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tidegate.core.changes import Change
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.gates.said.sayable import refusal
from tidegate.core.gates.said.seen import plans_seen
from tidegate.core.notices.closing import over
from tidegate.core.notices.sayings import EVERYWHERE, bound, recorded, without_rules
from tidegate.core.projects.named import named
from tidegate.core.statements import Statement
from tidegate.core.words import Wording, Words, say
from tidegate.flows.addressing import addressed
from tidegate.flows.deciding.blocking import nothing_to_waive
from tidegate.flows.facts.kept import postings
from tidegate.flows.facts.pushes import head_at
from tidegate.flows.orders import SayOrder
from tidegate.flows.outside import outside
from tidegate.flows.records import audit
from tidegate.flows.rules import governance_of
from tidegate.flows.telling.following_up import followed_of
from tidegate.store import debts, plans, said
from tidegate.store.plans import StoredPlan

#: What still means something of a change that is closed: what emergencies owe is paid afterwards, and
#: what was deployed is looked after.
_AFTERWARDS = ("check", "review", "justify")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What became of something somebody said.

    Attributes:
        statement: None when it was refused.
        says: The answer to them, sentence by sentence.
    """

    change: Change
    says: tuple[Wording, ...]
    statement: Statement | None = None


async def record(order: SayOrder) -> Heard:
    """Record what somebody said. Saying the same order again records nothing new and answers the same.

    Raises:
        TidegateError: The forge or git could not be asked; nothing is recorded.
    """
    change = await addressed(order.repo, order.number)
    governance = await governance_of(order.repo)
    if not isinstance(governance, Policy):
        return Heard(change=change, says=(without_rules(governance),))
    environment = named(order.word, governance) if order.word is not None else None
    if isinstance(environment, Words):
        return Heard(change=change, says=(environment,))
    async with outside().database.read() as tx:
        kept = await said.find(tx, order.id)
    against = "" if kept else await _against(order, change, environment, governance)
    if against:
        return Heard(change=change, says=(against,))
    statement = kept or await _statement(order, change, environment)
    await _keep(order, statement)
    where = environment.called if environment else EVERYWHERE
    about = bound(statement)
    answer = (recorded(statement, where), *((about,) if about else ()))
    return Heard(change=change, says=answer, statement=statement)


async def _against(order: SayOrder, change: Change, environment: Environment | None, policy: Policy) -> Wording:
    """Why it is not recorded, a sentence; empty when it is."""
    if not change.is_live and order.said not in _AFTERWARDS:
        return over(change, say("This pull request is closed, so nothing was recorded."))
    if order.actor.lower() == (await outside().forge.own_login()).lower():
        return say("Tidegate's own account has no opinion, so nothing was recorded.")
    async with outside().database.read() as tx:
        known = await plans.newest(tx, order.repo, order.number)
        owed = [debt.item for debt in await debts.open_of_change(tx, order.repo, order.number)]
        lists = await followed_of(tx, order.repo, order.number)
    about = (environment,) if environment else _planned_here(known, policy)
    here = {each.name for each in about}
    looked_after = [one.item.id for each in lists if each.environment in here for one in each.items]
    return refusal(order.said, order.subject, order.text, policy, about, (*owed, *looked_after)) or (
        await nothing_to_waive(order, change, environment) if order.said == "waive" else ""
    )


def _planned_here(known: Iterable[StoredPlan], policy: Policy) -> tuple[Environment, ...]:
    """Environments of a change's plans; every one while there are none."""
    names = {plan.environment for plan in known}
    return tuple(each for each in policy.environments.values() if each.name in names) or tuple(
        policy.environments.values()
    )


async def _statement(order: SayOrder, change: Change, environment: Environment | None) -> Statement:
    name = environment.name if environment else None
    async with outside().database.read() as tx:
        shown = postings(await plans.of_change(tx, order.repo, order.number), change, {}, {})
    return Statement(
        id=order.id,
        person=order.actor,
        surface=order.surface,
        at=order.said_at,
        said=order.said,
        environment=name,
        subject=order.subject,
        text=order.text,
        evidence=order.evidence,
        seen=plans_seen(order.said_at, name, shown),
        head_sha=await head_at(change, order.said_at),
    )


async def _keep(order: SayOrder, statement: Statement) -> None:
    async with outside().database.begin() as tx:
        if await said.add(tx, order.repo, order.number, statement):
            await audit.note(
                tx,
                "statement",
                actor=statement.person,
                subject=audit.of_change(order.repo, order.number),
                id=statement.id,
                said=statement.said,
                about=statement.subject,
                environment=statement.environment,
                text=statement.text,
                evidence=statement.evidence,
                seen=dict(statement.seen),
                surface=statement.surface,
            )
