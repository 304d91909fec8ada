"""Preparing a plan order: which projects, whether each may be planned, who holds its lock, a row for each plan."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from tidegate.core.changes import Change
from tidegate.core.deployments.locks import place_of
from tidegate.core.errors import TidegateError
from tidegate.core.gates.decide import decide
from tidegate.core.gates.policy import locale_of
from tidegate.core.notices import cancelling
from tidegate.core.notices.closing import over
from tidegate.core.notices.gates import sentences
from tidegate.core.notices.refusals import FORK
from tidegate.core.projects.model import Project
from tidegate.core.projects.workflows import workflow_of
from tidegate.core.words import Locale, Wording, joined, say
from tidegate.engine import durable
from tidegate.flows.facts import gathering
from tidegate.flows.facts.diverged import diverged, moved
from tidegate.flows.facts.own import is_compared
from tidegate.flows.orders import PlanOrder
from tidegate.flows.outside import outside
from tidegate.flows.planning import hooks
from tidegate.flows.projects import Placed, choose, choose_waiting, deployable_first, place, remarks
from tidegate.flows.refresh import caught_up, fetch, planned_commit
from tidegate.flows.rules import Rules, is_taken, rules_at
from tidegate.flows.telling import report
from tidegate.render.words import in_locale
from tidegate.store import batch_remarks, cancels, changes, head_configs, lock_queue, own_changes, plans, project_locks
from tidegate.store.database import Connection
from tidegate.store.ids import short
from tidegate.store.letting_go import let_go
from tidegate.store.plans import StoredPlan


@durable.step("plan.prepare")
async def prepare(order: PlanOrder, batch: str) -> dict[str, object] | str | None:
    """Choose the projects and store a plan for each. Answers with those to run; None when there is nothing to show.

    What is wrong with the change's own files is told on the change. A lock nothing came of is given back.
    """
    answer: dict[str, object] | str | None = None
    try:
        answer = await _prepare(order, batch)
    except TidegateError as error:
        answer = await report.trouble_with(order, batch, error) or None
    if order.turn and answer is None:
        async with outside().database.begin() as tx:
            await let_go(tx, order.repo, order.number, order.turn)
    return answer


async def _prepare(order: PlanOrder, batch: str) -> dict[str, object] | None:
    change = await caught_up(order.repo, order.number, order.head_sha)
    if not await _wanted(order, change, batch):
        return None
    await fetch(change)
    before_hooks = await rules_at(change, await planned_commit(change))
    rules = await _after_hooks(order, batch, change, before_hooks)
    if rules is None:
        return None
    chosen = await (choose_waiting(change, rules, order.turn) if order.turn else choose(change, rules, order.scope))
    if not isinstance(chosen, tuple):
        await report.reply(order, batch, chosen)
        return None
    if order.is_autoplan:
        chosen = tuple(project for project in chosen if project.autoplan)
    if order.is_whole:
        await _let_go(change, batch, chosen)
    if not chosen:
        await _nothing(order, batch, change)
        return None
    if outside().settings.switches.merging.discard_approvals and not order.is_autoplan and not order.turn:
        again = in_locale(say("Planned again: what was approved may have changed."), locale_of(rules.governance))
        await outside().forge.dismiss_approvals(change, again)
    return await _queue(order, batch, change, rules, chosen)


async def _wanted(order: PlanOrder, change: Change, batch: str) -> bool:
    """Whether the change is in a state to be planned. Says why not where somebody asked."""
    settings = outside().settings.switches
    if not is_taken(change):
        return False
    if change.is_fork and not settings.running.fork_changes:
        if settings.saying.fork_errors and change.state == "open":
            await report.reply(order, f"{change.repo}#{change.number}.fork" if order.is_autoplan else batch, FORK)
        return False
    if order.turn:
        # A head that was pushed while the change waited has an event of its own, and another person behind it.
        return change.is_live and change.head_sha == order.turn_head
    if order.is_autoplan:
        # A newer head has an event of its own; a draft is planned once it is ready (Atlantis: allow-draft-prs).
        fresh = change.is_live and change.head_sha == order.head_sha
        return fresh and _plans_itself(change)
    if not change.is_live:
        await report.reply(order, batch, over(change, say("This pull request is closed; there is nothing to plan.")))
        return False
    return True


def _plans_itself(change: Change) -> bool:
    autoplan = outside().settings.switches.autoplan
    silenced = autoplan.off_label is not None and autoplan.off_label in change.labels
    return not autoplan.off and not silenced and (autoplan.drafts or not change.draft)


async def _after_hooks(order: PlanOrder, batch: str, change: Change, rules: Rules) -> Rules | None:
    """The rules once the server's hooks have run, which may write the configuration; None when one stopped us."""
    done = await hooks.before(order, batch, change, rules)
    if done.failed and outside().settings.switches.running.fail_on_pre_hook:
        why = say("A pre-workflow hook failed, so nothing was planned: {why}", why=done.failed)
        await report.reply(order, batch, why)
        await report.red(order, say("A pre-workflow hook failed."))
        return None
    async with outside().database.begin() as tx:
        before = await head_configs.find(tx, change.repo, change.number, rules.commit)
        await head_configs.keep(tx, change.repo, change.number, rules.commit, done.config_text)
    return rules if before == done.config_text else await rules_at(change, rules.commit)


async def _nothing(order: PlanOrder, batch: str, change: Change) -> None:
    """A change that touches no project is fine as it is; one whose turn came to nothing says what it said before."""
    if order.turn:
        return
    await report.nothing_touched(change)
    if not order.is_autoplan:
        await report.nothing_planned(order, batch)


async def _let_go(change: Change, batch: str, chosen: tuple[Project, ...]) -> None:
    """Planning everything anew drops earlier plans, and locks and places in queues that are not needed any more."""
    door = outside()
    needed = [place_of(project) for project in chosen]
    async with door.database.begin() as tx:
        dropped = await plans.discard(tx, change.repo, change.number, but_batch=batch)
        await project_locks.release_but(tx, change.repo, change.number, needed)
        waits = [wait.place for wait in await lock_queue.of_repo(tx, change.repo) if wait.number == change.number]
        await lock_queue.leave(tx, change.repo, change.number, [place for place in waits if place not in needed])
    for plan in dropped:
        door.vault.drop(plan.id)


async def _queue(
    order: PlanOrder, batch: str, change: Change, rules: Rules, chosen: tuple[Project, ...]
) -> dict[str, object]:
    """Everything that can fail comes first; then rows and locks in one transaction, all of them or none."""
    door = outside()
    placed = deployable_first(place(project, change, rules) for project in chosen)
    missing = [await _missing(order, change, each, rules) for each in placed]
    await _check_out(change, rules, chosen)
    found = await (remarks(change, rules, chosen) if order.is_whole else _moved_on(order, change, rules, chosen))
    rows = [
        _row(order, batch, change, rules, each, position=position, missing=why)
        for position, (each, why) in enumerate(zip(placed, missing, strict=True))
    ]
    async with door.database.begin() as tx:
        await batch_remarks.keep(tx, batch, [in_locale(each, locale_of(rules.governance)) for each in found])
        kept = [await _admit(tx, order, row, rules) for row in rows]
        queued = [plan for plan in kept if plan.state == "queued"]
        compared = [plan for plan in queued if is_compared(plan, rules)]
        for plan in compared:
            await own_changes.begin(tx, plan, base_branch=change.base_branch)
    groups = groupby(queued, key=lambda plan: plan.project.execution_order_group)
    return {
        "groups": [[plan.id for plan in group] for _, group in groups],
        "abreast": len(chosen) if rules.config.parallel_plan else 1,
        "abort": rules.config.abort_on_execution_order_fail,
        "compared": bool(compared),
    }


async def _check_out(change: Change, rules: Rules, chosen: tuple[Project, ...]) -> None:
    """A clean worktree for each workspace.

    Not where hooks have prepared it, nor where another project's plan of this commit waits to be applied: what its
    steps have made is part of it (Atlantis: no new clone at the same commit).
    """
    checkout = outside().checkout
    async with outside().database.read() as tx:
        newest = await plans.newest(tx, change.repo, change.number)
    kept = {
        plan.project.workspace
        for plan in newest
        if plan.state == "planned" and plan.commit == rules.commit and plan.project not in chosen
    }
    for workspace in dict.fromkeys(each.workspace for each in chosen):
        place = (change.repo, change.number, workspace, rules.commit)
        used = workspace in kept and checkout.existing_worktree(*place) is not None
        if not used and not hooks.prepares(rules.config, workspace):
            await checkout.worktree(*place)


async def _moved_on(order: PlanOrder, change: Change, rules: Rules, chosen: tuple[Project, ...]) -> tuple[Wording, ...]:
    """Who waited for another change is told where a plan now lacks what that one has merged."""
    if not order.turn:
        return ()
    found = await moved(change, rules, rules.commit)
    lacking = [project for project in chosen if diverged(project, found)]
    return tuple(
        say(
            "`{base}` has changes for `{project}` that this plan was made without: "
            "merge it into `{head}` and plan again.",
            base=change.base_branch,
            project=project.label,
            head=change.head_branch,
        )
        for project in lacking
    )


async def _missing(order: PlanOrder, change: Change, placed: Placed, rules: Rules) -> Wording:
    """What keeps the project from being planned, sentences; locks are not asked for but taken, or queued for."""
    known = await gathering.for_plan(order.actor, change, placed.project, placed.environment, rules)
    decision = decide("plan", known, rules.governance, outside().clock.now())
    return joined(" ", (sentences(answer) for answer in decision.missing if answer.gate != "locked"))


async def _admit(tx: Connection, order: PlanOrder, row: StoredPlan, rules: Rules) -> StoredPlan:
    """Store a plan's row as it begins: queued, waiting for somebody or for a lock, or cancelled meanwhile."""
    now = outside().clock.now()
    if not order.turn and await cancels.is_cancelled(tx, row.repo, row.number, "plan", row.batch):
        row = replace(
            row,
            state="cancelled",
            error=in_locale(cancelling.before_it_began(), locale_of(rules.governance)),
            finished_at=now,
        )
    elif row.state == "queued" and row.deployable and _is_locked(row.project, rules):
        row = await _with_lock(tx, row, order, locale_of(rules.governance))
    if row.state == "waiting":
        await let_go(tx, row.repo, row.number, [place_of(row.project)])
    return await plans.add(tx, row)


async def _with_lock(tx: Connection, row: StoredPlan, order: PlanOrder, locale: Locale) -> StoredPlan:
    """Take the project lock, or queue for it behind those who wait already."""
    now = outside().clock.now()
    place = place_of(row.project)
    ahead = [wait.number for wait in await lock_queue.of_repo(tx, row.repo) if wait.place == place]
    holder = await project_locks.holder_of(tx, row.repo, row.project)
    if holder is None and ahead and row.number not in ahead:
        holder = ahead[0]
    if holder in (None, row.number):
        await project_locks.take(tx, row.repo, row.project, number=row.number, actor=order.actor, at=now)
        await lock_queue.leave(tx, row.repo, row.number, [place])
        return row
    await lock_queue.wait(
        tx, row.repo, row.project, number=row.number, actor=order.actor, head_sha=row.head_sha, at=now
    )
    because = say(
        "This project is locked by #{holder}. It is planned here by itself once that one lets go of it: "
        "when it is merged, closed or unlocked.",
        holder=holder,
    )
    push = await changes.called(tx, row.repo, holder)
    if push:
        because = say(
            "This project is locked by the push that waits at `{holder}`. It is planned here by itself once that one "
            "lets go of it: when it is applied, superseded or unlocked.",
            holder=push,
        )
    return replace(row, state="waiting", because=in_locale(because, locale))


def _is_locked(project: Project, rules: Rules) -> bool:
    """Whether planning a project takes its lock."""
    mode = project.lock_mode or rules.config.lock_mode
    return mode == "on_plan" and workflow_of(rules.config, project).apply.enabled


def _row(
    order: PlanOrder, batch: str, change: Change, rules: Rules, placed: Placed, *, position: int, missing: Wording
) -> StoredPlan:
    return StoredPlan(
        id=f"{batch}.{short(placed.project)}",
        batch=batch,
        repo=change.repo,
        number=change.number,
        project=placed.project,
        position=position,
        environment=placed.environment,
        head_sha=change.head_sha,
        actor=order.actor,
        args=order.scope.args,
        state="waiting" if missing else "queued",
        deployable=placed.deployable,
        because=in_locale(missing or placed.because, locale_of(rules.governance)),
        created_at=outside().clock.now(),
        commit_sha=rules.commit,
    )
