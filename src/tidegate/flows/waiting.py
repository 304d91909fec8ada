"""What waits to be applied from an environment's branch: which paths it is about, and when nothing of it is left."""

from __future__ import annotations

from collections.abc import Iterable

from tidegate.core.changes import Change
from tidegate.engine import durable
from tidegate.flows import audit
from tidegate.flows.outside import outside
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
    """Paths one head brought: what its pull request lists, else what differs from before its push."""
    door = outside()
    if request.number > 0:
        listed = await door.forge.changed_files(request.repo, request.number)
        if listed.complete:
            return listed.paths
        change = await door.forge.change(request.repo, request.number)
        return await door.checkout.changed_files(request.repo, change.base_sha, change.head_sha)
    before = await _before(request)
    return await door.checkout.differing(request.repo, before, request.sha) if before else ()


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
