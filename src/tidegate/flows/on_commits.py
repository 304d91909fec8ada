"""Comments on commits: where a push waits to be applied, they are what comments on a pull request are elsewhere."""

from __future__ import annotations

from tidegate.core.events import CommentCreated, CommitCommented
from tidegate.core.words import Words, say
from tidegate.store.requests import Request


def on_change(event: CommitCommented, number: int) -> CommentCreated:
    """The comment as one on the push that waits at its commit."""
    return CommentCreated(
        repo=event.repo,
        number=number,
        comment_id=event.comment_id,
        author=event.author,
        human=event.human,
        body=event.body,
        at=event.at,
    )


def elsewhere(request: Request | None) -> Words:
    """Why a command on a commit where no push waits is not carried out, and where to write it."""
    if request and request.number:
        return say("What is at this commit came by #{number}: comment there.", number=request.number)
    return say("Nothing waits to be applied at this commit: comment on the pull request, or where its branch ends now.")
