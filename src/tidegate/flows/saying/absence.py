"""`away` and `back`: who is marked away is written down and told, and the change is decided again with it.

People speak for themselves, for every repository of the server. Owners of a repository's rules speak for others there.
"""

from __future__ import annotations

from tidegate.core.absences import Absence
from tidegate.core.errors import TidegateError
from tidegate.core.gates.policy import Policy
from tidegate.core.known import Unknown
from tidegate.core.notices import absences as notices
from tidegate.core.notices.sayings import compose, without_rules
from tidegate.core.people import roles_of, teams_of
from tidegate.core.windows.faults import PhraseError
from tidegate.core.windows.moments import parse_end
from tidegate.core.words import Wording, say
from tidegate.engine import durable
from tidegate.flows.deciding.reconsider import reconsider
from tidegate.flows.facts.standings import standing
from tidegate.flows.orders import AwayOrder, BackOrder
from tidegate.flows.outside import outside
from tidegate.flows.patience import LATER, insist
from tidegate.flows.records import audit
from tidegate.flows.rules import governance_of
from tidegate.flows.telling import report
from tidegate.store import absences


async def speak_of(order: AwayOrder | BackOrder, batch: str) -> None:
    """Write it down, answer on the change and decide again. Called inside a workflow."""
    if await insist(lambda: hear_absence(order, batch)) == LATER:
        await report.gave_up(order, batch)
    else:
        await reconsider(order.repo, order.number, batch)


@durable.step("absence.hear")
async def hear_absence(order: AwayOrder | BackOrder, batch: str) -> str:
    """Write it down and answer. `LATER` when the forge cannot be asked now."""
    try:
        governance = await governance_of(order.repo)
        says = await _heard(order, governance) if isinstance(governance, Policy) else (without_rules(governance),)
    except TidegateError as error:
        return await report.trouble_with(order, batch, error)
    await report.say(order, batch, compose(says))
    return ""


async def _heard(order: AwayOrder | BackOrder, policy: Policy) -> tuple[Wording, ...]:
    """What became of it, sentence by sentence."""
    login = (order.login or order.actor).lower()
    refusal = await _refusal(order.actor, login, policy)
    if refusal:
        return refusal
    return await (_away(order, login, policy) if isinstance(order, AwayOrder) else _back(order, login, policy))


async def _refusal(actor: str, login: str, policy: Policy) -> tuple[Wording, ...]:
    """Why nothing is written down; empty when it is."""
    if not any(login in role.logins | role.deputies for role in policy.roles.values()):
        return notices.a_stranger(login)
    if login == actor.lower():
        return ()
    known = await standing(actor.lower(), teams_of(policy.roles))
    if isinstance(known, Unknown):
        return (say("Nothing was recorded: {why}.", why=known.unknown_because),)
    if roles_of(known, policy.roles).isdisjoint(policy.owners):
        return notices.not_an_owner(actor, policy.owners)
    return ()


async def _away(order: AwayOrder, login: str, policy: Policy) -> tuple[Wording, ...]:
    now = outside().clock.now()
    try:
        until = parse_end(order.until, now, policy.timezone) if order.until else None
    except PhraseError as error:
        return notices.refused(error.words)
    by = order.actor.lower()
    said = Absence(login=login, since=order.said_at, until=until, by=by, repo="" if login == by else order.repo)
    async with outside().database.begin() as tx:
        fresh = await absences.mark(tx, said)
        away = await absences.away(tx, order.repo, now)
        if fresh:
            told_on = audit.of_change(order.repo, order.number)
            await audit.note(tx, "away", actor=order.actor, subject=f"@{login}", told_on=told_on, **said.noted)
    return notices.marked(said, {**away, login: said}, policy)


async def _back(order: BackOrder, login: str, policy: Policy) -> tuple[Wording, ...]:
    """Whoever speaks for themself ends every absence of theirs; an owner what was said of it in the repository."""
    async with outside().database.begin() as tx:
        before = await absences.away(tx, order.repo, outside().clock.now())
        ended = await absences.end(tx, login, repo="" if login == order.actor.lower() else order.repo)
        still = await absences.away(tx, order.repo, outside().clock.now())
        if ended:
            told_on = audit.of_change(order.repo, order.number)
            await audit.note(tx, "back", actor=order.actor, subject=f"@{login}", told_on=told_on)
    if login not in before and not ended:
        return notices.was_here(login)
    return notices.back(login, still.get(login), policy)
