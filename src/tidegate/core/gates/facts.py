"""Everything a decision is made from: one frozen value, stored with the decision so that it can be made again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from tidegate.core.absences import Absence
from tidegate.core.changes import Change, MergeState, Push, Review
from tidegate.core.checks.model import CheckResult
from tidegate.core.deployments.debts import Debt
from tidegate.core.deployments.promotion import Promotion
from tidegate.core.known import NOT_ASKED, Known
from tidegate.core.marks import Mark
from tidegate.core.people import Standing
from tidegate.core.plans.fingerprint import Identity
from tidegate.core.projects.model import Requirement
from tidegate.core.statements import Statement
from tidegate.core.windows.model import NO_CALENDAR, Calendar
from tidegate.core.words import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFact:
    """The newest plan of a project.

    Attributes:
        deployable: Made for applying; a speculative plan never is.
        head_sha: The commit it was made at.
        cost: What it costs more a month, net; unknown while anything it changes has no price. Of a plan nobody applies
            only what its change does by itself counts, in `made` too: all it does less what its base does already.
        currency: ISO 4217 code of `cost`.
        made: Terraform type → instances it creates or replaces; a group of instances counts what it wants of them, and
            is unknown where that is decided at apply time.
        checks: Every check of its project at its commit; findings that were there before the change are left out.
        identity: Where it acts.
        going_back: Addresses whose data going back after it would lose; unknown while there is no rollback preview.
        loose: What may be another thing at the next init: remote modules without a version, a missing lock file.
    """

    run_id: str
    digest: str
    head_sha: str
    deployable: bool
    has_changes: bool
    cost: Known[Decimal] = NOT_ASKED
    currency: str = "USD"
    made: Mapping[str, Known[int]] = field(default_factory=dict)
    checks: Known[tuple[CheckResult, ...]] = NOT_ASKED
    identity: Known[Identity] = NOT_ASKED
    going_back: Known[tuple[str, ...]] = NOT_ASKED
    loose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFact:
    """One project an action is about.

    Attributes:
        environment: None when no environment's paths hold it, or there is no governance file.
        disabled_at: Where the workflow forbids the action; None when it does not.
        plan: None when there is none, `Unknown` when the newest one failed or is still running.
        deployed_since: When something else was deployed to the project after this plan was made.
        lock_holder: Change number that holds the project lock; None when free.
        lock_holder_called: What people call a holder that is no pull request; empty for one.
        slot: State of the exclusive slot applies run in.
        comes_after: Labels of projects in earlier execution order groups that have changes.
        diverged: Paths the project cares about that the base branch has changed since; unknown when that cannot be
            said.
        recorded: The identity its deployments have had until now; None before the first one.
    """

    key: str
    label: str
    dir: str
    workspace: str
    environment: str | None
    disabled: bool = False
    disabled_at: Mark | None = None
    requirements: tuple[Requirement, ...] = ()
    requirements_at: Mark | None = None
    depends_on: tuple[str, ...] = ()
    plan: Known[PlanFact] | None = None
    deployed_since: datetime | None = None
    lock_holder: int | None = None
    lock_holder_called: str = ""
    slot: Literal["free", "held", "suspect"] = "free"
    comes_after: tuple[str, ...] = ()
    diverged: Known[tuple[str, ...]] = NOT_ASKED
    recorded: Known[Identity] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A plan as people saw it: consent given at or after `at` and for `commit` is about this digest.

    Attributes:
        at: The forge's clock of the comment that showed it, whole seconds, UTC.
        beyond: In which way the project's current plan goes beyond this one, one clause; empty while it stays within
            (costs no more, destroys or replaces nothing new, touches no new address); None when it was not compared.
        failed_at: When a deployment of it ended that did not end well, where the current plan is what is left of it;
            None for every other, and once consents to it are no longer kept.
    """

    project: str
    environment: str | None
    commit: str
    digest: str
    at: datetime
    beyond: Wording | None = None
    failed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorship:
    """Who made what is applied with a change.

    Attributes:
        verified: Logins of authors of commits whose signature the forge has verified, lower case.
        reviewed: Those of them all whose commits came in through merged pull requests somebody else approved: on a
            promotion, and where earlier merges are applied with it, they may approve, as long as one counted approver
            authored none of it. Empty elsewhere.
        opened: Who opened other pull requests that are merged and applied with it.
    """

    verified: frozenset[str] = frozenset()
    reviewed: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()

    @property
    def everybody(self) -> frozenset[str]:
        """Whoever has a part in what it holds."""
        return self.verified | self.opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """An apply that asks to go past the window.

    Attributes:
        incident: A link, or empty.
        open_debts: What earlier emergencies of the environment still owe.
    """

    reason: str
    incident: str = ""
    open_debts: tuple[Debt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Facts about one action by one person on one environment's projects of one change.

    Attributes:
        environment: The environment all `projects` belong to; None without a governance file, or outside every
            environment.
        standings: Login (lower case) → what the forge says; the actor and every reviewer are in it.
        head_pushes: Who moved the head branch since the change left its base; None as pusher means nobody knows.
        applied: Labels of projects of this change already applied, for `depends_on`.
        claim: A head that names another environment for a directory than the governance file does, in words.
        applies_stopped: Why nothing is applied on this server at all, one sentence; empty when it is.
        applied_cost: What this change has already applied in the environment costs more a month, net, in the currency
            of the rules; without the plans of `projects`.
        applied_made: The same of what it has made: Terraform type → instances.
        pending_cost: What the change's other current plans there would cost more a month. One that saves counts as
            nothing: nobody has asked for it.
        pending_made: The same of what they would make.
        statements: What people said about the change through Tidegate, oldest first.
        authorship: Who made its commits.
        away: Login, lower case → the absence of everybody who is marked away: their deputies fill their seats.
        promotion: How it came through the environment before.
        governed_files: Files the change edits that `governance.owners` have to approve.
        open_rules: The branch the rules are read from, where it is not protected; empty where it is, and where they are
            a file of the server.
        calendar: What a calendar said of the phrases of the environment's window that only it knows.
        begun: When the apply these projects are a part of was let happen: it may finish after the window has closed.
            None where it is yet to begin.
        usual_duration: Seconds an apply of these projects usually takes; None when nobody can say.
        emergency: Set for an apply that asks to go past the window.
        held: Why the environment takes no deployments since it was rolled back, one clause; empty when it does.
        template_ticks: Texts of items ticked in the change's own description.
    """

    actor: str
    change: Change
    environment: str | None
    projects: tuple[ProjectFact, ...]
    standings: Mapping[str, Known[Standing]] = field(default_factory=dict)
    reviews: Known[tuple[Review, ...]] = ()
    postings: tuple[Posting, ...] = ()
    head_pushes: Known[tuple[Push, ...]] = ()
    merge_state: Known[MergeState] = NOT_ASKED
    applied: tuple[str, ...] = ()
    claim: Wording = ""
    applies_stopped: Wording = ""
    applied_cost: Known[Decimal] = Decimal(0)
    applied_made: Mapping[str, Known[int]] = field(default_factory=dict)
    pending_cost: Known[Decimal] = Decimal(0)
    pending_made: Mapping[str, Known[int]] = field(default_factory=dict)
    statements: Known[tuple[Statement, ...]] = ()
    authorship: Known[Authorship] = Authorship()
    away: Mapping[str, Absence] = field(default_factory=dict)
    promotion: Known[Promotion] = NOT_ASKED
    governed_files: Known[tuple[str, ...]] = NOT_ASKED
    open_rules: Known[str] = NOT_ASKED
    calendar: Calendar = NO_CALENDAR
    begun: datetime | None = None
    usual_duration: int | None = None
    emergency: Emergency | None = None
    held: Wording = ""
    template_ticks: tuple[str, ...] = ()
