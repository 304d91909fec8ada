"""Telling people: comments and statuses composed from our rows, so that saying it again says the same.

A forge that cannot be written to must not lose work: what was to be said is logged, the rows have it, and the next
report says it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import structlog

from tidegate.core.changes import Change, CommitStatus, PostedComment
from tidegate.core.errors import BadInput, ForgeError, ForgeUnavailable, TidegateError
from tidegate.core.gates.decision import Decision
from tidegate.core.gates.policy import Policy
from tidegate.core.marks import Problem
from tidegate.core.notices import applies, closing, emergencies, explain, faults, refusals, silence, statuses
from tidegate.core.notices import plans as plan_notices
from tidegate.core.notices import problems as problem_notices
from tidegate.core.notices.model import Notice, text
from tidegate.core.notices.statuses import Status
from tidegate.core.projects.model import Project
from tidegate.core.words import Locale, Wording
from tidegate.engine import durable
from tidegate.flows.addressing import addressed
from tidegate.flows.facts.own import fault_of
from tidegate.flows.orders import LandOrder, Order, PlanOrder
from tidegate.flows.outside import outside
from tidegate.flows.patience import LATER
from tidegate.flows.telling import results
from tidegate.flows.telling.following_up import followed_of
from tidegate.flows.telling.language import language_of
from tidegate.flows.telling.monitoring import pages_of
from tidegate.flows.telling.speaking import write
from tidegate.render.markdown import render, split
from tidegate.render.words import in_locale
from tidegate.store import after_tests, batch_remarks, own_changes
from tidegate.store import changes as change_rows
from tidegate.store import deployments as deployment_rows
from tidegate.store import plans as plan_rows
from tidegate.store.decisions import StoredDecision
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan

log = structlog.get_logger()

#: What the ids of batches that an order makes on its way add to its own.
ON_THE_WAY = ("", "-landed", "-plan", "-apply")


@durable.step("report.plans")
async def plans(batch: str) -> str:
    return await write_plans(batch)


async def write_plans(batch: str, decisions: Sequence[Decision] = ()) -> str:
    """Write a batch of plans into its comment and the statuses of its commit, with what is missing to apply them.

    Answers `LATER` when the forge did not take the comment.
    """
    door = outside()
    async with door.database.begin() as tx:
        planned = await plan_rows.of_batch(tx, batch)
        change = await change_rows.find(tx, planned[0].repo, planned[0].number) if planned else None
        remarks = await batch_remarks.of(tx, batch)
    if change is None:
        return ""
    shown = await results.of_plans(planned)
    heard = silence.plans_to_show(shown, door.settings.switches.saying)
    posted = None
    if heard:
        posted = await _post(
            change.repo, change.number, batch, plan_notices.compose(heard, change, _notes(), decisions, remarks)
        )
    if posted:
        async with door.database.begin() as tx:
            await plan_rows.posted(tx, [plan.id for plan in planned if plan.state == "planned"], posted.at)
    await _plan_statuses(change, planned[0].head_sha)
    return "" if posted or not heard else LATER


async def _plan_statuses(change: Change, sha: str) -> None:
    """Statuses of a commit from the newest plan of each project, whichever command made it: one cannot hide another."""
    door = outside()
    async with door.database.read() as tx:
        here = [plan for plan in await plan_rows.of_change(tx, change.repo, change.number) if plan.head_sha == sha]
    shown = await results.of_plans(plan_rows.newest_of(here))
    if not shown:
        return  # Everything was discarded meanwhile, which has said so.
    wanted = statuses.plan_statuses(door.settings.status_prefix, shown, _url(change))
    once = len({plan.batch for plan in here}) == 1
    await _set(change, sha, statuses.without_pending(wanted) if once else wanted)


async def nothing_planned(order: Order, batch: str) -> None:
    """Somebody asked for a plan of a change that touches no project."""
    if outside().settings.switches.saying.no_projects:
        await say(order, batch, plan_notices.nothing())


async def nothing_touched(change: Change) -> None:
    """A change that touches no project is fine as it is: say so where branch rules wait for us (Atlantis: 0/0)."""
    prefix, saying = outside().settings.status_prefix, outside().settings.switches.saying
    if not (saying.status_without_projects and saying.status_without_plans):
        return
    await _set(change, change.head_sha, statuses.plan_statuses(prefix, (), url=_url(change)))
    await _set(change, change.head_sha, statuses.apply_statuses(prefix, (), url=_url(change)))


@durable.step("report.deployments")
async def deployments(batch: str) -> str:
    """Write a batch of deployments into its comment. Answers `LATER` when the forge did not take it."""
    door = outside()
    async with door.database.begin() as tx:
        deployed = await deployment_rows.of_batch(tx, batch)
        change = await change_rows.find(tx, deployed[0].repo, deployed[0].number) if deployed else None
        tests = await after_tests.of_deployments(tx, [entry.id for entry in deployed])
        lists = await followed_of(tx, change.repo, change.number) if change else ()
    if change is None:
        return ""
    shown = silence.applies_to_show([results.of_deployment(entry) for entry in deployed])
    if not shown:
        return ""
    mine = [each for each in lists if each.batch == batch]
    pages = await pages_of(change.repo, deployed)
    told = applies.compose(shown, change, _notes(), results.of_tests(deployed, tests), mine, pages=pages)
    posted = await _post(change.repo, change.number, batch, told)
    return "" if posted else LATER


async def standing(change: Change, made: Sequence[Decision]) -> None:
    """Show how far the change is applied in the combined status, and what is missing with its plans."""
    door = outside()
    async with door.database.begin() as tx:
        newest = await plan_rows.newest(tx, change.repo, change.number)
        deployed = await deployment_rows.of_change(tx, change.repo, change.number)
    if not newest or any(plan.head_sha != change.head_sha for plan in newest):
        # Nobody has planned this head yet: what is known of another one must not make it green.
        return
    shown = await results.of_plans(newest)
    known = {plan.id for plan in newest}
    applies_of_these = tuple(results.of_deployment(entry) for entry in deployed if entry.plan_id in known)
    wanted = statuses.apply_statuses(door.settings.status_prefix, shown, applies_of_these, _url(change))
    again = bool(deployed) or len({plan.batch for plan in newest}) > 1
    # What was green about this head before must not stay so, whatever is left unsaid.
    if door.settings.switches.saying.pending_apply or wanted[0].state != "pending" or again:
        await _set(change, change.head_sha, wanted)
    for batch in dict.fromkeys(plan.batch for plan in newest):
        mine = [plan for plan in newest if plan.batch == batch]
        due = [one for one in made if _concerns(one, mine) and not _is_applied(one, newest, deployed)]
        await write_plans(batch, due)


async def merge_standing(change: Change, decision: Decision | None) -> None:
    """Show as a status whether the change is fit to be merged where nothing is applied; None shows nothing."""
    if decision is not None:
        prefix = outside().settings.status_prefix
        status = statuses.merge_status(prefix, decision, change.base_branch, _url(change))
        await _set(change, change.head_sha, (status,))


async def superseded(change: Change, sha: str, why: Wording) -> None:
    """A commit's statuses once another one waits instead: what was pending must not stay so."""
    await _set(change, sha, statuses.superseded(outside().settings.status_prefix, why, _url(change)))


def _concerns(decision: Decision, planned: Sequence[StoredPlan]) -> bool:
    """Whether a decision is about any of these plans: of a merge they can only be looked at."""
    able = decision.action == "merge"
    return any(plan.environment == decision.environment and (plan.deployable or able) for plan in planned)


def _is_applied(decision: Decision, newest: Sequence[StoredPlan], deployed: Sequence[StoredDeployment]) -> bool:
    """Whether all plans of the environment were applied: then the next apply is not what anybody waits for."""
    if decision.action == "merge":
        return False
    applied = {entry.plan_id for entry in deployed if entry.state == "applied"}
    return all(plan.id in applied for plan in newest if plan.environment == decision.environment and plan.deployable)


async def refused(order: Order, stored: StoredDecision, beside: Wording = "") -> None:
    """Say what stands in the way, and what there is to add, if anything."""
    await _post(order.repo, order.number, stored.id, refusals.compose(stored.decision, beside))


async def emergency(order: Order, stored: StoredDecision) -> None:
    """Announce an emergency that was let through; nothing for any other apply."""
    plea, policy = stored.facts.emergency, stored.policy
    if plea is None or not isinstance(policy, Policy):
        return
    environment = policy.environments[stored.decision.environment or ""]
    notice = emergencies.compose(stored.decision, plea, environment.called)
    await _post(order.repo, order.number, f"{stored.id}.emergency", notice)


async def explained(order: Order, stored: StoredDecision) -> None:
    await _post(order.repo, order.number, stored.id, explain.compose(stored.decision))


async def supposed(order: Order, marker: str, decision: Decision) -> None:
    await _post(order.repo, order.number, marker, explain.supposed(decision, order.actor))


async def trouble_with(order: Order, batch: str, error: TidegateError) -> str:
    """Why an order was not carried out, and that nothing was changed; a plan that was asked for is red.

    Answers `LATER`, and says nothing, when it is the forge that cannot answer now.
    """
    log.warning("order not carried out", order=batch, error=str(error))
    if isinstance(error, ForgeUnavailable):
        return LATER
    if isinstance(error, BadInput):
        await _problems(order, batch, error.problems)
    else:
        await reply(order, batch, faults.not_done(error))
        await red(order, faults.NOT_PLANNED)
    return ""


async def _problems(order: Order, batch: str, found: tuple[Problem, ...]) -> None:
    """What is wrong with files people wrote, every problem with its place."""
    await _post(order.repo, order.number, batch, problem_notices.compose(found, found[0].mark.file))
    await red(order, problem_notices.unusable(found, found[0].mark.file))


async def unlocked(order: Order, batch: str, change: Change, kept: Sequence[Wording]) -> None:
    """Plans are gone: what was green about them must not stay so."""
    await _set(change, change.head_sha, (statuses.discarded(outside().settings.status_prefix),))
    notice = closing.unlocked()
    await _post(order.repo, order.number, batch, Notice(blocks=(*notice.blocks, *map(text, kept))))


async def closed(order: Order, batch: str, projects: Sequence[Project]) -> None:
    await _post(order.repo, order.number, batch, closing.compose(projects))


@durable.step("report.broken")
async def broken(order: Order, batch: str) -> None:
    """An order ended in a fault of ours: say so, and leave nothing running for ever."""
    door, locale = outside(), await language_of(order.repo)
    now = door.clock.now()
    async with door.database.begin() as tx:
        mine = [f"{batch}{way}" for way in ON_THE_WAY]
        for plan in [plan for each in mine for plan in await plan_rows.of_batch(tx, each)]:
            await plan_rows.fail(tx, plan.id, error=in_locale(faults.OUR_FAULT, locale), output="", at=now)
            await own_changes.settle(tx, plan.id, fault_of(batch))
        for entry in [entry for each in mine for entry in await deployment_rows.of_batch(tx, each)]:
            if entry.state == "queued":
                why = in_locale(faults.NOT_APPLIED, locale)
                await deployment_rows.settle(tx, entry.id, "refused", output="", error=why, at=now)
    await reply(order, f"{batch}.broken", faults.broken(batch))
    await red(order, faults.OUR_FAULT)


@durable.step("report.gave_up")
async def gave_up(order: Order, batch: str) -> None:
    """The forge could not answer for longer than anybody waits."""
    await reply(order, batch, faults.GAVE_UP)


async def reply(order: Order, marker: str, sentence: Wording) -> None:
    await say(order, marker, Notice(blocks=(text(sentence),)))


async def tell(repo: str, number: int, marker: str, sentence: Wording) -> None:
    """Say something on a change that nobody has asked about there."""
    await tell_of(repo, number, marker, Notice(blocks=(text(sentence),)))


async def tell_of(repo: str, number: int, marker: str, notice: Notice) -> bool:
    """The same of a whole notice. Whether the forge took it."""
    return await _post(repo, number, marker, notice) is not None


async def say(order: Order, marker: str, notice: Notice) -> None:
    await _post(order.repo, order.number, marker, notice, sha=order.sha if isinstance(order, LandOrder) else "")


async def _post(repo: str, number: int, marker: str, notice: Notice, *, sha: str = "") -> PostedComment | None:
    """Write a notice into its comment; what does not fit goes into further ones. Answers with the first."""
    first: PostedComment | None = None
    try:
        for index, body in enumerate(split(render(notice, await language_of(repo)))):
            part = marker if not index else f"{marker}+{index}"
            posted = await write(repo, number, body, marker=part, sha=sha)
            first = first or posted
    except ForgeError as error:
        log.warning("comment not written", marker=marker, error=str(error))
    return first


async def _set(change: Change, sha: str, wanted: Iterable[Status]) -> None:
    """Write statuses, the combined one last: when people see it, the others are there."""
    locale = await language_of(change.repo)
    try:
        for status in reversed(tuple(wanted)):
            await outside().forge.set_status(change.repo, sha, _in_words(status, locale))
    except ForgeError as error:
        log.warning("status not written", sha=sha, error=str(error))


def _in_words(status: Status, locale: Locale) -> CommitStatus:
    description = in_locale(status.description, locale)
    return CommitStatus(context=status.context, state=status.state, description=description, url=status.url)


async def red(order: Order, why: Wording) -> None:
    """An order to plan that came to nothing leaves no green status behind."""
    if not isinstance(order, PlanOrder):
        return
    door = outside()
    try:
        change = await addressed(order.repo, order.number)
    except ForgeError as error:
        log.warning("status not written", error=str(error))
        return
    status = Status(context=f"{door.settings.status_prefix}/plan", state="failure", description=why)
    await _set(change, change.head_sha, (status,))


def _notes() -> tuple[Wording, ...]:
    return (faults.UNSAFE,) if outside().settings.unsafe_runner else ()


def _url(change: Change) -> str:
    return outside().settings.page_of(change)
