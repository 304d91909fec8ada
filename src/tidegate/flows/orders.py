"""What an event asks for: the JSON argument of a change's workflows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tidegate.core.commands.model import EVERYTHING, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOrder:
    """Plan projects of a change.

    Attributes:
        actor: Who asked; for an autoplan, who moved the head.
        head_sha: For an autoplan the commit it is about; another one gets an order of its own. None plans the head.
    """

    kind: Literal["plan"] = "plan"
    repo: str
    number: int
    actor: str
    scope: Scope = EVERYTHING
    head_sha: str | None = None

    @property
    def is_autoplan(self) -> bool:
        return self.head_sha is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyOrder:
    """Apply planned projects of a change."""

    kind: Literal["apply"] = "apply"
    repo: str
    number: int
    actor: str
    scope: Scope = EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainOrder:
    """Say what stands in the way of an apply."""

    kind: Literal["explain"] = "explain"
    repo: str
    number: int
    actor: str
    scope: Scope = EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseOrder:
    """Give up locks and plans: somebody said unlock, or the change was closed."""

    kind: Literal["release"] = "release"
    repo: str
    number: int
    actor: str
    why: Literal["unlock", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderOrder:
    """Facts of a change moved: decide again and show it."""

    kind: Literal["reconsider"] = "reconsider"
    repo: str
    number: int
    actor: str


Order = PlanOrder | ApplyOrder | ExplainOrder | ReleaseOrder | ReconsiderOrder
