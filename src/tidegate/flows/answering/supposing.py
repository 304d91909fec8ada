"""Explaining what would be decided at another time, or for somebody else. Nothing is kept: nobody has attempted it."""

from __future__ import annotations

from itertools import groupby
from zoneinfo import ZoneInfo

from tidegate.core.changes import Change
from tidegate.core.gates.decide import decide
from tidegate.core.gates.policy import Policy
from tidegate.core.known import Unknown
from tidegate.core.people import roles_of, teams_of
from tidegate.core.windows.faults import PhraseError
from tidegate.core.windows.moments import parse_moment
from tidegate.core.words import say
from tidegate.flows.facts import gathering
from tidegate.flows.facts.standings import standing
from tidegate.flows.orders import ExplainOrder
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules
from tidegate.flows.telling import report
from tidegate.store.plans import StoredPlan


async def suppose(
    order: ExplainOrder, batch: str, change: Change, rules: Rules, planned: tuple[StoredPlan, ...]
) -> None:
    """Answer with the decision about each environment's plans: the facts of now, at the time and for the person asked.

    Who holds a role, what people have said and what stands in the way elsewhere is what it is now.
    """
    now = outside().clock.now()
    zone = rules.governance.timezone if isinstance(rules.governance, Policy) else "UTC"
    try:
        at = parse_moment(order.at, now, zone).astimezone(ZoneInfo(zone)) if order.at else now
    except PhraseError as error:
        await report.reply(order, batch, error.words)
        return
    if order.as_user and await _is_stranger(order.as_user, rules):
        unknown = say(
            "@{login} is not known here: no role of the rules names them or a team of theirs.", login=order.as_user
        )
        await report.reply(order, batch, unknown)
        return
    for environment, group in groupby(planned, key=lambda plan: plan.environment):
        actor = order.as_user or order.actor
        known_now = await gathering.for_apply(actor, change, environment, tuple(group), rules, asking=batch)
        made = decide("apply", known_now, rules.governance, at)
        await report.supposed(order, f"{batch}.{environment or 'all'}", made)


async def _is_stranger(login: str, rules: Rules) -> bool:
    """Whether the rules know roles, and this person holds none; somebody who cannot be looked up may hold one."""
    if not isinstance(rules.governance, Policy):
        return False
    roles = rules.governance.roles
    found = await standing(login.lower(), teams_of(roles))
    return not isinstance(found, Unknown) and not roles_of(found, roles)
