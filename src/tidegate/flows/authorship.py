"""Who wrote a change's commits, as far as the forge has verified it, and whose of them others have reviewed before."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from tidegate.core.changes import Change, CommitAuthor
from tidegate.core.errors import ForgeError
from tidegate.core.gates.facts import Authorship
from tidegate.core.gates.policy import Policy
from tidegate.core.known import Known, Unknown
from tidegate.core.reviewed import approved_by_another
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules

_UNLISTED = Unknown(unknown_because="it has more commits than the forge lists, so who wrote them is not known")


async def authorship(change: Change, environment: str | None, people: Iterable[str], rules: Rules) -> Known[Authorship]:
    """Authors of the change's commits; nobody is asked about where no environment's rules hold.

    On a promotion it is asked how the commits of those came in who could matter: `people`, and who holds a role by
    name. Of others that makes no difference.
    """
    policy = rules.governance
    here = policy.environments.get(environment or "") if isinstance(policy, Policy) else None
    if not isinstance(policy, Policy) or here is None:
        return Authorship()
    try:
        listed = await outside().forge.commits(change.repo, change.number)
        if not listed.complete:
            return _UNLISTED
        signed = [commit for commit in listed.commits if commit.verified and commit.author]
        if here.promotes_from is None:
            return Authorship(verified=_authors(signed))
        asked = {login.lower() for login in people} | _named(policy)
        return await _promoted(change, signed, asked)
    except ForgeError as error:
        return Unknown(unknown_because=f"who wrote its commits could not be read ({error})")


async def _promoted(change: Change, signed: list[CommitAuthor], asked: set[str]) -> Authorship:
    """Merging a reviewed pull request writes nothing; what else came in through one has been reviewed."""
    known = [commit for commit in signed if _login(commit) in asked]
    found = await asyncio.gather(*(_reviewed_in(change, commit) for commit in known))
    merges = {commit.sha for commit, way in zip(known, found, strict=True) if way and _is_merge_of(commit, way)}
    reviewed = {commit.sha for commit, way in zip(known, found, strict=True) if way}
    written = [commit for commit in signed if commit.sha not in merges]
    unreviewed = _authors(commit for commit in written if commit.sha not in reviewed)
    return Authorship(verified=_authors(written), reviewed=_authors(written) - unreviewed)


async def _reviewed_in(change: Change, commit: CommitAuthor) -> Change | None:
    """The merged change that brought a commit and that somebody who is not its author approved; None for none."""
    forge = outside().forge
    for way in await forge.changes_of_commit(change.repo, commit.sha):
        if way.state == "merged" and way.number != change.number:
            reviews = await forge.reviews(change.repo, way.number)
            if approved_by_another(way, (each for each in reviews if each.login.lower() != _login(commit))):
                return way
    return None


def _is_merge_of(commit: CommitAuthor, way: Change) -> bool:
    return commit.is_merge and commit.sha == way.merge_sha


def _authors(commits: Iterable[CommitAuthor]) -> frozenset[str]:
    return frozenset(map(_login, commits))


def _login(commit: CommitAuthor) -> str:
    return (commit.author or "").lower()


def _named(policy: Policy) -> set[str]:
    """Everybody a role names by login."""
    return {login for role in policy.roles.values() for login in (*role.logins, *role.deputies)}
