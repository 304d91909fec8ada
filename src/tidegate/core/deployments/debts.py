"""Debts: what an emergency deployment went past and somebody still owes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tidegate.core.gates.decision import Decision

_LATER = ("checklist", "reviews")
"""Gates whose missing parts an emergency owes instead of waiting for them."""
_PASSED = "window"


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """One item owed.

    Attributes:
        item: Id of a checklist item, or `review technical`, or `window`.
        deployment: The apply it was owed for: a batch's id.
        paid_at: None while it is open.
    """

    id: str
    environment: str
    item: str
    deployment: str
    by: str
    opened_at: datetime
    paid_at: datetime | None = None
    paid_by: str = ""


def owed_by(decision: Decision) -> tuple[str, ...]:
    """What an emergency deployment leaves to be done afterwards, as `Debt.item` writes it; nothing of other actions."""
    if decision.action != "emergency":
        return ()
    missing = [item for answer in decision.answers if answer.gate in _LATER for item in answer.lacks]
    passed = [answer.gate for answer in decision.answers if answer.gate == _PASSED and answer.verdict == "block"]
    return tuple(dict.fromkeys((*missing, *passed)))
