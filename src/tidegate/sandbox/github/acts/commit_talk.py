"""Comments on commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidegate.sandbox.github.acts.talk import check_body, known_commit, require_own
from tidegate.sandbox.github.events import commit_comment_event
from tidegate.sandbox.github.records import CommitComment, Repo

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World

_RESOURCE = "CommitComment"


def add_commit_comment(world: World, repo: Repo, sha: str, actor: str, body: str) -> CommitComment:
    """Comment on a commit; whoever may read the repository may.

    Raises:
        Refusal: 422: blank, too long, or there is no such commit.
    """
    check_body(body, _RESOURCE)
    now = world.now()
    said = CommitComment(
        id=world.new_id(),
        sha=known_commit(world, repo, sha),
        author=actor,
        body=body,
        created_at=now,
        updated_at=now,
    )
    repo.commit_comments.append(said)
    commit_comment_event(world, repo, said)
    return said


def edit_commit_comment(world: World, repo: Repo, said: CommitComment, actor: str, body: str) -> None:
    """Change a comment's text. GitHub tells nobody: its webhook knows `created` alone.

    Raises:
        Refusal: 403 or 422.
    """
    require_own(world, repo, said, actor)
    check_body(body, _RESOURCE)
    said.body = body
    said.updated_at = world.now()
