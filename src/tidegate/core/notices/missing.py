"""What stands between a plan and its apply: one line for each gate, in the order people can see to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tidegate.core.gates import permission
from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.gates.steps import Step, steps
from tidegate.core.notices.closing_lists import before_blocks
from tidegate.core.notices.gates import ICONS, detail_lines, why
from tidegate.core.notices.model import Block, Fold, Heading, Listing, Span, line, strong, text
from tidegate.core.words import Wording, as_sentence, say


def missing_blocks(decisions: Sequence[Decision], into: str = "") -> tuple[Block, ...]:
    """One list for each decision about an apply, or a merge into the branch `into`; nothing without decisions."""
    return tuple(block for decision in decisions for block in _missing(_impersonal(decision), into))


def _impersonal(decision: Decision) -> Decision:
    """Who comments decides `permission`; under a plan nobody has commented yet."""
    return replace(decision, answers=tuple(one for one in decision.answers if one.gate != permission.GATE))


def _missing(decision: Decision, into: str) -> tuple[Block, ...]:
    place = decision.called or say("this pull request")
    if decision.action == "merge":
        return _merge(decision, into)
    if decision.allowed:
        command = f"atlantis apply {decision.called}".rstrip()
        ready = say("✅ Every gate passes. Comment `{command}`.", command=command)
        return (Heading(text=say("Ready to apply: {place}", place=place)), text(ready), *before_blocks(decision))
    return (Heading(text=say("Still missing for {place}", place=place)), *_list(decision), *before_blocks(decision))


def _merge(decision: Decision, into: str) -> tuple[Block, ...]:
    """Where nothing is applied: only what was merged with nothing missing can be promoted."""
    if decision.allowed:
        ready = text(say("✅ Every gate passes, and it can be promoted then."))
        return (Heading(text=say("Ready to merge into {branch}", branch=into)), ready)
    heading = Heading(text=say("Still missing to merge into {branch}", branch=into))
    return (heading, text(say("Merged without these, it cannot be promoted:")), *_list(decision))


def _list(decision: Decision) -> Iterator[Block]:
    yield Listing(items=tuple(_lines(decision)))
    details = detail_lines(decision.missing)
    if details:
        yield Fold(summary=say("Details"), blocks=(Listing(items=details),))


def _lines(decision: Decision) -> Iterator[tuple[Span, ...]]:
    """What helps is said once, at the first of the gates it helps."""
    answers = {answer.gate: answer for answer in decision.missing}
    left = list(steps(decision))
    for gate in dict.fromkeys(gate for step in left for gate in step.gates):
        mine = [step for step in left if gate in step.gates]
        left = [step for step in left if step not in mine]
        yield line(*_named(answers[gate]), *_helped(answers[gate], mine))


def _helped(answer: Answer, mine: Sequence[Step]) -> Iterator[Wording]:
    """The reason, and the steps that were not told yet as sentences."""
    told = why(answer)
    for step in mine:
        does = say("{remedy}; or {waiver}", remedy=step.does, waiver=step.instead) if step.instead else step.does
        told = say("{reason} {helps}.", reason=told, helps=as_sentence(does))
    yield told
    if not mine:
        yield from (" ", say("The same helps."))


def _named(answer: Answer) -> tuple[Span, ...]:
    return line(f"{ICONS[answer.verdict]} ", strong(answer.gate), ": ")
