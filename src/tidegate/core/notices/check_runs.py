"""What a commit's check run, or its statuses, say of the gates: what is missing, who can give it, when it opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tidegate.core.gates import permission
from tidegate.core.gates.decision import Decision
from tidegate.core.gates.steps import steps
from tidegate.core.notices.gates import folded_others, gate_blocks
from tidegate.core.notices.model import Block, Fold, Heading, Notice, text
from tidegate.core.notices.steps import step_blocks
from tidegate.core.words import Wording, say

NAME = "tidegate"
State = Literal["in_progress", "success", "failure", "neutral"]
_AS_STATUS: dict[State, Literal["pending", "success", "failure"]] = {
    "in_progress": "pending",
    "success": "success",
    "failure": "failure",
    "neutral": "success",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A decision about one environment of a change.

    Attributes:
        called: The word messages use for the environment.
        applied: All of it has been applied: no gate is waited for any more.
    """

    decision: Decision
    called: str
    applied: bool = False


def looked(decision: Decision, called: str, *, applied: bool = False) -> Look:
    """A look without the gate that whoever comments decides: nobody has commented yet."""
    answers = tuple(answer for answer in decision.answers if answer.gate != permission.GATE)
    return Look(decision=replace(decision, answers=answers), called=called, applied=applied)


def state(looks: Sequence[Look]) -> State:
    """Failure is what the author has to mend; what waits for others or for its time is in progress."""
    if not looks:
        return "neutral"
    missing = [look for look in looks if not look.applied and not look.decision.allowed]
    if not missing:
        return "success"
    return "failure" if any(_is_the_authors(look.decision) for look in missing) else "in_progress"


def title(looks: Sequence[Look]) -> Wording:
    """One line: how far each environment is."""
    if not looks:
        return say("Nothing here can be applied.")
    found: Wording = ""
    for look in looks:
        found = say("{before}; {one}", before=found, one=_headline(look)) if found else _headline(look)
    return found


def compose(looks: Sequence[Look]) -> Notice:
    """The page: for each environment what would make it pass, what is missing, and all that passes."""
    if not looks:
        return Notice(blocks=(text(title(looks)),))
    blocks = tuple(block for look in looks for block in _blocks(look))
    return Notice(blocks=blocks)


def status_state(look: Look) -> Literal["pending", "success", "failure"]:
    """The state of an environment's status, where no check run can be shown."""
    return _AS_STATUS[state([look])]


def status_words(look: Look) -> Wording:
    """What such a status says: the first thing missing."""
    found = steps(look.decision)
    if look.applied or not found:
        return _headline(look)
    gates = ", ".join(found[0].gates)
    if len(found) == 1:
        return say("{gates}: {does}", gates=gates, does=found[0].does)
    return say("{gates}: {does} (and {more} more)", gates=gates, does=found[0].does, more=len(found) - 1)


def _is_the_authors(decision: Decision) -> bool:
    blocked = {answer.gate for answer in decision.missing if answer.verdict == "block"}
    return any(step.who == "author" and blocked & set(step.gates) for step in steps(decision))


def _headline(look: Look) -> Wording:
    if look.applied:
        return say("{environment}: applied", environment=look.called)
    count, missing = len(look.decision.answers) - len(look.decision.reported), len(look.decision.missing)
    if not missing:
        return say("{environment}: every gate passes", environment=look.called)
    return say(
        "{environment}: {missing} of {count} gates missing", environment=look.called, missing=missing, count=count
    )


def _blocks(look: Look) -> Iterator[Block]:
    yield Heading(text=_headline(look))
    if look.applied:
        gates = gate_blocks(look.decision.answers, look.decision.reported)
        yield from (Fold(summary=say("The gates"), blocks=gates),) if gates else ()
        return
    yield from step_blocks(look.decision)
    yield from gate_blocks(look.decision.missing)
    yield from folded_others(look.decision)
