"""A day after a deployment, what is still to be looked after is brought to mind, once; what people tick is shown."""

from __future__ import annotations

from tidegate.core.changes import Change
from tidegate.core.gates.closing import REMIND_AFTER
from tidegate.core.notices.closing_lists import left, reminder
from tidegate.core.statements import Statement
from tidegate.core.words import Words
from tidegate.engine import durable
from tidegate.engine.queues import APPOINTMENTS
from tidegate.flows.outside import outside
from tidegate.flows.patience import LATER, insist
from tidegate.flows.telling import report
from tidegate.flows.telling.following_up import followed_of
from tidegate.store import deployments


async def remind_later(batch: str) -> None:
    """Have what an apply command deployed brought to mind in a day. Called inside a workflow."""
    if await is_followed(batch):
        await durable.start(APPOINTMENTS, remind, batch, workflow=f"{batch}-reminder")


@durable.workflow("reminder")
async def remind(batch: str) -> None:
    """Sleep until a day after the deployment, then say what is open."""
    while seconds := await seconds_left(batch):
        await durable.sleep(seconds)
    await insist(lambda: say_open(batch))


@durable.step("reminder.is_followed")
async def is_followed(batch: str) -> bool:
    """Whether an apply command deployed all it was about in some environment."""
    async with outside().database.read() as tx:
        made = await deployments.of_batch(tx, batch)
        lists = await followed_of(tx, made[0].repo, made[0].number) if made else ()
    return any(each.batch == batch for each in lists)


@durable.step("reminder.left")
async def seconds_left(batch: str) -> float:
    """Until a day after the last of it ended; 0 when that has passed."""
    door = outside()
    async with door.database.read() as tx:
        ends = [entry.finished_at for entry in await deployments.of_batch(tx, batch) if entry.finished_at]
    return max(0.0, (max(ends) + REMIND_AFTER - door.clock.now()).total_seconds()) if ends else 0.0


@durable.step("reminder.say")
async def say_open(batch: str) -> str:
    """Say what is open; nothing where all is done, or where a later deployment has a list of its own.

    Answers `LATER` when the forge did not take it.
    """
    async with outside().database.read() as tx:
        made = await deployments.of_batch(tx, batch)
        lists = await followed_of(tx, made[0].repo, made[0].number)
    due = [each for each in lists if each.batch == batch and each.open_ids]
    if not due:
        return ""
    told = await report.tell_of(made[0].repo, made[0].number, f"{batch}.reminder", reminder(due))
    return "" if told else LATER


async def show_ticked(change: Change, statement: Statement) -> tuple[Words, ...]:
    """Show what a statement ticks where the lists stand. Answers with what is left; nothing where it ticks nothing."""
    async with outside().database.read() as tx:
        lists = await followed_of(tx, change.repo, change.number)
    mine = [
        each
        for each in lists
        if statement.said == "check"
        and statement.environment in (None, each.environment)
        and statement.subject in {one.item.id for one in each.items}
    ]
    for batch in dict.fromkeys(each.batch for each in mine):
        await report.deployments(batch)
    return tuple(left(each) for each in mine)
