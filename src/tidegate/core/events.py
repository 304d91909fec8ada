"""What the forge told us, in words of our own. Decisions use current state, not an event's claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMoved:
    """A pull request was opened, got commits or another base, was reopened or left draft; `actor` caused it."""

    repo: str
    number: int
    actor: str
    head_sha: str
    why: Literal["opened", "synchronize", "reopened", "ready_for_review", "base_changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEdited:
    """Title, body or labels of a pull request changed, or it became a draft: what it contains did not."""

    repo: str
    number: int
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeClosed:
    """A pull request was closed or merged."""

    repo: str
    number: int
    actor: str
    merged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentCreated:
    """Somebody wrote a comment on a pull request. `at` is the forge's clock, whole seconds, UTC."""

    repo: str
    number: int
    comment_id: str
    author: str
    human: bool
    body: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitCommented:
    """Somebody wrote a comment on a commit, beside any pull request. `at` as of any comment."""

    repo: str
    sha: str
    comment_id: str
    author: str
    human: bool
    body: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewChanged:
    """A review was submitted or dismissed."""

    repo: str
    number: int
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchPushed:
    """A branch moved. `at` is when we received the news; forge push payloads carry no reliable instant."""

    repo: str
    branch: str
    before: str
    after: str
    pusher: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """Not for us, and why: `comment was edited`."""

    because: str


Event = (
    ChangeMoved
    | ChangeEdited
    | ChangeClosed
    | CommentCreated
    | CommitCommented
    | ReviewChanged
    | BranchPushed
    | Ignored
)
