"""How gates' answers are shown: a table, with further lines below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tidegate.core.gates.decision import Action, Answer, Decision
from tidegate.core.gates.steps import waiver
from tidegate.core.notices.model import Block, Listing, Span, Table, code, line, strong
from tidegate.core.words import Wording, Words, as_sentence, say

ICONS = {"pass": "✅", "warn": "⚠️", "pending": "⏳", "block": "⛔"}
ACTIONS: Mapping[Action, Words] = {
    "plan": say("Plan"),
    "merge": say("Merge"),
    "apply": say("Apply"),
    "emergency": say("Emergency apply"),
    "rollback": say("Rollback"),
    "auto_rollback": say("Automatic rollback"),
    "state": say("Change of the state"),
}


def gate_blocks(answers: Iterable[Answer]) -> tuple[Block, ...]:
    """A table of answers and, below it, their details."""
    listed = tuple(answers)
    if not listed:
        return ()
    columns = ("", say("Gate"), say("Why"), say("What helps"), say("Rule"))
    table = Table(columns=columns, rows=tuple(_row(answer) for answer in listed))
    details = tuple(line(strong(answer.gate), ": ", detail) for answer in listed for detail in answer.details)
    return (table, Listing(items=details)) if details else (table,)


def others(decision: Decision) -> tuple[Answer, ...]:
    """The answers that do not stand in the way."""
    return tuple(answer for answer in decision.answers if answer not in decision.missing)


def action_words(decision: Decision) -> Words:
    """`Apply for staging`; without an environment only what was asked."""
    action = ACTIONS[decision.action]
    if not decision.environment:
        return action
    return say("{action} for {environment}", action=action, environment=decision.environment)


def why(answer: Answer) -> Wording:
    """The reason, and who has waived it."""
    return say("{reason} ({waived})", reason=answer.reason, waived=answer.waived) if answer.waived else answer.reason


def helps(answer: Answer) -> Wording:
    """What turns a gate green, and who may waive it instead; empty for one that needs neither."""
    instead = "" if answer.waived else waiver(answer)
    if answer.remedy and instead:
        return say("{remedy}; or {waiver}", remedy=answer.remedy, waiver=instead)
    return answer.remedy or instead


def sentences(answer: Answer) -> Wording:
    """The reason and, where there is one, what helps as a sentence of its own."""
    helping = helps(answer)
    return say("{reason} {helps}.", reason=why(answer), helps=as_sentence(helping)) if helping else why(answer)


def _row(answer: Answer) -> tuple[tuple[Span, ...], ...]:
    rule = line(code(answer.rule.short)) if answer.rule else ()
    return (
        line(ICONS[answer.verdict]),
        line(strong(answer.gate)),
        line(why(answer)),
        line(helps(answer)),
        rule,
    )
