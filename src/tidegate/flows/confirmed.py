"""When people confirmed that what was deployed to an environment has been tested, by what they said of a change."""

from __future__ import annotations

from datetime import datetime

from tidegate.core.changes import Change
from tidegate.core.gates.confirming import confirms, is_about
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Environment
from tidegate.core.gates.rules import Rules
from tidegate.core.people import teams_of
from tidegate.core.statements import Statement
from tidegate.flows.outside import outside
from tidegate.flows.pushes import head_pushes
from tidegate.flows.renamed import called_today
from tidegate.flows.standings import standing
from tidegate.store import said


async def confirmed(change: Change, rules: Rules, following: Environment) -> tuple[datetime, ...]:
    """Of every confirmation that counts, its instant by the forge's clock. `rules` are the tested environment's."""
    async with outside().database.read() as tx:
        every = called_today(await said.of_change(tx, change.repo, change.number), rules.policy)
    about = [each for each in every if is_about(each, rules.environment, following)]
    if not about:
        return ()
    facts = await _facts(change, rules, about)
    return tuple(each.at for each in about if confirms(each, facts, rules, following))


async def _facts(change: Change, rules: Rules, about: list[Statement]) -> Facts:
    people = {each.person.lower() for each in about}
    teams = teams_of(rules.policy.roles)
    return Facts(
        actor="",
        change=change,
        environment=rules.environment.name,
        projects=(),
        standings={login: await standing(login, teams) for login in sorted(people)},
        head_pushes=await head_pushes(change, rules.policy),
    )
