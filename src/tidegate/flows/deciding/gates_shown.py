"""Showing on a commit what the gates say: a check run where we are an App, statuses where we are not."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from tidegate.core.changes import Change, CheckRun, CommitStatus
from tidegate.core.errors import ForgeError
from tidegate.core.gates.decision import Decision
from tidegate.core.gates.policy import Governance, NoPolicy, Policy, locale_of
from tidegate.core.notices import check_runs
from tidegate.core.notices.check_runs import Look, looked
from tidegate.flows.outside import outside
from tidegate.render.markdown import render
from tidegate.render.words import in_locale
from tidegate.store import deployments, plans

log = structlog.get_logger()


async def show_gates(change: Change, governance: Governance, made: Sequence[Decision]) -> None:
    """Show decisions about the change's head. Nothing without a governance file: there it is as with Atlantis."""
    if isinstance(governance, NoPolicy):
        return
    applied = await _applied(change)
    looks = [
        looked(one, _called(one, governance), applied=one.action == "apply" and one.environment in applied)
        for one in made
    ]
    locale = locale_of(governance)
    url = outside().settings.page_of(change)
    check = CheckRun(
        name=check_runs.NAME,
        state=check_runs.state(looks),
        title=in_locale(check_runs.title(looks), locale),
        summary=render(check_runs.compose(looks), locale),
        url=url,
    )
    try:
        if not await outside().forge.show_check(change.repo, change.head_sha, check):
            await _set_statuses(change, looks, url, locale)
    except ForgeError as error:
        log.warning("gates not shown", repo=change.repo, number=change.number, error=str(error))


async def _set_statuses(change: Change, looks: Sequence[Look], url: str, locale: str) -> None:
    """Of a merge there is a status already."""
    door = outside()
    of_applies = [look for look in looks if look.decision.action != "merge"]
    for look in of_applies:
        status = CommitStatus(
            context=f"{door.settings.status_prefix}/gates: {look.called}",
            state=check_runs.status_state(look),
            description=in_locale(check_runs.status_words(look), locale),
            url=url,
        )
        await door.forge.set_status(change.repo, change.head_sha, status)


async def _applied(change: Change) -> frozenset[str | None]:
    """Environments all of whose deployable plans have been applied."""
    async with outside().database.read() as tx:
        newest = await plans.newest(tx, change.repo, change.number)
        done = await deployments.of_change(tx, change.repo, change.number)
    ended = {entry.plan_id for entry in done if entry.state == "applied"}
    due = [plan for plan in newest if plan.deployable]
    return frozenset(plan.environment for plan in due) - {plan.environment for plan in due if plan.id not in ended}


def _called(decision: Decision, governance: Governance) -> str:
    name = decision.environment or "all"
    found = governance.environments.get(name) if isinstance(governance, Policy) else None
    return found.called if found else name
