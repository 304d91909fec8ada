"""What would make a decision pass, as a list under it."""

from __future__ import annotations

from tidegate.core.gates.decision import Decision
from tidegate.core.gates.steps import Step, steps
from tidegate.core.notices.model import Block, Heading, Listing, Span, line, strong
from tidegate.core.words import as_sentence, say


def step_blocks(decision: Decision) -> tuple[Block, ...]:
    """The shortest list of steps; nothing for a decision that passes."""
    found = steps(decision)
    if not found:
        return ()
    return (
        Heading(text=say("What would make it pass"), level=4),
        Listing(items=tuple(map(_item, found)), ordered=True),
    )


def _item(step: Step) -> tuple[Span, ...]:
    instead = line(say("; or {instead}", instead=step.instead)) if step.instead else ()
    names = [span for gate in step.gates for span in (*line(", "), strong(gate))][1:]
    return (*line(as_sentence(step.does)), *instead, *line(" ("), *names, *line(")"))
