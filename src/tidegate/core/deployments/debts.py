"""Debts: what an emergency deployment went past and somebody still owes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
