"""How gates' answers are shown: a table, with further lines below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tidegate.core.gates.decision import SEVERITY, Action, Answer, Decision
from tidegate.core.gates.steps import waiver
from tidegate.core.notices.model import Block, Fold, Listing, Span, Table, code, line, strong
from tidegate.core.words import Wording, Words, as_sentence, say

ICONS = {"pass": "✅", "warn": "⚠️", "pending": "⏳", "block": "⛔"}
_FOR_INFORMATION = "ℹ️"
ACTIONS: Mapping[Action, Words] = {
    "plan": say("Plan"),
    "merge": say("Merge"),
    "apply": say("Apply"),
    "emergency": say("Emergency apply"),
    "rollback": say("Rollback"),
    "auto_rollback": say("Automatic rollback"),
    "state": say("Change of the state"),
    "rules": say("Change of the rules"),
}


def gate_blocks(answers: Iterable[Answer], reported: frozenset[str] = frozenset()) -> tuple[Block, ...]:
    """A table of answers and, below it, their details. Those of `reported` gates stand in nobody's way."""
    listed = tuple(answers)
    if not listed:
        return ()
    columns = ("", say("Gate"), say("Why"), say("What helps"), say("Rule"))
    table = Table(columns=columns, rows=tuple(_row(answer, reported) for answer in listed))
    details = detail_lines(listed)
    return (table, Listing(items=details)) if details else (table,)


def detail_lines(answers: Iterable[Answer]) -> tuple[tuple[Span, ...], ...]:
    """Every further line of the answers, with the name of its gate."""
    return tuple(line(strong(answer.gate), ": ", detail) for answer in answers for detail in answer.details)


def folded_others(decision: Decision) -> tuple[Block, ...]:
    """The gates that do not stand in the way, on demand; nothing without any."""
    found = others(decision)
    if not found:
        return ()
    count = len(found)
    summary = say("{count} other gate" if count == 1 else "{count} other gates", count=count)
    return (Fold(summary=summary, blocks=gate_blocks(found, decision.reported)),)


def others(decision: Decision) -> tuple[Answer, ...]:
    """The answers that do not stand in the way."""
    return tuple(answer for answer in decision.answers if answer not in decision.missing)


def action_words(decision: Decision) -> Words:
    """`Apply for staging`; without an environment only what was asked."""
    action = ACTIONS[decision.action]
    if not decision.environment:
        return action
    return say("{action} for {environment}", action=action, environment=decision.called)


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


def _row(answer: Answer, reported: frozenset[str]) -> tuple[tuple[Span, ...], ...]:
    rule = line(code(answer.rule.short)) if answer.rule else ()
    waits = answer.gate in reported and SEVERITY[answer.verdict] >= SEVERITY["pending"]
    return (
        line(_FOR_INFORMATION if waits else ICONS[answer.verdict]),
        line(strong(answer.gate), *((", ", say("for information")) if waits else ())),
        line(why(answer)),
        line(helps(answer)),
        rule,
    )
