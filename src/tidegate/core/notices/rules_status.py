"""What a change's status `rules` says: who has to approve what it edits of the rules, and who did."""

from __future__ import annotations

from typing import Literal

from tidegate.core.gates.decision import Decision
from tidegate.core.gates.rules import AGAIN
from tidegate.core.words import Wording, as_sentence

NAME = "rules"
"""Last part of the status's context: `atlantis/rules`."""


def rules_state(decision: Decision) -> Literal["pending", "success"]:
    """It waits for others, never for its author: that is pending."""
    return "success" if decision.allowed else "pending"


def rules_words(decision: Decision) -> Wording:
    """Why it passes; else what helps and who can give it, or what is not known where only waiting helps."""
    [answer] = decision.answers
    if decision.allowed or answer.remedy == AGAIN:
        return answer.reason
    return as_sentence(answer.remedy)
