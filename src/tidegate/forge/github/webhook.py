"""Reading GitHub's webhooks: is it genuine, which delivery is it, what does it tell. No I/O."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from tidegate.core.events import (
    BranchPushed,
    ChangeClosed,
    ChangeEdited,
    ChangeMoved,
    CommentCreated,
    CommitCommented,
    Event,
    Ignored,
    ReviewChanged,
)
from tidegate.forge.github.payload import Incomplete, flag, instant, number, part, words

_BRANCH = "refs/heads/"


class GitHubWebhooks:
    """Implements `ports.forge.Webhooks`.

    Lenient: GitHub adds and leaves out fields freely, so a payload is only refused for lacking what an event needs,
    and then it is `Ignored` with the name of the field.
    """

    def __init__(self, secret: str, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        if not secret:
            msg = "The webhook secret is empty: anybody could send events. Set TIDEGATE_WEBHOOK_SECRET."
            raise ValueError(msg)
        self._secret = secret.encode()
        self._now = now

    def genuine(self, headers: Mapping[str, str], body: bytes) -> bool:
        expected = "sha256=" + hmac.new(self._secret, body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(expected.encode(), _header(headers, "x-hub-signature-256").encode())

    def delivery(self, headers: Mapping[str, str]) -> str:
        return _header(headers, "x-github-delivery")

    def kind(self, headers: Mapping[str, str]) -> str:
        """What `parse` wants as its first argument: `pull_request`, `push` ..."""
        return _header(headers, "x-github-event")

    def parse(self, kind: str, payload: Mapping[str, object]) -> Event:
        try:
            return self._read(kind, payload)
        except Incomplete as missing:
            return Ignored(because=f"{kind} payload without {missing}")

    def object_id(self, kind: str, payload: Mapping[str, object]) -> str | None:
        field = {"issue_comment": "comment", "commit_comment": "comment", "pull_request_review": "review"}.get(kind)
        if field is None:
            return None
        try:
            return f"{kind}:{number(payload, field, 'id')}:{words(payload, 'action')}"
        except Incomplete:
            return None

    def _read(self, kind: str, payload: Mapping[str, object]) -> Event:
        match kind:
            case "pull_request":
                return _pull_request(payload)
            case "issue_comment":
                return _comment(payload)
            case "commit_comment":
                return _commit_comment(payload)
            case "pull_request_review":
                return _review(payload)
            case "push":
                return self._push(payload)
            case _:
                return Ignored(because=f"{kind} events change nothing here")

    def _push(self, payload: Mapping[str, object]) -> Event:
        ref = words(payload, "ref")
        if not ref.startswith(_BRANCH):
            return Ignored(because=f"{ref} is not a branch")
        if flag(payload, "deleted"):
            return Ignored(because=f"branch {ref.removeprefix(_BRANCH)} was deleted")
        return BranchPushed(
            repo=words(payload, "repository", "full_name"),
            branch=ref.removeprefix(_BRANCH),
            before=words(payload, "before"),
            after=words(payload, "after"),
            pusher=words(payload, "sender", "login"),
            at=self._now(),
        )


def _pull_request(payload: Mapping[str, object]) -> Event:
    repo = words(payload, "repository", "full_name")
    change = number(payload, "pull_request", "number")
    actor = words(payload, "sender", "login")
    match words(payload, "action"):
        case ("opened" | "synchronize" | "reopened" | "ready_for_review") as why:
            head = words(payload, "pull_request", "head", "sha")
            return ChangeMoved(repo=repo, number=change, actor=actor, head_sha=head, why=why)
        case "closed":
            return ChangeClosed(repo=repo, number=change, actor=actor, merged=flag(payload, "pull_request", "merged"))
        case "edited" if part(payload, "changes", "base") is not None:
            head = words(payload, "pull_request", "head", "sha")
            return ChangeMoved(repo=repo, number=change, actor=actor, head_sha=head, why="base_changed")
        case "edited" | "labeled" | "unlabeled" | "converted_to_draft":
            return ChangeEdited(repo=repo, number=change, actor=actor)
        case other:
            return Ignored(because=f"pull request {other}")


def _comment(payload: Mapping[str, object]) -> Event:
    action = words(payload, "action")
    if action != "created":
        return Ignored(because=f"comment was {action}")
    if not isinstance(part(payload, "issue", "pull_request"), Mapping):
        return Ignored(because="comment on an issue, not on a pull request")
    return CommentCreated(
        repo=words(payload, "repository", "full_name"),
        number=number(payload, "issue", "number"),
        comment_id=str(number(payload, "comment", "id")),
        author=words(payload, "comment", "user", "login"),
        human=part(payload, "comment", "user", "type") == "User",
        body=words(payload, "comment", "body"),
        at=instant(payload, "comment", "created_at"),
    )


def _commit_comment(payload: Mapping[str, object]) -> Event:
    """GitHub tells of new ones alone. One on a line of the commit is read like one on the whole."""
    action = words(payload, "action")
    if action != "created":
        return Ignored(because=f"comment on a commit was {action}")
    return CommitCommented(
        repo=words(payload, "repository", "full_name"),
        sha=words(payload, "comment", "commit_id"),
        comment_id=str(number(payload, "comment", "id")),
        author=words(payload, "comment", "user", "login"),
        human=part(payload, "comment", "user", "type") == "User",
        body=words(payload, "comment", "body"),
        at=instant(payload, "comment", "created_at"),
    )


def _review(payload: Mapping[str, object]) -> Event:
    action = words(payload, "action")
    if action not in ("submitted", "dismissed"):
        return Ignored(because=f"review was {action}")
    return ReviewChanged(
        repo=words(payload, "repository", "full_name"),
        number=number(payload, "pull_request", "number"),
        actor=words(payload, "sender", "login"),
    )


def _header(headers: Mapping[str, str], name: str) -> str:
    """A header whatever its case; empty when it is not there."""
    return next((value for key, value in headers.items() if key.lower() == name), "")
