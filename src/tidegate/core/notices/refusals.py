"""The answer to a command the gates did not let through: what is missing, who can do what about it."""

from __future__ import annotations

from tidegate.core.gates.decision import Decision
from tidegate.core.notices.gates import gate_blocks, others
from tidegate.core.notices.model import Fold, Heading, Notice, text
from tidegate.core.notices.parts import counted

#: The answer to every command on a change from a fork, where forks are not allowed.
FORK = (
    "Pull requests from forks are not planned or applied: their code would run here. "
    "Whoever runs this server can allow them (TIDEGATE_ALLOW_FORK_PRS)."
)


def compose(decision: Decision) -> Notice:
    """A refusal: what is missing comes first, the gates that pass are folded."""
    place = f" for {decision.environment}" if decision.environment else ""
    passing = others(decision)
    rest = (Fold(summary=counted(len(passing), "other gate"), blocks=gate_blocks(passing)),) if passing else ()
    stand = "stands" if len(decision.missing) == 1 else "stand"
    return Notice(
        blocks=(
            Heading(text=f"{decision.action.capitalize()} refused{place}"),
            text(f"{counted(len(decision.missing), 'gate')} {stand} in the way of {decision.actor}."),
            *gate_blocks(decision.missing),
            *rest,
        )
    )
