"""What stands between a plan and its apply, as a list under the plans."""

from __future__ import annotations

from collections.abc import Sequence

from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.notices.gates import ICONS, sentences
from tidegate.core.notices.model import Block, Heading, Listing, Span, line, strong, text
from tidegate.core.words import say

#: Who comments decides this one; under a plan nobody has commented yet.
_PERSONAL = "permission"


def missing_blocks(decisions: Sequence[Decision], into: str = "") -> tuple[Block, ...]:
    """One list for each decision about an apply, or a merge into the branch `into`; nothing without decisions."""
    return tuple(block for decision in decisions for block in _missing(decision, into))


def _missing(decision: Decision, into: str) -> tuple[Block, ...]:
    place = decision.environment or say("this pull request")
    answers = [answer for answer in decision.missing if answer.gate != _PERSONAL]
    if decision.action == "merge":
        return _merge(answers, into)
    if not answers:
        command = f"atlantis apply {decision.environment}" if decision.environment else "atlantis apply"
        ready = say("✅ Every gate passes. Comment `{command}`.", command=command)
        return (Heading(text=say("Ready to apply: {place}", place=place)), text(ready))
    return (Heading(text=say("Still missing for {place}", place=place)), Listing(items=tuple(_lines(answers))))


def _merge(answers: Sequence[Answer], into: str) -> tuple[Block, ...]:
    """Where nothing is applied: only what was merged with nothing missing can be promoted."""
    if not answers:
        ready = text(say("✅ Every gate passes, and it can be promoted then."))
        return (Heading(text=say("Ready to merge into {branch}", branch=into)), ready)
    heading = Heading(text=say("Still missing to merge into {branch}", branch=into))
    return (heading, text(say("Merged without these, it cannot be promoted:")), Listing(items=tuple(_lines(answers))))


def _lines(answers: Sequence[Answer]) -> list[tuple[Span, ...]]:
    lines: list[tuple[Span, ...]] = []
    for answer in answers:
        lines.append(line(f"{ICONS[answer.verdict]} ", strong(answer.gate), ": ", sentences(answer)))
        lines += [line("↳ ", detail) for detail in answer.details]
    return lines
