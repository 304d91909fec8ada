"""The answer to a command the gates did not let through: what is missing, who can do what about it."""

from __future__ import annotations

from tidegate.core.gates.decision import Decision
from tidegate.core.notices.gates import ACTIONS, folded_others, gate_blocks
from tidegate.core.notices.model import Heading, Notice, text
from tidegate.core.words import Wording, Words, say

#: The answer to every command on a change from a fork, where forks are not allowed.
FORK = say(
    "Pull requests from forks are not planned or applied: their code would run here. "
    "Whoever runs this server can allow them (TIDEGATE_ALLOW_FORK_PRS)."
)


def compose(decision: Decision, beside: Wording = "") -> Notice:
    """A refusal: what is missing comes first, then what there is to add, and the gates that pass are folded."""
    heading = Heading(text=_heading(decision))
    missing = gate_blocks(decision.missing)
    return Notice(
        blocks=(
            heading,
            text(_in_the_way(decision)),
            *missing,
            *((text(beside),) if beside else ()),
            *folded_others(decision),
        ),
    )


def _heading(decision: Decision) -> Words:
    action = ACTIONS[decision.action]
    if not decision.environment:
        return say("{action} refused", action=action)
    return say("{action} refused for {environment}", action=action, environment=decision.called)


def _in_the_way(decision: Decision) -> Words:
    count = len(decision.missing)
    return say(
        "{count} gate stands in the way of {actor}." if count == 1 else "{count} gates stand in the way of {actor}.",
        count=count,
        actor=decision.actor,
    )
