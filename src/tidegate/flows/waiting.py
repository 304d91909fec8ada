"""What waits to be applied from an environment's branch: which paths it is about, and when nothing of it is left."""

from __future__ import annotations

from collections.abc import Iterable

from tidegate.core.changes import Change
from tidegate.core.errors import GitFailed
from tidegate.core.words import say
from tidegate.engine import durable
from tidegate.flows.outside import outside
from tidegate.flows.records import audit
from tidegate.store import changes, deployments, lock_queue, plans, project_locks, pushes, requests
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan
from tidegate.store.requests import Request, due


async def waiting_paths(change: Change) -> tuple[str, ...]:
    """Paths a merged change and those before it that were not applied have changed."""
    door = outside()
    async with door.database.read() as tx:
        request = await requests.open_of_change(tx, change.repo, change.number)
        known = await requests.of_branch(tx, change.repo, change.base_branch)
    found = [await paths_of(each) for each in (due(known, request) if request else ())]
    return tuple(sorted({path for paths in found for path in paths}))


async def paths_of(request: Request) -> tuple[str, ...]:
    """Paths one head brought: of its pull request and what was pushed past it, else what differs since its push.

    Raises:
        ForgeError: The forge cannot tell.
        GitFailed: It cannot be compared, or nobody knows with what.
    """
    if request.number <= 0:
        start = await _before(request) or await _applied_before(request)
        return await outside().checkout.differing(request.repo, start, request.sha)
    change = await outside().forge.change(request.repo, request.number)
    past: tuple[str, ...] = ()
    if change.merge_sha and change.merge_sha != request.sha:
        past = await outside().checkout.differing(request.repo, change.merge_sha, request.sha)
    return (*await _listed(change), *past)


async def _listed(change: Change) -> tuple[str, ...]:
    listed = await outside().forge.changed_files(change.repo, change.number)
    if listed.complete:
        return listed.paths
    return await outside().checkout.changed_files(change.repo, change.base_sha, change.head_sha)


async def _applied_before(request: Request) -> str:
    """What was applied of the branch last, before a push nobody has told us of.

    Raises:
        GitFailed: Nothing was.
    """
    async with outside().database.read() as tx:
        known = await requests.of_branch(tx, request.repo, request.branch)
    done = (each.sha for each in known if each.state == "done" and each.at <= request.at)
    start = next(done, "")
    if not start:
        commit = request.sha[:7]
        raise GitFailed(say("nobody knows where `{branch}` was before {commit}", branch=request.branch, commit=commit))
    return start


async def start_of(request: Request) -> str:
    """The branch's head before the first of what waits with a request came; empty while nobody knows."""
    async with outside().database.read() as tx:
        first = due(await requests.of_branch(tx, request.repo, request.branch), request)[-1]
    if first.number > 0:
        return (await outside().forge.change(first.repo, first.number)).base_sha
    return await _before(first)


async def compared_with(change: Change) -> str:
    """What a change is compared with: its base branch, or the commit that was at before all that waits there now.

    A branch that holds the change's head already differs in nothing from it: there it is what the change was made for.
    """
    if not change.landed:
        merged = await outside().checkout.contains(change.repo, change.head_sha, change.base_branch)
        return change.base_sha if merged else change.base_branch
    async with outside().database.read() as tx:
        request = await requests.open_of_change(tx, change.repo, change.number)
    start = await start_of(request) if request else ""
    return start or change.base_sha


async def _before(request: Request) -> str:
    """The branch's head before a push; empty where nobody has told us of it."""
    async with outside().database.read() as tx:
        told = await pushes.of_branch(tx, request.repo, request.branch)
    return next((push.before for push in told if push.after == request.sha), "")


def is_settled(plan: StoredPlan, done: Iterable[StoredDeployment]) -> bool:
    """Whether nothing of a plan is left to be applied."""
    if plan.state != "planned":
        return False
    empty = plan.content is not None and plan.content.is_empty
    return empty or any(entry.plan_id == plan.id and entry.state == "applied" for entry in done)


@durable.step("request.settle")
async def settle_request(repo: str, number: int) -> bool:
    """End a request once everything of it is applied, and let go of its locks. Whether it ended now."""
    async with outside().database.begin() as tx:
        await requests.hold(tx, repo)
        request = await requests.open_of_change(tx, repo, number)
        if request is None:
            return False
        newest = await plans.newest(tx, repo, number)
        done = await deployments.of_change(tx, repo, number)
        mine = [plan for plan in newest if plan.deployable and plan.head_sha == request.sha]
        if not mine or not all(is_settled(plan, done) for plan in mine):
            return False
        await requests.settle(tx, request, "done")
        await project_locks.release(tx, repo, number)
        await lock_queue.leave(tx, repo, number)
        await changes.end(tx, repo, number)
        await audit.note(tx, "request done", actor="", subject=audit.of_change(repo, number), **noted(request))
    return True


def noted(request: Request) -> dict[str, object]:
    """What the audit log keeps of a request besides which change it is addressed by."""
    return {"branch": request.branch, "sha": request.sha, "environment": request.environment}
