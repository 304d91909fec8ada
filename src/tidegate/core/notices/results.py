"""What became of each project a command was about: what notices and statuses are composed from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tidegate.core.checks.model import CheckResult
from tidegate.core.costs.model import CostEstimate
from tidegate.core.known import Known
from tidegate.core.plans.model import PlanContent
from tidegate.core.projects.model import Project
from tidegate.core.words import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What a plan does besides what its change does by itself: it is merged, and not deployed yet.

    Attributes:
        resources: How many it does something with.
        cost: What they cost more a month.
        currency: ISO 4217 code.
    """

    resources: int
    cost: Known[Decimal]
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanResult:
    """One project's plan, at any point of its life.

    Attributes:
        state: `waiting` when whoever asked may not plan this project, or another change has its lock.
        deployable: Whether this plan may be applied from this change.
        speculative_because: Why it is not deployable, one sentence; empty when it is.
        content: What the plan does, without the `rest`; None until it is planned.
        output: Terraform's redacted words.
        error: Why planning failed; empty otherwise.
        digest: Hex; empty until planned.
        log_url: Where the live log is.
        waiting_for: Who may plan it, one sentence; empty unless `waiting`.
        hints: Further advice, one sentence each.
        reply_apply: The comment that applies this plan: `atlantis apply -p redis`; empty when nothing would.
        cost: What it costs, without the `rest`; None until it is planned.
        checks: What checks found.
        rest: What was taken off; None where nothing is. While it is not known, `content` is everything the plan does.
        is_compared: False while the rest is being found out.
    """

    project: Project
    environment: str | None = None
    state: Literal["queued", "running", "planned", "failed", "waiting", "cancelled"]
    deployable: bool = True
    speculative_because: Wording = ""
    content: PlanContent | None = None
    output: Wording = ""
    error: Wording = ""
    digest: str = ""
    log_url: str = ""
    waiting_for: Wording = ""
    hints: tuple[Wording, ...] = ()
    reply_apply: str = ""
    cost: CostEstimate | None = None
    checks: tuple[CheckResult, ...] = ()
    rest: Known[Rest] | None = None
    is_compared: bool = True

    @property
    def has_changes(self) -> bool:
        return self.content is not None and not self.content.is_empty


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyResult:
    """One project's apply, at any point of its life.

    Attributes:
        state: `interrupted` when nobody knows how it ended; `changed` when the plan made just before applying differed
            from the reviewed one, and nothing was applied.
        output: Terraform's redacted words.
        error: Why it did not end well; empty otherwise.
    """

    project: Project
    environment: str | None = None
    state: Literal["queued", "running", "applied", "failed", "interrupted", "changed"]
    output: Wording = ""
    error: Wording = ""
    log_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterResult:
    """A command that was run in the repository after an apply.

    Attributes:
        output: What it printed, redacted; or why it did not begin.
    """

    environment: str
    command: str
    state: Literal["running", "passed", "failed"]
    output: Wording = ""
