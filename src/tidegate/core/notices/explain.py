"""The answer to `explain`: every gate's answer at this instant."""

from __future__ import annotations

from tidegate.core.gates.decision import Decision
from tidegate.core.notices.gates import action_words, gate_blocks, others
from tidegate.core.notices.model import Heading, Notice, code, line, text
from tidegate.core.notices.steps import step_blocks

_REVISION_SHOWN = 12


def compose(decision: Decision) -> Notice:
    """A decision that nobody acts on: all gates, those that stand in the way first."""
    return _composed(decision, f"Asked by {decision.actor} at {_instant(decision)}. Nothing was done.")


def supposed(decision: Decision, asker: str) -> Notice:
    """A decision about another time or for somebody else, which nobody has attempted."""
    whose = "their own" if asker.lower() == decision.actor.lower() else f"{decision.actor}'s"
    return _composed(
        decision,
        f"Hypothetical: asked by {asker}, for {whose} apply at {_instant(decision)}, with what is known now. "
        "Nothing was done, and this is kept nowhere.",
    )


def _instant(decision: Decision) -> str:
    return f"{decision.at:%Y-%m-%d %H:%M:%S %Z}"


def _composed(decision: Decision, lead: str) -> Notice:
    verdict = "would go through" if decision.allowed else "would be refused"
    shown = code(decision.policy_revision[:_REVISION_SHOWN])
    revision = line(" Rules: revision ", shown, ".") if decision.policy_revision else ()
    return Notice(
        blocks=(
            Heading(text=f"{action_words(decision)} {verdict}"),
            text(lead, *revision),
            *step_blocks(decision),
            *gate_blocks((*decision.missing, *others(decision))),
        )
    )
