"""A decision in the terminal: what came out, what would make it pass, and every gate's answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.gates.steps import Step, steps
from tidegate.core.notices.gates import sentences
from tidegate.store.codec import dump

SIGNS = {"pass": "✓", "warn": "!", "pending": "…", "block": "✗"}


def as_text(decision: Decision, notes: Sequence[str] = ()) -> str:
    """Lines for people."""
    return "\n".join(_lines(decision, notes))


def as_json(decision: Decision, notes: Sequence[str] = ()) -> str:
    """The decision as it is kept, and what would make it pass."""
    shown = {
        "allowed": decision.allowed,
        "decision": json.loads(dump(Decision, decision)),
        "steps": [
            {"does": str(step.does), "gates": step.gates, "who": step.who, "instead": str(step.instead)}
            for step in steps(decision)
        ],
        "notes": list(notes),
    }
    return json.dumps(shown, indent=2, ensure_ascii=False)


def _lines(decision: Decision, notes: Sequence[str]) -> Iterator[str]:
    where = f" for {decision.called}" if decision.called else ""
    outcome = "allowed" if decision.allowed else "refused"
    yield f"{decision.action.capitalize()}{where} by {decision.actor} at {decision.at:%Y-%m-%d %H:%M:%S %Z}: {outcome}"
    if decision.policy_revision:
        yield f"Rules: revision {decision.policy_revision[:12]}"
    yield from (f"Note: {note}" for note in notes)
    found = steps(decision)
    if found:
        yield from ("", "What would make it pass:")
        yield from (f"  {number}. {_step(step)}" for number, step in enumerate(found, 1))
    yield ""
    width = max((len(answer.gate) for answer in decision.answers), default=0)
    for answer in decision.answers:
        yield from _answer(answer, width, reported=answer.gate in decision.reported)


def _step(step: Step) -> str:
    does = str(step.does)
    instead = f"; or {step.instead}" if step.instead else ""
    return f"{does[:1].upper()}{does[1:]}{instead} ({', '.join(step.gates)})"


def _answer(answer: Answer, width: int, *, reported: bool) -> Iterator[str]:
    rule = f" [{answer.rule.short}]" if answer.rule else ""
    told = " (for information)" if reported else ""
    yield f"{SIGNS[answer.verdict]} {answer.gate.ljust(width)}  {sentences(answer)}{rule}{told}"
    indent = " " * (width + 4)
    yield from (f"{indent}{detail}" for detail in answer.details)
