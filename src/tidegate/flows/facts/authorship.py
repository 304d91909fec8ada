"""Who wrote a change's commits, as far as the forge has verified it, and whose of them others have reviewed before."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Literal

from tidegate.core.changes import Change, ChangedCommits, CommitAuthor
from tidegate.core.errors import ForgeError
from tidegate.core.gates.facts import Authorship
from tidegate.core.gates.heads import carries
from tidegate.core.gates.policy import Governance, Policy
from tidegate.core.known import Known, Unknown
from tidegate.core.reviewed import approved_by_another, reviewed_for
from tidegate.core.words import say
from tidegate.ports.forge import Changes

_Came = Literal["a reviewed merge", "reviewed", "otherwise"]
_UNLISTED = Unknown(unknown_because=say("it has more commits than the forge lists, so who wrote them is not known"))


async def authorship(
    forge: Changes, change: Change, environment: str | None, people: Iterable[str], governance: Governance
) -> Known[Authorship]:
    """Authors of the change's commits; nobody is asked about where no environment's rules hold.

    On a promotion, and of what was pushed past any pull request, it is asked how the commits of those came in who could
    matter: `people`, and who holds a role by name. Of others that makes no difference.
    """
    here = governance.environments.get(environment or "") if isinstance(governance, Policy) else None
    if not isinstance(governance, Policy) or here is None:
        return Authorship()
    try:
        listed = await _listed(forge, change)
        if not listed.complete:
            return _UNLISTED
        signed = [commit for commit in listed.commits if commit.verified and commit.author]
        if not change.is_push and not carries(change, governance):
            return Authorship(verified=_authors(signed))
        asked = {login.lower() for login in people} | _named(governance)
        return await _promoted(forge, change, signed, asked)
    except ForgeError as error:
        return Unknown(unknown_because=say("who wrote its commits could not be read ({error})", error=error))


async def _listed(forge: Changes, change: Change) -> ChangedCommits:
    if change.is_push:
        return await forge.commits_between(change.repo, change.base_sha, change.head_sha)
    return await forge.commits(change.repo, change.number)


async def _promoted(forge: Changes, change: Change, signed: list[CommitAuthor], asked: set[str]) -> Authorship:
    """Merging a reviewed pull request writes nothing; what else came in through one has been reviewed."""
    known = [commit for commit in signed if _login(commit) in asked]
    came = dict(zip(known, await asyncio.gather(*(_came(forge, change, commit) for commit in known)), strict=True))
    written = [commit for commit in signed if came.get(commit) != "a reviewed merge"]
    unreviewed = _authors(commit for commit in written if came.get(commit) != "reviewed")
    return Authorship(verified=_authors(written), reviewed=_authors(written) - unreviewed)


async def _came(forge: Changes, change: Change, commit: CommitAuthor) -> _Came:
    """How a commit came into the change: through merged pull requests, or not.

    One that its own author approved alone has not been reviewed; whoever merges may well have approved.
    """
    for way in await forge.changes_of_commit(change.repo, commit.sha):
        if way.state == "merged" and way.number != change.number:
            reviews = await forge.reviews(change.repo, way.number)
            if commit.is_merge and commit.sha == way.merge_sha and approved_by_another(way, reviews):
                return "a reviewed merge"
            if reviewed_for(_login(commit), way, reviews):
                return "reviewed"
    return "otherwise"


def _authors(commits: Iterable[CommitAuthor]) -> frozenset[str]:
    return frozenset(map(_login, commits))


def _login(commit: CommitAuthor) -> str:
    return (commit.author or "").lower()


def _named(policy: Policy) -> set[str]:
    """Everybody a role names by login."""
    return {login for role in policy.roles.values() for login in (*role.logins, *role.deputies)}
