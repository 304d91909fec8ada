"""Answering a change that edits the rules: they are tried on recent decisions, and hold for nothing yet."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import structlog

from tidegate.config.governance_file.governance import read_governance
from tidegate.core.changes import Change
from tidegate.core.errors import BadInput, TidegateError
from tidegate.core.gates.policy import Governance, NoPolicy
from tidegate.core.gates.replay import replay
from tidegate.core.notices import rule_changes
from tidegate.core.notices.model import Notice
from tidegate.core.notices.rule_changes import Trial, Tried
from tidegate.engine import durable
from tidegate.flows.orders import PlanOrder
from tidegate.flows.outside import outside
from tidegate.flows.rules import GOVERNANCE, governance_of, governance_ref, is_taken
from tidegate.flows.telling import report
from tidegate.store import changes, decisions
from tidegate.store.decisions import StoredDecision

log = structlog.get_logger()

#: Newest decisions the rules are tried on: one for each environment of a change.
TRIED = 100


@durable.step("preview_rules")
async def preview_rules(order: PlanOrder) -> None:
    """Say once for each head what its rules would have decided; nothing where the change edits none.

    Of a head that was fetched to be planned: the forge is asked nothing more.
    """
    try:
        async with outside().database.read() as tx:
            change = await changes.find(tx, order.repo, order.number)
        if change and change.head_sha == order.head_sha and _is_ours(change) and await _edits_the_rules(change):
            await report.say(order, f"rules-{change.number}", await _notice(change))
    except TidegateError as error:
        # It is for information: the gates answer for these files anyhow.
        log.warning("rules not tried", repo=order.repo, number=order.number, error=str(error))


def _is_ours(change: Change) -> bool:
    """Whether the repository's own file rules, and the change is one of those that are served."""
    settings = outside().settings
    served = is_taken(change) and (settings.switches.running.fork_changes or not change.is_fork)
    return settings.governance_file is None and change.state == "open" and served


async def _edits_the_rules(change: Change) -> bool:
    return GOVERNANCE in await outside().checkout.changed_files(change.repo, change.base_sha, change.head_sha)


async def _notice(change: Change) -> Notice:
    now, trusted = await governance_of(change.repo), await governance_ref(change.repo)
    trial = Trial(file=GOVERNANCE, commit=change.head_sha, trusted=trusted)
    try:
        wanted = await _wanted(change)
    except BadInput as error:
        return rule_changes.broken(trial, error.problems)
    async with outside().database.read() as tx:
        recent = await decisions.recent(tx, change.repo, TRIED)
    tried = tuple(_tried(stored, now, wanted) for stored in recent)
    return rule_changes.compose(replace(trial, tried=tried))


async def _wanted(change: Change) -> Governance:
    """The head's rules; none where it deletes the file.

    Raises:
        BadInput: They cannot be used.
    """
    text = await outside().checkout.read(change.repo, change.head_sha, GOVERNANCE)
    if text is None:
        return NoPolicy(team_rules=outside().settings.switches.running.team_allowlist)
    return await asyncio.to_thread(read_governance, text, f"{change.repo}@{change.head_sha[:7]}:{GOVERNANCE}")


def _tried(stored: StoredDecision, now: Governance, wanted: Governance) -> Tried:
    made = stored.decision
    where = f"{stored.facts.change.called} {made.environment or ''}".rstrip()
    return Tried(subject=where, replayed=replay(stored.decided, now, wanted))
