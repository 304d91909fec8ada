"""What follows when a branch of an environment moves: a merge is remembered with what the rules said of it, and where
things are applied, the head of the branch waits to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tidegate.core.changes import Change
from tidegate.core.commands.model import EVERYTHING
from tidegate.core.errors import GitFailed, TidegateError
from tidegate.core.events import BranchPushed
from tidegate.core.gates.policy import Environment, Governance, Policy
from tidegate.core.projects.environments import applied_from, merged_only
from tidegate.core.pushes import NOWHERE
from tidegate.core.words import Wording, say
from tidegate.engine import durable
from tidegate.flows.addressing import branch_as_change, named, pushed_change
from tidegate.flows.orders import LandOrder, Order, PlanOrder, ReleaseOrder
from tidegate.flows.outside import outside
from tidegate.flows.projects import choose, place
from tidegate.flows.promoting.merged import remember
from tidegate.flows.records import audit
from tidegate.flows.refresh import fetch
from tidegate.flows.rules import Rules, governance_of, is_taken, rules_at
from tidegate.flows.telling import report
from tidegate.flows.waiting import is_settled, noted
from tidegate.store import changes, deployments, lock_queue, plans, project_locks, requests
from tidegate.store.codec import dump
from tidegate.store.database import Connection
from tidegate.store.plans import StoredPlan
from tidegate.store.requests import Request, due

#: Ended requests of a branch whose worktrees are looked for: the others' were removed when these came.
LATEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Landing:
    """A commit that reached a branch of an environment.

    Attributes:
        change: What brought it; for a push that nobody asked a pull request for, the push as if it were one.
        number: The pull request it is addressed by; 0 for a push that has no number yet.
        head: The branch as it is now.
    """

    change: Change
    sha: str
    number: int
    actor: str
    head: str

    def request(self, sha: str, environment: Environment) -> Request:
        return Request(
            repo=self.change.repo,
            branch=self.change.base_branch,
            sha=sha,
            number=self.number,
            environment=environment.name,
            state="open" if sha == self.head else "superseded",
            at=outside().clock.now(),
        )


async def pushed(event: BranchPushed) -> LandOrder | None:
    """What a push that was no merge asks for; a merge is told of by its pull request.

    Raises:
        ForgeError: The forge cannot say which pull request brought it.
        GitFailed: The rules cannot be fetched.
    """
    if event.before == NOWHERE or applied_from(event.branch, await _governance(event.repo)) is None:
        return None
    brought_by = [
        change
        for change in await outside().forge.changes_of_commit(event.repo, event.after)
        if change.state == "merged" and change.base_branch == event.branch
    ]
    if any(change.merge_sha == event.after for change in brought_by):
        return None
    number = max((change.number for change in brought_by), default=0)
    return LandOrder(
        repo=event.repo,
        number=number,
        actor=event.pusher,
        branch=event.branch,
        before=event.before,
        sha=event.after,
    )


async def _governance(repo: str) -> Governance:
    """The rules; a server that has looked at no change of the repository yet has nothing to read them from."""
    try:
        return await governance_of(repo)
    except GitFailed:
        await outside().checkout.fetch(repo, await outside().forge.clone_source(repo))
        return await governance_of(repo)


@durable.step("land")
async def land(order: ReleaseOrder | LandOrder, batch: str) -> str:
    """Remember a merge, and let the head of the branch wait if something of it is not applied.

    Answers with the order that plans it; empty when there is nothing to wait for, or `LATER`.
    """
    try:
        landing = await _landing(order)
        return await _land(landing, batch) if landing else ""
    except TidegateError as error:
        return await report.trouble_with(order, batch, error)


async def _landing(order: ReleaseOrder | LandOrder) -> _Landing | None:
    if not isinstance(await _governance(order.repo), Policy):
        return None  # Where no environment's rules hold nobody else is asked: it is as with Atlantis.
    if isinstance(order, LandOrder) and not order.number:
        change = branch_as_change(order.repo, order.branch, order.sha, order.actor, before=order.before)
    else:
        change = await named(order.repo, order.number)
    sha = order.sha if isinstance(order, LandOrder) else change.merge_sha
    if change.state != "merged" or not sha or not is_taken(change):
        return None
    await fetch(change)
    head = await outside().checkout.commit(change.repo, change.base_branch)
    return _Landing(change=change, sha=sha, number=order.number, actor=order.actor, head=head)


async def _land(landing: _Landing, batch: str) -> str:
    change = landing.change
    rules = await rules_at(change, landing.sha)
    if change.merge_sha == landing.sha and merged_only(change.base_branch, rules.governance):
        await remember(change, rules, batch)
    home = applied_from(change.base_branch, rules.governance)
    if home is None or not await _is_anything_left(landing, home, rules):
        return ""
    await fetch(change)  # The branch may have moved on while it was looked at.
    taken = await _take_over(landing, home, batch)
    if taken is None:
        return ""
    return dump(Order, PlanOrder(repo=change.repo, number=taken.number, actor=taken.actor, head_sha=taken.head))


async def _at_its_head(landing: _Landing) -> _Landing:
    """Where the branch is now. Whoever made a newer head wait had fetched it before."""
    change = landing.change
    return replace(landing, head=await outside().checkout.commit(change.repo, change.base_branch))


async def _is_anything_left(landing: _Landing, home: Environment, rules: Rules) -> bool:
    """Whether something of the commit, or of those before it on the branch, is not applied."""
    change = landing.change
    async with outside().database.read() as tx:
        known = await requests.of_branch(tx, change.repo, change.base_branch)
        newest = await plans.newest(tx, change.repo, change.number) if landing.number else ()
        done = await deployments.of_change(tx, change.repo, change.number)
    if landing.number and landing.sha != change.merge_sha:
        return True  # Pushed past its pull request: what that one applied says nothing about it.
    if len(due(known, landing.request(landing.sha, home))) > 1:
        return True
    mine = [plan for plan in newest if plan.deployable and plan.head_sha == change.head_sha]
    if mine:
        return not all(is_settled(plan, done) for plan in mine)
    chosen = await choose(change, rules, EVERYTHING)
    return isinstance(chosen, tuple) and any(place(project, change, rules).deployable for project in chosen)


async def _take_over(landing: _Landing, home: Environment, batch: str) -> _Landing | None:
    """Let the head of the branch wait in the name of this landing, instead of what waited there before.

    Answers with the landing as it is addressed and where it waits; None when a newer commit of the branch waits
    already, which carries this one.
    """
    change, door = landing.change, outside()
    async with door.database.begin() as tx:
        await requests.hold(tx, change.repo)
        landing = await _at_its_head(landing)
        known = await requests.find(tx, change.repo, change.base_branch, landing.head)
        news = await _passed(tx, landing, home)
        if landing.sha != landing.head and known and known.state == "open":
            await _note(tx, landing, news)
            return None
        landing = replace(landing, number=landing.number or await _numbered(tx, landing, known))
        ended = await requests.supersede(tx, change.repo, change.base_branch, by=landing.head)
        others = {each.number for each in (*ended, *((known,) if known else ()))} - {0, landing.number}
        dropped = [plan for number in sorted(others) for plan in await _give_up(tx, change.repo, number)]
        waits = landing.request(landing.head, home)
        news += [replace(each, state="superseded") for each in ended]
        news += [waits] if await requests.keep(tx, waits) else []
        await _note(tx, landing, news)
    for plan in dropped:
        door.vault.drop(plan.id)
    for number in sorted(others):
        await report.tell(change.repo, number, f"{batch}.superseded", _superseded(landing))
    for each in ended:
        await report.superseded(replace(change, number=each.number), each.sha, _superseded(landing))
    await _tidy(landing)
    return landing


async def _tidy(landing: _Landing) -> None:
    """Remove worktrees of what waited on the branch last and does not any more, where nothing is being applied."""
    repo, door = landing.change.repo, outside()
    async with door.database.read() as tx:
        latest = (await requests.of_branch(tx, repo, landing.change.base_branch))[:LATEST]
        numbers = {each.number for each in latest if each.state != "open"} - {0, landing.number}
        deployed = await deployments.of_changes(tx, [(repo, number) for number in numbers])
    busy = {entry.number for entry in deployed if entry.state in deployments.UNFINISHED}
    for number in sorted(numbers - busy):
        await door.checkout.discard(repo, number)


async def _passed(tx: Connection, landing: _Landing, home: Environment) -> list[Request]:
    """Remember a commit the branch has gone past meanwhile: it waits with the head. The request, if that is news."""
    if landing.sha == landing.head:
        return []
    request = landing.request(landing.sha, home)
    return [request] if await requests.keep(tx, request) else []


async def _note(tx: Connection, landing: _Landing, news: Sequence[Request]) -> None:
    """Write down which requests were opened, and which another one took over."""
    for each in news:
        kind = "request opened" if each.state == "open" else "request superseded"
        subject = audit.of_change(each.repo, each.number)
        await audit.note(tx, kind, actor=landing.actor, subject=subject, head=landing.head, **noted(each))


async def _numbered(tx: Connection, landing: _Landing, known: Request | None) -> int:
    """The number a push is addressed by: the one its commit has, else a new one. It is remembered under that."""
    if known and known.number > 0:
        return known.number
    number = known.number if known and known.number else await changes.next_push(tx, landing.change.repo)
    await changes.remember(tx, pushed_change(landing.change, number, landing.head), outside().clock.now())
    return number


def _superseded(landing: _Landing) -> Wording:
    by = f"#{landing.number}" if landing.number > 0 else say("a push of {sha}", sha=landing.sha[:7])
    return say(
        "Superseded by {by}: `{branch}` has moved on, and what is left here is applied with it.",
        by=by,
        branch=landing.change.base_branch,
    )


async def _give_up(tx: Connection, repo: str, number: int) -> tuple[StoredPlan, ...]:
    """Let go of what a superseded request held."""
    await project_locks.release(tx, repo, number)
    await lock_queue.leave(tx, repo, number)
    await changes.end(tx, repo, number)
    return await plans.discard(tx, repo, number)
