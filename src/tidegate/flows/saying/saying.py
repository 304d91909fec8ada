"""Carrying out what somebody said in a comment: it is recorded, everything is decided again, and they are answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import structlog

from tidegate.core.errors import TidegateError
from tidegate.core.gates.said.worth import worth
from tidegate.core.notices.sayings import compose, way_back
from tidegate.core.statements import Statement
from tidegate.core.words import Wording
from tidegate.engine import durable
from tidegate.flows.applying.reminding import show_ticked
from tidegate.flows.deciding.reconsider import decide_and_show
from tidegate.flows.deciding.rules_held import hold_rules
from tidegate.flows.orders import SayOrder
from tidegate.flows.patience import LATER, insist
from tidegate.flows.refresh import fetch, planned_commit
from tidegate.flows.rules import rules_at
from tidegate.flows.saying.paying import pay
from tidegate.flows.saying.recording import Heard, record
from tidegate.flows.telling import report
from tidegate.store.decisions import StoredDecision

log = structlog.get_logger()


async def say_for(order: SayOrder, batch: str) -> None:
    """Record what somebody said and answer on the change. Inside a workflow: what it awaits is a step."""
    if await insist(lambda: hear(order, batch)) == LATER:
        await report.gave_up(order, batch)


@durable.step("say.hear")
async def hear(order: SayOrder, batch: str) -> str:
    """Record it, decide again with it, and answer. `LATER` when the forge cannot be asked now."""
    try:
        heard = await record(order)
    except TidegateError as error:
        return await report.trouble_with(order, batch, error)
    says = [*heard.says]
    if heard.statement:
        says += filter(None, [way_back(heard.statement, heard.change)])
        says += _worths(heard.statement, await _decide(heard, batch))
        says += await pay(heard.change, heard.statement)
        says += await show_ticked(heard.change, heard.statement)
    await report.say(order, batch, compose(says))
    return ""


async def _decide(heard: Heard, batch: str) -> tuple[StoredDecision, ...]:
    """What is decided with it now; nothing where that cannot be said at this moment: the statement is kept."""
    change = heard.change
    if not change.is_live:
        return ()
    try:
        await fetch(change)
        ruled = await hold_rules(change, batch, change.author)
        rules = await rules_at(change, await planned_commit(change))
        return (*([ruled] if ruled else []), *await decide_and_show(change, rules, batch))
    except TidegateError as error:
        log.warning("could not decide again", repo=change.repo, number=change.number, error=str(error))
        return ()


def _worths(statement: Statement, decided: Iterable[StoredDecision]) -> Iterator[Wording]:
    for stored in decided:
        line = worth(statement, stored.decision, stored.facts, stored.policy)
        if line:
            yield line
