"""How gates' answers are shown: a table, with further lines below it."""

from __future__ import annotations

from collections.abc import Iterable

from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.notices.model import Block, Listing, Span, Table, code, line, strong

ICONS = {"pass": "✅", "warn": "⚠️", "pending": "⏳", "block": "⛔"}


def gate_blocks(answers: Iterable[Answer]) -> tuple[Block, ...]:
    """A table of answers and, below it, their details."""
    listed = tuple(answers)
    if not listed:
        return ()
    table = Table(columns=("", "Gate", "Why", "What helps", "Rule"), rows=tuple(_row(answer) for answer in listed))
    details = tuple(line(strong(answer.gate), f": {detail}") for answer in listed for detail in answer.details)
    return (table, Listing(items=details)) if details else (table,)


def others(decision: Decision) -> tuple[Answer, ...]:
    """The answers that do not stand in the way."""
    return tuple(answer for answer in decision.answers if answer not in decision.missing)


def action_words(decision: Decision) -> str:
    """`Apply for staging`; without an environment only what was asked."""
    action = decision.action.capitalize()
    return f"{action} for {decision.environment}" if decision.environment else action


def _row(answer: Answer) -> tuple[tuple[Span, ...], ...]:
    rule = line(code(answer.rule.short)) if answer.rule else ()
    return (
        line(ICONS[answer.verdict]),
        line(strong(answer.gate)),
        line(str(answer.reason)),
        line(str(answer.remedy)),
        rule,
    )
