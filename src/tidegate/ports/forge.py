"""The code host, as the flows need it. Every method may raise the errors of `core.errors.ForgeError`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from tidegate.core.changes import (
    Change,
    ChangedCommits,
    ChangedFiles,
    CheckRun,
    CommitStatus,
    MergeState,
    PostedComment,
    Push,
    Review,
)
from tidegate.core.events import Event
from tidegate.core.people import Standing
from tidegate.core.switches import MergeMethod, Reaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A branch. `protected` is None when the forge does not let us see."""

    name: str
    sha: str
    protected: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloneSource:
    """How git reaches a repository. The secret goes through askpass, never into the URL."""

    url: str
    username: str
    secret: str


class Webhooks(Protocol):
    """Reading what the forge sends. Pure: no I/O."""

    def genuine(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether the signature fits; compared in constant time."""
        ...

    def delivery(self, headers: Mapping[str, str]) -> str:
        """The delivery's id, the same when it is delivered again."""
        ...

    def parse(self, kind: str, payload: Mapping[str, object]) -> Event: ...

    def object_id(self, kind: str, payload: Mapping[str, object]) -> str | None:
        """Names the thing told about (a comment, a review): the same news through another hook has the same id."""
        ...


class Changes(Protocol):
    """Reading changes."""

    async def change(self, repo: str, number: int) -> Change: ...

    async def open_changes(
        self, repo: str, *, base: str | None = None, head: str | None = None
    ) -> tuple[Change, ...]: ...

    async def changed_files(self, repo: str, number: int) -> ChangedFiles: ...

    async def reviews(self, repo: str, number: int) -> tuple[Review, ...]:
        """All reviews, oldest first; of dismissed ones what they had said and who dismissed them."""
        ...

    async def commits(self, repo: str, number: int) -> ChangedCommits:
        """The change's commits with their authors, oldest first."""
        ...

    async def commits_between(self, repo: str, base: str, head: str) -> ChangedCommits:
        """The commits `head` holds and `base` lacks with their authors, oldest first."""
        ...

    async def merge_state(self, change: Change, *, ignore: tuple[str, ...]) -> MergeState:
        """Statuses whose context starts with one of `ignore` are left out. Polls while the forge computes.

        Raises:
            ForgeUnavailable: Still not computed after the last poll.
        """
        ...

    async def pushes(self, repo: str, branch: str) -> tuple[Push, ...]:
        """The forge's activity list of a branch, newest first; whether merges were reviewed is asked separately."""
        ...

    async def is_reviewed_merge(self, repo: str, push: Push) -> bool:
        """Whether a push is the merge of a pull request that somebody other than its author approved before."""
        ...

    async def branch(self, repo: str, name: str) -> Branch: ...

    async def default_branch(self, repo: str) -> str: ...

    async def changes_of_commit(self, repo: str, sha: str) -> tuple[Change, ...]:
        """The merged changes that brought a commit, or the open ones that hold it."""
        ...

    async def commit_state(self, repo: str, branch: str, sha: str, *, ignore: tuple[str, ...]) -> MergeState:
        """Whether everything the branch requires of commits has passed for one; `ignore` as in `merge_state`."""
        ...


class People(Protocol):
    """Who somebody is."""

    async def standing(self, login: str, teams: frozenset[str]) -> Standing:
        """Which of `teams` (`org/slug`) the person is in. No team is looked up when `teams` is empty."""
        ...

    async def members(self, team: str) -> frozenset[str]:
        """Logins, lower case, of everybody in a team, `org/slug`.

        Raises:
            ForgeMissing: There is no such team, or we may not see it.
        """
        ...

    async def own_login(self) -> str:
        """The account we write as."""
        ...


class Talk(Protocol):
    """Writing on changes and on commits.

    Every write may be asked twice and happens once: comments carry a hidden marker.
    """

    async def comment(self, repo: str, number: int, body: str, *, marker: str) -> PostedComment:
        """Post a comment, or edit ours with the same marker in place."""
        ...

    async def comment_on_commit(self, repo: str, sha: str, body: str, *, marker: str) -> PostedComment:
        """The same beside any pull request."""
        ...

    async def edit_comment(
        self, repo: str, number: int, comment_id: str, body: str, *, marker: str
    ) -> PostedComment: ...

    async def react(self, repo: str, comment_id: str, kind: Reaction) -> None: ...

    async def react_on_commit(self, repo: str, comment_id: str, kind: Reaction) -> None:
        """React to a comment on a commit."""
        ...

    def commit_page(self, repo: str, sha: str) -> str:
        """Where people read about a commit and comment on it."""
        ...

    async def set_status(self, repo: str, sha: str, status: CommitStatus) -> None: ...

    async def show_check(self, repo: str, sha: str, check: CheckRun) -> bool:
        """Show a check run on a commit, in place of ours of the same name. False where our account may write none."""
        ...


class Opens(Protocol):
    """Beginning a change."""

    async def create_branch(self, repo: str, name: str, sha: str) -> None:
        """Make a branch at a commit. One that stands there already is fine.

        Raises:
            ForgeRefused: It stands elsewhere, or the forge will not.
        """
        ...

    async def open_change(self, repo: str, *, head: str, base: str, title: str, body: str) -> Change:
        """Open a pull request between two branches; answers with the open one where there is one.

        Raises:
            ForgeRefused: The forge will not: there is nothing between them.
        """
        ...


class Merges(Protocol):
    """Ending a change."""

    async def merge(self, change: Change, method: MergeMethod | None) -> None:
        """Merge a change at exactly its head; None takes the first method the repository allows.

        A change that is merged already is fine.

        Raises:
            ForgeRefused: The forge will not, with its reason; the head moved among them.
        """
        ...

    async def delete_head(self, change: Change) -> None:
        """Delete the head branch of a merged change; one that is gone already is fine, one in a fork stays."""
        ...

    async def dismiss_approvals(self, change: Change, because: str) -> None:
        """Dismiss every approving review there is."""
        ...


class Publishing(Protocol):
    """Saying something where it cannot be taken back unseen."""

    async def publish_tag(self, repo: str, name: str, message: str) -> None:
        """Make an annotated tag at the head of the default branch. One of this name that is there already stays."""
        ...


class Source(Protocol):
    """Where git fetches from."""

    async def clone_source(self, repo: str) -> CloneSource: ...


class Forge(Changes, People, Talk, Opens, Merges, Publishing, Source, Protocol):
    """A whole code host."""

    @property
    def webhooks(self) -> Webhooks: ...
