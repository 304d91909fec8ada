"""Opening pull requests of our own: a branch cut at a commit, and whoever asked for it as the author.

What is to be opened is settled in a step of its own: performed again after a crash, opening finds what it had made.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from tidegate.core.changes import Change
from tidegate.core.errors import ForgeError, ForgeRefused
from tidegate.core.gates.policy import Governance
from tidegate.core.projects.environments import onward_from
from tidegate.flows.orders import Order, PlanOrder
from tidegate.flows.outside import outside
from tidegate.flows.records import audit
from tidegate.store import changes, opened
from tidegate.store.codec import dump
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
        first: The first number that is tried.
        sha: Where the branch is cut.
        asked_by: Who counts as its author.
    """

    repo: str
    kind: OpenedKind
    prefix: str
    first: int
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
        if await opened.keep(tx, one):
            subject = audit.of_change(one.repo, one.number)
            what = {"what": one.kind, "branch": head, "base": wanted.base, "sha": one.origin}
            await audit.note(tx, "opened", actor=one.actor, subject=subject, **what)
    return change


async def promotion_onward(change: Change, policy: Governance) -> Change | None:
    """The open promotion that carries what is on a change's base branch further; None while the forge cannot say."""
    for onward in onward_from(change.base_branch, policy):
        try:
            known = await outside().forge.open_changes(change.repo, base=onward.primary)
        except ForgeError:
            return None
        ours = (each for each in known if each.head_branch.startswith(f"promote/{onward.name}/"))
        found = max(ours, key=lambda each: each.number, default=None)
        if found:
            return found
    return None


async def standing(repo: str, *, prefix: str, base: str, sha: str) -> Change | None:
    """The open pull request of ours that carries the commit already."""
    for change in await outside().forge.open_changes(repo, base=base):
        if change.head_branch.startswith(f"{prefix}/") and change.head_sha == sha:
            return change
    return None


async def next_number(repo: str, kind: OpenedKind, prefix: str) -> int:
    """Of the branch that is cut next, as far as we know."""
    async with outside().database.read() as tx:
        known = await changes.of_numbers(tx, repo, await opened.numbers(tx, repo, kind))
    return 1 + sum(one.head_branch.startswith(f"{prefix}/") for one in known.values())


def planned(change: Change, actor: str) -> str:
    """The order that plans one that was opened, in the name of whoever asked for it."""
    order = PlanOrder(repo=change.repo, number=change.number, actor=actor, head_sha=change.head_sha)
    return dump(Order, order)


async def _cut(wanted: Wanted) -> str:
    """A branch at the commit, under the next name nobody else uses."""
    for number in count(wanted.first):
        name = f"{wanted.prefix}/{number}"
        try:
            await outside().forge.create_branch(wanted.repo, name, wanted.sha)
        except ForgeRefused:
            if number - wanted.first >= TRIES:
                raise
            continue
        return name
    raise AssertionError(wanted.prefix)
