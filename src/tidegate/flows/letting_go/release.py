"""Giving up a change's locks and plans: on `unlock`, and when it is closed."""

from __future__ import annotations

from tidegate.core.errors import TidegateError
from tidegate.core.notices import appointing
from tidegate.core.words import Wording, say
from tidegate.engine import durable
from tidegate.flows.addressing import addressed
from tidegate.flows.applying.appointing import take_back_and_tell
from tidegate.flows.deciding.permission import may_apply_again
from tidegate.flows.letting_go.dropping import may_not_drop
from tidegate.flows.orders import ReleaseOrder
from tidegate.flows.outside import outside
from tidegate.flows.records import audit
from tidegate.flows.refresh import fetch
from tidegate.flows.telling import report
from tidegate.store import deployments, lock_queue, plans, project_locks, slots
from tidegate.store.database import Connection
from tidegate.store.deployments import StoredDeployment
from tidegate.store.project_locks import ProjectLock


@durable.step("release")
async def release(order: ReleaseOrder, batch: str) -> None:
    """Release locks, discard plans and worktrees, keep the record; say so where something was released."""
    door = outside()
    if order.why == "unlock" and not await _may_unlock(order, batch):
        return
    async with door.database.begin() as tx:
        released = await project_locks.release(tx, order.repo, order.number)
        await lock_queue.leave(tx, order.repo, order.number)
        dropped = await plans.discard(tx, order.repo, order.number)
        if released or dropped:
            await _note(tx, order, released)
    for plan in dropped:
        door.vault.drop(plan.id)
    if order.why == "unlock":
        because = appointing.unlocked(order.actor)
        await take_back_and_tell(order.repo, order.number, marker=batch, because=because)
    try:
        await door.checkout.discard(order.repo, order.number)
        change = await addressed(order.repo, order.number)
        await fetch(change)
        if order.why == "unlock":
            await report.unlocked(order, batch, change, await _reopen(order))
        elif released:
            await report.closed(order, batch, [plan.project for plan in dropped if plan.deployable])
    except TidegateError as error:
        await report.trouble_with(order, batch, error)


async def _note(tx: Connection, order: ReleaseOrder, released: tuple[ProjectLock, ...]) -> None:
    subject = audit.of_change(order.repo, order.number)
    places = [f"{lock.dir} {lock.workspace}" for lock in released]
    await audit.note(tx, "released", actor=order.actor, subject=subject, why=order.why, locks=places)


async def _reopen(order: ReleaseOrder) -> tuple[Wording, ...]:
    """Reopen projects whose apply ended nobody knows how. Answers with a sentence for each that stays closed."""
    door = outside()
    async with door.database.begin() as tx:
        done = await deployments.of_change(tx, order.repo, order.number)
    interrupted = {entry.project.key: entry for entry in done if entry.state == "interrupted"}
    kept = [await _reopen_one(order, entry) for entry in interrupted.values()]
    return tuple(sentence for sentence in kept if sentence)


async def _reopen_one(order: ReleaseOrder, entry: StoredDeployment) -> Wording:
    door = outside()
    label = entry.project.label
    if door.terraform.is_running(door.settings.runs / entry.id):
        return say("{project} stays closed: its terraform is still running.", project=label)
    change = await addressed(order.repo, order.number)
    if not await may_apply_again(order.actor, change, entry):
        return say(
            "{project} stays closed: only somebody who may apply there can say that its state was looked at.",
            project=label,
        )
    async with door.database.begin() as tx:
        await slots.clear_suspects(tx, order.repo, entry.project)
        subject = audit.of_change(order.repo, order.number)
        await audit.note(tx, "reopened", actor=order.actor, subject=subject, project=entry.project.key, id=entry.id)
    return ""


async def _may_unlock(order: ReleaseOrder, batch: str) -> bool:
    """A label may keep a change from being unlocked (Atlantis: disable-unlock-label), and so may who somebody is."""
    label = outside().settings.switches.running.no_unlock_label
    try:
        change = await addressed(order.repo, order.number)
        if label is not None and label in change.labels:
            labelled = say("Nothing was unlocked: this pull request has the label `{label}`.", label=label)
            await report.reply(order, batch, labelled)
            return False
        refusal = await may_not_drop(order.actor, "unlock", order.repo, order.number)
    except TidegateError as error:
        await report.trouble_with(order, batch, error)
        return False
    if refusal:
        await report.reply(order, batch, refusal)
    return not refusal
