"""The answer to `explain`: every gate's answer at this instant."""

from __future__ import annotations

from tidegate.core.gates.decision import Decision
from tidegate.core.notices.gates import action_words, folded_others, gate_blocks
from tidegate.core.notices.model import Heading, Notice, text
from tidegate.core.notices.steps import step_blocks
from tidegate.core.words import Words, say

_REVISION_SHOWN = 12


def compose(decision: Decision) -> Notice:
    """A decision that nobody acts on: all gates, those that do not stand in the way folded."""
    asked = say("Asked by {actor} at {at}. Nothing was done.", actor=decision.actor, at=_instant(decision))
    return _composed(decision, asked)


def supposed(decision: Decision, asker: str) -> Notice:
    """A decision about another time or for somebody else, which nobody has attempted."""
    own = asker.lower() == decision.actor.lower()
    return _composed(
        decision,
        say(
            "Hypothetical: asked by {asker}, for {whose} apply at {at}, with what is known now. "
            "Nothing was done, and this is kept nowhere.",
            asker=asker,
            whose=say("their own") if own else say("{actor}'s", actor=decision.actor),
            at=_instant(decision),
        ),
    )


def _instant(decision: Decision) -> str:
    return f"{decision.at:%Y-%m-%d %H:%M:%S %Z}"


def _verdict(decision: Decision) -> Words:
    return say(
        "{what} would go through" if decision.allowed else "{what} would be refused", what=action_words(decision)
    )


def _composed(decision: Decision, lead: Words) -> Notice:
    shown = decision.policy_revision[:_REVISION_SHOWN]
    revision = (" ", say("Rules: revision `{revision}`.", revision=shown)) if shown else ()
    return Notice(
        blocks=(
            Heading(text=_verdict(decision)),
            text(lead, *revision),
            *step_blocks(decision),
            *gate_blocks(decision.missing),
            *folded_others(decision),
        ),
    )
