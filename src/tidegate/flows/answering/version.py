"""Answering `version`: which terraform each project of a change runs with."""

from __future__ import annotations

from tidegate.core.errors import TidegateError
from tidegate.core.notices import versions
from tidegate.core.notices.refusals import FORK
from tidegate.core.words import say
from tidegate.engine import durable
from tidegate.flows.addressing import addressed
from tidegate.flows.deciding.permission import may_command
from tidegate.flows.orders import VersionOrder
from tidegate.flows.outside import outside
from tidegate.flows.projects import choose
from tidegate.flows.refresh import fetch, planned_commit
from tidegate.flows.rules import rules_at
from tidegate.flows.telling import report


@durable.step("version")
async def version(order: VersionOrder, batch: str) -> None:
    """Look each project's version up in its worktree, and say it."""
    door = outside()
    try:
        change = await addressed(order.repo, order.number)
        if change.is_fork and not door.settings.switches.running.fork_changes:
            await report.reply(order, batch, FORK)
            return
        if not await may_command(order.actor, "version", order.repo):
            why = say("@{actor} may not ask this here, by the server's team list.", actor=order.actor)
            await report.reply(order, batch, why)
            return
        await fetch(change)
        rules = await rules_at(change, await planned_commit(change))
        chosen = await choose(change, rules, order.scope)
        if not isinstance(chosen, tuple):
            await report.reply(order, batch, chosen)
            return
        found = []
        for project in chosen:
            worktree = door.checkout.existing_worktree(
                order.repo, order.number, project.workspace, rules.commit
            ) or await door.checkout.worktree(order.repo, order.number, project.workspace, rules.commit)
            found.append((project, await door.terraform.version_of(project, worktree)))
    except TidegateError as error:
        await report.trouble_with(order, batch, error)
        return
    await report.say(order, batch, versions.compose(found))
