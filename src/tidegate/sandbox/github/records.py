"""What the stand-in forge remembers: people, teams, repositories, pull requests and what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

AccountKind = Literal["User", "Bot", "Organization"]
Permission = Literal["read", "write", "admin"]
MergeMethod = Literal["merge", "squash", "rebase"]
Verdict = Literal["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED"]
StatusState = Literal["error", "failure", "pending", "success"]
CheckStatus = Literal["queued", "in_progress", "completed"]
ActivityKind = Literal["push", "force_push", "branch_deletion", "branch_creation", "pr_merge"]


@dataclass(slots=True, kw_only=True)
class Account:
    id: int
    login: str
    name: str
    kind: AccountKind
    created_at: datetime

    @property
    def email(self) -> str:
        return f"{self.login}@users.noreply.sandbox.test"


@dataclass(slots=True, kw_only=True)
class Team:
    """A team of an organisation; `permission` is what it may do in the organisation's repositories."""

    id: int
    org: str
    slug: str
    permission: Permission
    members: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Protection:
    """Classic branch protection.

    Attributes:
        required_reviews: Approvals needed; None when reviews are not required.
        enforce_admins: Administrators are bound too.
    """

    required_checks: tuple[str, ...] = ()
    strict: bool = False
    required_reviews: int | None = None
    dismiss_stale_reviews: bool = False
    enforce_admins: bool = False


@dataclass(slots=True, kw_only=True)
class Review:
    id: int
    author: str
    verdict: Verdict
    body: str
    commit: str
    at: datetime


@dataclass(slots=True, kw_only=True)
class Dismissal:
    """A verdict taken away from a review.

    Attributes:
        was: What the review had said.
        commit: The push that made it stale; None when a person dismissed it.
    """

    id: int
    review: int
    by: str
    was: Verdict
    message: str | None
    at: datetime
    commit: str | None = None


@dataclass(slots=True, kw_only=True)
class Comment:
    id: int
    number: int
    author: str
    body: str
    created_at: datetime
    updated_at: datetime


@dataclass(slots=True, kw_only=True)
class CommitComment:
    id: int
    sha: str
    author: str
    body: str
    created_at: datetime
    updated_at: datetime


@dataclass(slots=True, kw_only=True)
class Reaction:
    id: int
    comment: int
    author: str
    content: str
    at: datetime


@dataclass(slots=True, kw_only=True)
class Status:
    id: int
    sha: str
    context: str
    state: StatusState
    description: str | None
    target_url: str | None
    creator: str
    at: datetime


@dataclass(slots=True, kw_only=True)
class CheckRun:
    """A check run of an App on a commit.

    Attributes:
        conclusion: None while it is not completed.
        summary: Markdown.
    """

    id: int
    sha: str
    name: str
    app: int
    status: CheckStatus
    conclusion: str | None
    title: str | None
    summary: str | None
    details_url: str | None
    started_at: datetime
    completed_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Label:
    id: int
    name: str


@dataclass(slots=True, kw_only=True)
class Merge:
    sha: str
    by: str
    at: datetime


@dataclass(slots=True, kw_only=True)
class Pull:
    """A pull request between two branches of one repository, or from a fork of it.

    Attributes:
        fork: Full name of the fork that the head lives in; None for the repository itself.
        head_sha: Head as the forge last saw it; stays when the branch goes.
        base_sha: Tip of the base when it was opened or last looked at; stays as it was at the merge.
        computed: Base and head for which mergeability is known, and the answer.
    """

    id: int
    number: int
    title: str
    body: str | None
    author: str
    head: str
    base: str
    head_sha: str
    base_sha: str
    draft: bool
    created_at: datetime
    updated_at: datetime
    fork: str | None = None
    closed_at: datetime | None = None
    merge: Merge | None = None
    labels: list[Label] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    dismissals: list[Dismissal] = field(default_factory=list)
    reviewers: list[str] = field(default_factory=list)
    team_reviewers: list[str] = field(default_factory=list)
    computed: tuple[str, str, bool] | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def source(self) -> str:
        """The head as people read it: `feature`, or `alice:feature` in a fork."""
        return f"{self.fork.partition('/')[0]}:{self.head}" if self.fork else self.head


@dataclass(slots=True, kw_only=True)
class Activity:
    id: int
    actor: str
    ref: str
    before: str
    after: str
    kind: ActivityKind
    at: datetime


@dataclass(slots=True, kw_only=True)
class Delivery:
    """One attempt to deliver a webhook. A redelivery keeps the `guid`."""

    id: int
    guid: str
    hook: int
    event: str
    payload: bytes
    at: datetime
    redelivery: bool = False
    status_code: int = 0
    status: str = "pending"
    duration: float = 0.0


@dataclass(slots=True, kw_only=True)
class Hook:
    """A repository's webhook.

    Attributes:
        events: Names of events, or `*`.
    """

    id: int
    url: str
    secret: str
    events: tuple[str, ...]
    created_at: datetime
    active: bool = True
    deliveries: list[Delivery] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Repo:
    """A repository; its commits live in the bare git repository at `folder`.

    Attributes:
        signed: Commits whose signature the forge has verified.
        parent: Full name of the repository it is a fork of; None for one of its own.
        methods: Ways to merge that it allows.
    """

    id: int
    owner: str
    name: str
    default_branch: str
    folder: Path
    created_at: datetime
    updated_at: datetime
    parent: str | None = None
    methods: set[MergeMethod] = field(default_factory=lambda: {"merge", "squash", "rebase"})
    collaborators: dict[str, Permission] = field(default_factory=dict)
    protections: dict[str, Protection] = field(default_factory=dict)
    pulls: dict[int, Pull] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    commit_comments: list[CommitComment] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    check_runs: list[CheckRun] = field(default_factory=list)
    labels: dict[str, Label] = field(default_factory=dict)
    activities: list[Activity] = field(default_factory=list)
    hooks: list[Hook] = field(default_factory=list)
    signed: set[str] = field(default_factory=set)

    @property
    def full_name(self) -> str:
        return f"{self.owner}/{self.name}"


@dataclass(slots=True, kw_only=True)
class App:
    """A GitHub App installed on one organisation.

    Attributes:
        public_key: PEM; its owner signs JWTs with the private half.
    """

    id: int
    slug: str
    org: str
    public_key: str
    installation: int
    created_at: datetime

    @property
    def bot(self) -> str:
        return f"{self.slug}[bot]"
