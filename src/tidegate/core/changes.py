"""A change: a pull request as the forge describes it now, or what was pushed to an environment's branch past any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A pull request, or a push that waits to be applied and was made past any pull request.

    Attributes:
        repo: `owner/name` of the base repository.
        number: Of the pull request. Pushes are counted below zero, repository by repository; 0 is neither.
        head_repo: `owner/name` the head lives in; None when the fork is gone.
        author: Login of whoever opened it.
        state: `merged` is a closed pull request whose commits reached the base branch.
        merge_sha: The commit its base branch was at right after the merge; empty until then.
        merged_at: The forge's clock of the merge; None until then.
        landed: Set where what was merged waits to be applied from the base branch: the head that was merged and
            reviewed. `head_sha` is the branch's commit then.
    """

    repo: str
    number: int
    title: str
    author: str
    base_branch: str
    base_sha: str
    head_branch: str
    head_sha: str
    head_repo: str | None
    url: str
    state: Literal["open", "closed", "merged"] = "open"
    draft: bool = False
    body: str = ""
    labels: tuple[str, ...] = ()
    merge_sha: str = ""
    merged_at: datetime | None = None
    landed: str = ""

    @property
    def is_fork(self) -> bool:
        return self.head_repo != self.repo

    @property
    def is_push(self) -> bool:
        return self.number < 0

    @property
    def called(self) -> str:
        """What people call it, without its repository."""
        return called(self.number, self.base_branch, self.head_sha)

    @property
    def full_name(self) -> str:
        """With its repository: `acme/infra#12`, `acme/infra staging@a1b2c3d`."""
        return full_name(self.repo, self.number, self.base_branch, self.head_sha)

    @property
    def is_live(self) -> bool:
        """Whether plans and applies are made of it: it is open, or merged and waiting to be applied."""
        return self.state == "open" or bool(self.landed)

    @property
    def reviewed_sha(self) -> str:
        """The head reviews are about, and whose pushes count: of a merged change the one that was merged."""
        return self.landed or self.head_sha


def called(number: int, branch: str, sha: str) -> str:
    """What people call a change: `#12`; a push by its commit, `staging@a1b2c3d`."""
    return f"#{number}" if number > 0 else f"{branch}@{sha[:7]}"


def full_name(repo: str, number: int, branch: str, sha: str) -> str:
    """The same with its repository."""
    return f"{repo}{'' if number > 0 else ' '}{called(number, branch, sha)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One review as the forge lists it; several by one person may exist.

    Attributes:
        commit: The head the reviewer looked at.
        at: The forge's clock, whole seconds, UTC.
        was: Of a dismissed review, what it had said; None when the forge does not tell.
        dismissed_by: Login of whoever dismissed it; None when the forge does not tell.
    """

    id: str
    login: str
    human: bool
    verdict: Literal["approved", "changes_requested", "commented", "dismissed"]
    commit: str
    at: datetime
    was: Literal["approved", "changes_requested"] | None = None
    dismissed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """One movement of a branch.

    Attributes:
        pusher: None when the forge does not say who it was.
        merge: The forge itself merged a pull request.
        reviewed_merge: The push is the merge of a pull request that somebody other than its author approved.
    """

    branch: str
    before: str
    after: str
    pusher: str | None
    at: datetime
    merge: bool = False
    reviewed_merge: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeState:
    """Whether the forge would merge the change, our own statuses left out.

    Attributes:
        mergeable: The verdict.
        reasons: Why not, one sentence each; empty when mergeable.
    """

    mergeable: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFiles:
    """Paths a change touches, both names of a rename included, relative to the repository root.

    Attributes:
        complete: False when the forge's list was cut at its limit; the clone is the truth then.
    """

    paths: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitAuthor:
    """Who made one commit.

    Attributes:
        author: Login of its author; None when the address belongs to no account.
        verified: The forge has verified its signature: the author is no mere claim.
        is_merge: It has several parents.
    """

    sha: str
    author: str | None
    verified: bool
    is_merge: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedCommits:
    """Commits of a change, oldest first.

    Attributes:
        complete: False when the forge's list was cut at its limit.
    """

    commits: tuple[CommitAuthor, ...]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitStatus:
    """A commit status. `description` is cut to the forge's limit by the adapter."""

    context: str
    state: Literal["pending", "success", "failure", "error"]
    description: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRun:
    """A check run on a commit: a verdict with a page of its own.

    Attributes:
        state: `in_progress` while it waits for something; `neutral` when there is nothing to say.
        title: One line.
        summary: Markdown.
    """

    name: str
    state: Literal["in_progress", "success", "failure", "neutral"]
    title: str
    summary: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedComment:
    """A comment of ours on the forge. `at` is the forge's clock for the last edit, whole seconds, UTC."""

    id: str
    at: datetime
    url: str = ""
