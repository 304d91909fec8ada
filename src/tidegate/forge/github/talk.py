"""Writing on pull requests and commits: each comment and status once, however often it is asked for."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from tidegate.core.changes import CommitStatus, PostedComment
from tidegate.core.errors import ForgeMissing, ForgeUnavailable
from tidegate.core.switches import Reaction
from tidegate.forge.github.client import Rest
from tidegate.forge.github.payload import instant, number, part, words

# GitHub: a longer description is refused with 422.
DESCRIPTION_LIMIT = 140
_REMEMBERED_STATUSES = 10_000
_REMEMBERED_COMMENTS = 1_000  # With their texts: some 60 MB at most.


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A comment of ours as we last wrote it."""

    body: str
    comment: PostedComment


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Where a conversation is.

    Attributes:
        listed: Path its comments are listed and posted at.
        single: Path one of them is found below, by its id.
    """

    repo: str
    listed: str
    single: str


def on_change(repo: str, number: int) -> Thread:
    """The conversation of a pull request."""
    issues = f"/repos/{repo}/issues"
    return Thread(repo=repo, listed=f"{issues}/{number}/comments", single=f"{issues}/comments")


def on_commit(repo: str, sha: str) -> Thread:
    """What is said about a commit."""
    return Thread(repo=repo, listed=f"/repos/{repo}/commits/{sha}/comments", single=f"/repos/{repo}/comments")


class TalkOfGitHub:
    """`ports.forge.Talk`."""

    _rest: Rest
    _web_url: str
    _statuses: dict[tuple[str, str, str], CommitStatus]
    _said: dict[tuple[Thread, str], Said]

    async def comment(self, repo: str, number: int, body: str, *, marker: str) -> PostedComment:
        return await self._say_once(on_change(repo, number), body, marker=marker)

    async def comment_on_commit(self, repo: str, sha: str, body: str, *, marker: str) -> PostedComment:
        return await self._say_once(on_commit(repo, sha), body, marker=marker)

    async def edit_comment(self, repo: str, number: int, comment_id: str, body: str, *, marker: str) -> PostedComment:
        return await self._edit(on_change(repo, number), comment_id, body, marker=marker)

    async def react(self, repo: str, comment_id: str, kind: Reaction) -> None:
        await self._react(repo, f"/repos/{repo}/issues/comments/{comment_id}/reactions", kind)

    async def react_on_commit(self, repo: str, comment_id: str, kind: Reaction) -> None:
        await self._react(repo, f"/repos/{repo}/comments/{comment_id}/reactions", kind)

    def commit_page(self, repo: str, sha: str) -> str:
        return f"{self._web_url}/{repo}/commit/{sha}"

    async def set_status(self, repo: str, sha: str, status: CommitStatus) -> None:
        """Written only when it differs from what is there: GitHub keeps at most 1,000 for a commit and context."""
        wanted = shortened(status)
        key = (repo, sha, wanted.context)
        if key not in self._statuses:
            await self._recall(repo, sha)
        if self._statuses.get(key) == wanted:
            return
        self._statuses.pop(key, None)
        await self._rest.insist(repo, "POST", f"/repos/{repo}/statuses/{sha}", status_body(wanted))
        self._remember(key, wanted)

    async def _say_once(self, thread: Thread, body: str, *, marker: str) -> PostedComment:
        """A comment that says this already is left alone: a notice is told again whenever a part of it moves."""
        key = (thread, marker)
        known = self._said.get(key)
        if known is None or known.body != body:
            posted = await self._say(thread, body, marker=marker, known=known)
            self._said[key] = Said(body=body, comment=posted)
            while len(self._said) > _REMEMBERED_COMMENTS:
                del self._said[next(iter(self._said))]
        return self._said[key].comment

    async def _say(self, thread: Thread, body: str, *, marker: str, known: Said | None) -> PostedComment:
        """A POST that may have been carried out is looked for before it is sent again."""
        if known is not None:
            try:
                return await self._edit(thread, known.comment.id, body, marker=marker)
            except ForgeMissing:
                pass  # Somebody deleted it.
        for pause in (*self._rest.patience.backoff, None):
            ours = await self._marked(thread, marker)
            if ours is not None:
                return await self._edit(thread, ours, body, marker=marker)
            try:
                return await self._post(thread, with_marker(body, marker))
            except ForgeUnavailable:
                if pause is None:
                    raise
                await asyncio.sleep(pause)
        raise AssertionError(marker)

    async def _edit(self, thread: Thread, comment_id: str, body: str, *, marker: str) -> PostedComment:
        """Editing twice does no harm, so a lost answer is simply asked for again."""
        path = f"{thread.single}/{comment_id}"
        return posted(await self._rest.insist(thread.repo, "PATCH", path, {"body": with_marker(body, marker)}))

    async def _react(self, repo: str, path: str, kind: Reaction) -> None:
        """GitHub answers a repeated reaction with the one that is there."""
        await self._rest.insist(repo, "POST", path, {"content": kind})

    async def _post(self, thread: Thread, body: str) -> PostedComment:
        return posted(await self._rest.write(thread.repo, "POST", thread.listed, {"body": body}))

    async def _marked(self, thread: Thread, marker: str) -> str | None:
        """Id of our comment with this marker. Others may copy a marker, so the author counts too."""
        me = await self._rest.own_login()
        async for comment in self._rest.pages(thread.repo, thread.listed):
            if part(comment, "user", "login") == me and is_marked(part(comment, "body") or "", marker):
                return posted(comment).id
        return None

    async def _recall(self, repo: str, sha: str) -> None:
        """Learn the statuses a commit has, so that a restarted server does not write them again."""
        async for found in self._rest.pages(repo, f"/repos/{repo}/commits/{sha}/status", inside="statuses"):
            status = status_of(found)
            self._remember((repo, sha, status.context), status)

    def _remember(self, key: tuple[str, str, str], status: CommitStatus) -> None:
        self._statuses[key] = status
        while len(self._statuses) > _REMEMBERED_STATUSES:
            del self._statuses[next(iter(self._statuses))]


def with_marker(body: str, marker: str) -> str:
    """The body with our hidden marker as its last line."""
    return f"{body.rstrip()}\n\n{_hidden(marker)}"


def is_marked(body: str, marker: str) -> bool:
    """Whether the marker ends the body; anywhere else it is somebody's text."""
    return body.rstrip().endswith(_hidden(marker))


def _hidden(marker: str) -> str:
    return f"<!-- tidegate:{marker} -->"


def posted(comment: object) -> PostedComment:
    return PostedComment(
        id=str(number(comment, "id")), at=instant(comment, "updated_at"), url=part(comment, "html_url") or ""
    )


def shortened(status: CommitStatus) -> CommitStatus:
    """The status with its description cut to GitHub's limit."""
    if len(status.description) <= DESCRIPTION_LIMIT:
        return status
    return CommitStatus(
        context=status.context,
        state=status.state,
        description=status.description[: DESCRIPTION_LIMIT - 1] + "…",
        url=status.url,
    )


def status_of(found: object) -> CommitStatus:
    return CommitStatus(
        context=words(found, "context"),
        state=part(found, "state"),
        description=part(found, "description") or "",
        url=part(found, "target_url") or "",
    )


def status_body(status: CommitStatus) -> dict[str, str]:
    """The JSON of a status; an empty address is left out, GitHub refuses it."""
    body = {"context": status.context, "state": status.state, "description": status.description}
    return body | ({"target_url": status.url} if status.url else {})
