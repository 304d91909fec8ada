"""Whether somebody may drop a change's plans and locks: what `unlock` and `cancel` do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.gates.rules import listed
from tidegate.core.known import Unknown
from tidegate.core.people import roles_of, teams_of
from tidegate.core.words import Wording, say
from tidegate.flows.addressing import named
from tidegate.flows.deciding.permission import may_command
from tidegate.flows.facts.renamed import called_today
from tidegate.flows.facts.standings import standing
from tidegate.flows.outside import outside
from tidegate.flows.rules import governance_of
from tidegate.store import plans
from tidegate.store.plans import StoredPlan


async def may_not_drop(actor: str, command: Literal["cancel", "unlock"], repo: str, number: int) -> Wording:
    """Why somebody may not, a sentence; empty when they may.

    Without environments the server's team list says so. With them the change's author may, and whoever may plan or
    apply in every environment that has plans of it to lose. Rules that cannot be used keep nobody from stopping what
    runs.

    Raises:
        ForgeError: The forge cannot be asked.
    """
    async with outside().database.read() as tx:
        lost = [plan for plan in await plans.newest(tx, repo, number) if plan.environment and plan.state != "discarded"]
    governance = await governance_of(repo) if lost else None
    if isinstance(governance, Policy):
        return await _by_role(actor, command, lost, governance)
    if await may_command(actor, command, repo):
        return ""
    return say("@{actor} may not {command} here, by the server's team list.", actor=actor, command=command)


async def _by_role(actor: str, command: str, lost: Sequence[StoredPlan], policy: Policy) -> Wording:
    closed = [each for each in _environments(lost, policy) if each.plan_allow]
    if not closed or (await named(lost[0].repo, lost[0].number)).author.lower() == actor.lower():
        return ""
    known = await standing(actor.lower(), teams_of(policy.roles))
    if isinstance(known, Unknown):
        return say("Nothing was done: {why}.", why=known.unknown_because)
    held = roles_of(known, policy.roles)
    lacking = next((each for each in closed if held.isdisjoint(_able(each))), None)
    if lacking is None:
        return ""
    return say(
        "@{actor} may not {command} here: that takes the author, or {roles} of {environment}.",
        actor=actor,
        command=command,
        roles=listed(_able(lacking), "or"),
        environment=lacking.called,
    )


def _environments(lost: Sequence[StoredPlan], policy: Policy) -> tuple[Environment, ...]:
    names = dict.fromkeys(plan.environment or "" for plan in called_today(lost, policy))
    return tuple(policy.environments[name] for name in names if name in policy.environments)


def _able(environment: Environment) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*environment.plan_allow, *environment.apply.allow)))
