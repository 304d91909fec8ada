"""Opening pull requests of our own: a branch cut at a commit, and whoever asked for it as the author."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from tidegate.core.changes import Change
from tidegate.core.errors import ForgeRefused
from tidegate.flows.outside import outside
from tidegate.store import changes, opened
from tidegate.store.opened import Opened, OpenedKind

#: What the names of our branches begin with.
PREFIXES = ("promote/", "back-merge/")
#: Names that are tried when somebody has used up the next ones.
TRIES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A pull request that is to be opened.

    Attributes:
        prefix: Of its branch: `promote/staging`; a number follows.
        sha: Where the branch is cut.
        asked_by: Who counts as its author.
    """

    repo: str
    kind: OpenedKind
    prefix: str
    sha: str
    base: str
    title: str
    body: str
    asked_by: str


async def open_pull_request(wanted: Wanted) -> Change:
    """Cut the branch and open the pull request; asked again after a crash, it finds what it had made.

    Raises:
        ForgeError: The forge will not, or cannot now.
    """
    door = outside()
    head = await _cut(wanted)
    change = await door.forge.open_change(
        wanted.repo, head=head, base=wanted.base, title=wanted.title, body=wanted.body
    )
    one = Opened(
        repo=wanted.repo,
        number=change.number,
        kind=wanted.kind,
        actor=wanted.asked_by,
        origin=wanted.sha,
        at=door.clock.now(),
    )
    async with door.database.begin() as tx:
        await opened.keep(tx, one)
    return change


async def _cut(wanted: Wanted) -> str:
    """A branch at the commit, under the next name nobody else uses."""
    door = outside()
    async with door.database.read() as tx:
        known = [
            await changes.find(tx, wanted.repo, number) for number in await opened.numbers(tx, wanted.repo, wanted.kind)
        ]
    before = sum(one is not None and one.head_branch.startswith(f"{wanted.prefix}/") for one in known)
    for number in count(before + 1):
        name = f"{wanted.prefix}/{number}"
        try:
            await door.forge.create_branch(wanted.repo, name, wanted.sha)
        except ForgeRefused:
            if number > before + TRIES:
                raise
            continue
        return name
    raise AssertionError(wanted.prefix)
