"""Whether a change may edit the rules: decided of every open change, kept where it edits any, and shown as a status.

The forge keeps such a change from being merged where its branch protection requires the status.
"""

from __future__ import annotations

import structlog

from tidegate.core.changes import Change, CommitStatus
from tidegate.core.errors import ForgeError, TidegateError
from tidegate.core.gates.decide import decide
from tidegate.core.gates.decision import Decision
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import BrokenPolicy, NoPolicy, Policy, locale_of
from tidegate.core.notices.rules_status import NAME, rules_state, rules_words
from tidegate.engine import durable
from tidegate.flows.addressing import addressed
from tidegate.flows.deciding.deciding import decide_rules
from tidegate.flows.facts import gathering
from tidegate.flows.facts.rule_files import edited_rules
from tidegate.flows.outside import outside
from tidegate.flows.refresh import fetch
from tidegate.flows.rules import governance_of, is_taken
from tidegate.render.words import in_locale
from tidegate.store import changes
from tidegate.store.decisions import StoredDecision

log = structlog.get_logger()


@durable.step("rules.hold")
async def hold(repo: str, number: int, batch: str) -> None:
    """Decide and show it for a change nothing else is decided of."""
    try:
        change = await addressed(repo, number)
        if change.is_live:
            await fetch(change)
            await hold_rules(change, batch, change.author)
    except TidegateError as error:
        # A status that is required and missing holds the change just as well; the next event asks again.
        log.warning("could not decide about the rules", repo=repo, number=number, error=str(error))


async def hold_rules(change: Change, batch: str, actor: str) -> StoredDecision | None:
    """Decide about what a fetched change edits of the rules, and show it; None where it edits none.

    Every change gets the status where there are rules: one that is required has to be green on those that edit none.

    Raises:
        TidegateError: The facts could not be gathered.
    """
    governance = await governance_of(change.repo)
    if isinstance(governance, NoPolicy) or change.state != "open" or not is_taken(change):
        return None
    known = await _known(actor, change, governance)
    if known.governed_files == ():
        await _show(change, _decided(known, governance), governance)
        return None
    stored = await decide_rules(known, governance, f"{batch}.{NAME}")
    await _show(change, stored.decision, governance)
    return stored


async def _known(actor: str, change: Change, governance: Policy | BrokenPolicy) -> Facts:
    return await gathering.for_rules(actor, change, await edited_rules(change, governance), governance)


def _decided(known: Facts, governance: Policy | BrokenPolicy) -> Decision:
    return decide("rules", known, governance, outside().clock.now())


async def _against_others(change: Change, governance: Policy | BrokenPolicy) -> Decision | None:
    """What holds another open change of the same head, if anything: a status is its commit's, whatever it goes into."""
    async with outside().database.read() as tx:
        numbers = await changes.open_at(tx, change.repo, change.head_sha)
    for number in sorted(numbers - {change.number}):
        other = await addressed(change.repo, number)
        if other.state == "open" and other.head_sha == change.head_sha and is_taken(other):
            await fetch(other)
            made = _decided(await _known(other.author, other, governance), governance)
            if not made.allowed:
                return made
    return None


async def _show(change: Change, made: Decision, governance: Policy | BrokenPolicy) -> None:
    if made.allowed:
        made = await _against_others(change, governance) or made
    settings, locale = outside().settings, locale_of(governance)
    status = CommitStatus(
        context=f"{settings.status_prefix}/{NAME}",
        state=rules_state(made),
        description=in_locale(rules_words(made), locale),
        url=settings.page_of(change),
    )
    try:
        await outside().forge.set_status(change.repo, change.head_sha, status)
    except ForgeError as error:
        log.warning("status not written", sha=change.head_sha, error=str(error))
