"""Who wrote what is applied with a change: its own commits, and after its merge those of merges and pushes that wait on
the base branch with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from tidegate.core.changes import Change, Push
from tidegate.core.errors import ForgeError
from tidegate.core.gates.consent.authored import together
from tidegate.core.gates.facts import Authorship
from tidegate.core.gates.policy import Governance, Policy
from tidegate.core.known import Known, Unknown
from tidegate.core.reviewed import reviewed_for
from tidegate.core.words import say
from tidegate.flows.addressing import named
from tidegate.flows.facts.authorship import authorship
from tidegate.flows.outside import outside
from tidegate.store import requests
from tidegate.store.requests import due


async def written(
    change: Change,
    environment: str | None,
    people: Iterable[str],
    governance: Governance,
    brought: Known[Iterable[Push]],
) -> Known[Authorship]:
    """Authors of all that is applied with the change; nobody is asked about where no environment's rules hold.

    `brought` are the pushes of it; where they are unknown, so is who made it, and only its own authors are told.
    """
    who = tuple(people)
    own = await authorship(outside().forge, change, environment, who, governance)
    if not change.landed or change.is_push or not isinstance(governance, Policy):
        return own
    if environment is None or environment not in governance.environments or isinstance(brought, Unknown):
        return own
    past = [push for push in brought if push.branch == change.base_branch and not push.merge]
    found = await asyncio.gather(
        *(_merged(change, number, environment, who, governance) for number in await _merged_before(change)),
        *(authorship(outside().forge, _as_change(change, push), environment, who, governance) for push in past),
    )
    return together((own, *found))


async def _merged_before(change: Change) -> tuple[int, ...]:
    """Numbers of the other pull requests that wait with it."""
    async with outside().database.read() as tx:
        request = await requests.find(tx, change.repo, change.base_branch, change.head_sha)
        known = await requests.of_branch(tx, change.repo, change.base_branch)
    numbers = {each.number for each in due(known, request)} if request else set()
    return tuple(sorted(number for number in numbers if number > 0 and number != change.number))


async def _merged(
    change: Change, number: int, environment: str, people: tuple[str, ...], governance: Policy
) -> Known[Authorship]:
    """Authors of a pull request that was merged before; those of one that others approved count as reviewed."""
    try:
        merged = await named(change.repo, number)
        reviews = await outside().forge.reviews(change.repo, number)
    except ForgeError as error:
        return Unknown(unknown_because=say("who wrote its commits could not be read ({error})", error=error))
    theirs = await authorship(outside().forge, merged, environment, people, governance)
    if isinstance(theirs, Unknown):
        return theirs
    opened = frozenset({merged.author.lower()})
    everybody = theirs.verified | opened
    reviewed = frozenset(login for login in everybody if reviewed_for(login, merged, reviews))
    return Authorship(verified=theirs.verified, opened=opened, reviewed=(theirs.reviewed - opened) | reviewed)


def _as_change(change: Change, push: Push) -> Change:
    """A push past every pull request as if it had been asked for, so that its commits are those it brought."""
    return Change(
        repo=change.repo,
        number=-1,
        title="",
        author=push.pusher or "",
        base_branch=push.branch,
        base_sha=push.before,
        head_branch=push.branch,
        head_sha=push.after,
        head_repo=change.repo,
        url="",
        state="merged",
    )
