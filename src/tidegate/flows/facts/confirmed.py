"""When people confirmed that what was deployed to an environment has been tested: on the change that deployed it, or on
the one that is to follow.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from tidegate.core.changes import Change
from tidegate.core.errors import ForgeError
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Environment
from tidegate.core.gates.rules import Rules
from tidegate.core.gates.said.confirming import confirms, is_about, is_by_another
from tidegate.core.people import teams_of
from tidegate.core.statements import Statement
from tidegate.flows.addressing import named, waiting
from tidegate.flows.facts.carried import written
from tidegate.flows.facts.pushes import head_pushes
from tidegate.flows.facts.renamed import called_today
from tidegate.flows.facts.standings import standing
from tidegate.flows.outside import outside
from tidegate.store import absences, requests, said
from tidegate.store.deployments import StoredDeployment


async def confirmations(
    asking: Change | None, every: Sequence[StoredDeployment], rules: Rules, following: Environment
) -> Mapping[str, tuple[datetime, ...]]:
    """Deployment id → of every confirmation of it that counts, its instant by the forge's clock.

    Args:
        asking: The change that is to follow, where it may be said too.
        every: Deployments to the tested environment.
        rules: Of that environment.
        following: The environment their proof is for.
    """
    asked = await confirmed(asking, rules, following) if asking else ()
    deployed = {(entry.number, entry.head_sha): entry for entry in every}
    there = await _about(every[0].repo, {entry.number for entry in every}, rules, following) if every else {}
    found = await asyncio.gather(
        *(_of_deployed(entry, asked, there.get(entry.number, ()), rules, following) for entry in deployed.values())
    )
    instants = dict(zip(deployed, found, strict=True))
    return {entry.id: instants[entry.number, entry.head_sha] for entry in every}


async def confirmed(change: Change, rules: Rules, following: Environment) -> tuple[Statement, ...]:
    """What was said of a change by those who may say so of it."""
    about = (await _about(change.repo, (change.number,), rules, following)).get(change.number)
    if not about:
        return ()
    facts = await _facts(change, rules, about)
    return tuple(each for each in about if confirms(each, facts, rules, following))


async def _of_deployed(
    entry: StoredDeployment,
    asked: tuple[Statement, ...],
    there: tuple[Statement, ...],
    rules: Rules,
    following: Environment,
) -> tuple[datetime, ...]:
    """Nobody confirms what they have a part in, wherever they say it. What was adopted nobody has made."""
    if not entry.number:
        return tuple(each.at for each in asked)
    if not asked and not there:
        return ()
    try:
        facts = await _facts(await _as_deployed(entry), rules, (*asked, *there))
    except (ForgeError, LookupError):
        return ()  # Who made it is not known.
    able = (*asked, *(each for each in there if confirms(each, facts, rules, following)))
    return tuple(each.at for each in able if is_by_another(each, facts))


async def _as_deployed(entry: StoredDeployment) -> Change:
    """The change a deployment was made of, with what it was applied with."""
    change = await named(entry.repo, entry.number)
    async with outside().database.read() as tx:
        return waiting(change, await requests.find(tx, entry.repo, change.base_branch, entry.head_sha))


async def _about(
    repo: str, numbers: Iterable[int], rules: Rules, following: Environment
) -> Mapping[int, tuple[Statement, ...]]:
    """What was said of it, by the number of the change it was said of."""
    async with outside().database.read() as tx:
        every = await said.of_numbers(tx, repo, numbers)
    today = {number: called_today(each, rules.policy) for number, each in every.items()}
    return {
        number: tuple(one for one in each if is_about(one, rules.environment, following))
        for number, each in today.items()
    }


async def _facts(change: Change, rules: Rules, about: Iterable[Statement]) -> Facts:
    people = sorted({each.person.lower() for each in about})
    teams = teams_of(rules.policy.roles)
    pushes = await head_pushes(change, rules.policy)
    async with outside().database.read() as tx:
        away = await absences.away(tx, change.repo, outside().clock.now())
    return Facts(
        actor="",
        change=change,
        environment=rules.environment.name,
        projects=(),
        standings=dict(zip(people, await asyncio.gather(*(standing(login, teams) for login in people)), strict=True)),
        head_pushes=pushes,
        authorship=await written(change, rules.environment.name, people, rules.policy, pushes),
        away=away,
    )
