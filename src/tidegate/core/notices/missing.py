"""What stands between a plan and its apply, as a list under the plans."""

from __future__ import annotations

from collections.abc import Sequence

from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.notices.gates import ICONS
from tidegate.core.notices.model import Block, Heading, Listing, Span, code, line, strong, text

#: Who comments decides this one; under a plan nobody has commented yet.
_PERSONAL = "permission"


def missing_blocks(decisions: Sequence[Decision], into: str = "") -> tuple[Block, ...]:
    """One list for each decision about an apply, or a merge into the branch `into`; nothing without decisions."""
    return tuple(block for decision in decisions for block in _missing(decision, into))


def _missing(decision: Decision, into: str) -> tuple[Block, ...]:
    place = decision.environment or "this pull request"
    answers = [answer for answer in decision.missing if answer.gate != _PERSONAL]
    if decision.action == "merge":
        return _merge(answers, into)
    if not answers:
        command = code(f"atlantis apply {decision.environment}" if decision.environment else "atlantis apply")
        return (Heading(text=f"Ready to apply: {place}"), text("✅ Every gate passes. Comment ", command, "."))
    return (Heading(text=f"Still missing for {place}"), Listing(items=tuple(_lines(answers))))


def _merge(answers: Sequence[Answer], into: str) -> tuple[Block, ...]:
    """Where nothing is applied: only what was merged with nothing missing can be promoted."""
    if not answers:
        return (Heading(text=f"Ready to merge into {into}"), text("✅ Every gate passes, and it can be promoted then."))
    why = text("Merged without these, it cannot be promoted:")
    return (Heading(text=f"Still missing to merge into {into}"), why, Listing(items=tuple(_lines(answers))))


def _lines(answers: Sequence[Answer]) -> list[tuple[Span, ...]]:
    lines: list[tuple[Span, ...]] = []
    for answer in answers:
        lines.append(line(f"{ICONS[answer.verdict]} ", strong(answer.gate), f": {answer.sentences}"))
        lines += [line(f"↳ {detail}") for detail in answer.details]
    return lines
