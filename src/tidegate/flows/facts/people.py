"""What everybody is who acts on a change or has said something about it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance, NoPolicy, Policy
from tidegate.core.gates.teams import ANY, qualified
from tidegate.core.known import Known, Unknown
from tidegate.core.people import Standing, teams_of
from tidegate.flows.facts.carried import written
from tidegate.flows.facts.standings import standing


async def with_people(facts: Facts, environment: str | None, governance: Governance) -> Facts:
    """With what everybody who acts or has said something is, and which of them wrote it; the latter by the rules of an
    environment.
    """
    said_by = () if isinstance(facts.statements, Unknown) else facts.statements
    reviewed_by = () if isinstance(facts.reviews, Unknown) else facts.reviews
    people = {facts.actor, *(one.person for one in said_by), *(one.login for one in reviewed_by)}
    return replace(
        facts,
        standings=await standings(people, governance, facts.change.repo),
        authorship=await written(facts.change, environment, people, governance, facts.head_pushes),
    )


async def standings(logins: Iterable[str], governance: Governance, repo: str) -> Mapping[str, Known[Standing]]:
    """Login, lower case, to what the forge says of the person; nobody is looked up where no rule asks for it."""
    teams = _teams(governance, repo)
    if teams is None:
        return {}
    names = sorted({login.lower() for login in logins})
    found = await asyncio.gather(*(standing(name, teams) for name in names))
    return dict(zip(names, found, strict=True))


def _teams(governance: Governance, repo: str) -> frozenset[str] | None:
    match governance:
        case Policy(roles=roles):
            return teams_of(roles)
        case NoPolicy(team_rules=rules) if rules is not None:
            return frozenset(qualified(team, repo) for team, _ in rules if team != ANY)
        case _:
            return None
