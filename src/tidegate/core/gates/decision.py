"""What the gates answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tidegate.core.gates.needs import Need
from tidegate.core.marks import Mark
from tidegate.core.words import Locale, Wording

Verdict = Literal["pass", "warn", "pending", "block"]
Action = Literal["plan", "merge", "apply", "emergency", "rollback", "auto_rollback", "state", "rules"]
"""`merge` is the check of a change into an environment where nothing is applied; `emergency` an apply that goes past
the window; `state` stands for import and state rm; `rules` is the check of a change that edits the rules, whatever else
it does, and of no environment."""
SEVERITY: dict[Verdict, int] = {"pass": 0, "warn": 1, "pending": 2, "block": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One gate's answer.

    Attributes:
        reason: Why, one sentence.
        remedy: The cheapest thing that would turn it green and who can do it; empty when it passes.
        rule: Where the rule is written.
        details: Further lines: which review did not count and why.
        needs: The remedy thing by thing, where it is several or helps other gates too.
        lacks: What is missing, by id: items of a checklist, `review technical`.
        waivers: Roles that may let a block of this gate pass once.
        waived: Who did, and why; empty when nobody has.
    """

    gate: str
    verdict: Verdict
    reason: Wording
    remedy: Wording = ""
    rule: Mark | None = None
    details: tuple[Wording, ...] = ()
    needs: tuple[Need, ...] = ()
    lacks: tuple[str, ...] = ()
    waivers: tuple[str, ...] = ()
    waived: Wording = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """All gates' answers for one action by one actor at one instant.

    Attributes:
        answers: In the order the gates are asked.
        reported: Names of gates that were asked for information only.
        policy_revision: Empty without a governance file.
        locale: Language of the rules it was made under.
        display: The word the rules give the environment; empty where they give none.
    """

    action: Action
    actor: str
    environment: str | None
    at: datetime
    answers: tuple[Answer, ...]
    reported: frozenset[str] = frozenset()
    policy_revision: str = ""
    locale: Locale = "en"
    display: str = ""

    @property
    def called(self) -> str:
        """The word messages use for the environment; empty without one."""
        return self.display or self.environment or ""

    @property
    def missing(self) -> tuple[Answer, ...]:
        """Answers that stand in the way."""
        return tuple(
            a for a in self.answers if a.gate not in self.reported and SEVERITY[a.verdict] >= SEVERITY["pending"]
        )

    @property
    def allowed(self) -> bool:
        return not self.missing
