"""Reading pull requests, their files and reviews, and branches."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal
from urllib.parse import quote

from tidegate.core.changes import Change, ChangedCommits, ChangedFiles, CommitAuthor, Review
from tidegate.core.errors import ForgeMissing
from tidegate.forge.github.client import Rest
from tidegate.forge.github.payload import flag, instant, number, part, words
from tidegate.ports.forge import Branch

# GitHub: "Responses include a maximum of 3000 files"; past it the list is silently short.
FILES_LISTED = 3_000
# Past 250 commits GitHub lists no more of a pull request ("List commits on a pull request").
COMMITS_LISTED = 250
# Every event asks which branch is trusted, and it hardly ever changes; what is known is at most this old.
DEFAULT_BRANCH_SECONDS = 60.0

_VERDICTS: dict[str, Literal["approved", "changes_requested", "commented", "dismissed"]] = {
    "APPROVED": "approved",
    "CHANGES_REQUESTED": "changes_requested",
    "COMMENTED": "commented",
    "DISMISSED": "dismissed",
}


class ChangesOfGitHub:
    """Part of `ports.forge.Changes`."""

    _rest: Rest
    _defaults: dict[str, tuple[float, str]]

    async def change(self, repo: str, number: int) -> Change:
        return change_of(await self._pull(repo, number))

    async def open_changes(self, repo: str, *, base: str | None = None, head: str | None = None) -> tuple[Change, ...]:
        filters: dict[str, str | int] = {"state": "open"}
        if base:
            filters["base"] = base
        if head:
            filters["head"] = f"{repo.partition('/')[0]}:{head}"
        pulls = self._rest.pages(repo, f"/repos/{repo}/pulls", filters)
        return tuple([change_of(pull) async for pull in pulls])

    async def changed_files(self, repo: str, number: int) -> ChangedFiles:
        files = [file async for file in self._rest.pages(repo, f"/repos/{repo}/pulls/{number}/files")]
        paths = (name for file in files for name in (part(file, "filename"), part(file, "previous_filename")) if name)
        return ChangedFiles(paths=tuple(dict.fromkeys(paths)), complete=len(files) < FILES_LISTED)

    async def reviews(self, repo: str, number: int) -> tuple[Review, ...]:
        """GitHub forgets what a dismissed review had said; its timeline does not."""
        pages = self._rest.pages(repo, f"/repos/{repo}/pulls/{number}/reviews")
        listed = submitted([review async for review in pages])
        if all(review.verdict != "dismissed" for review in listed):
            return listed
        timeline = self._rest.pages(repo, f"/repos/{repo}/issues/{number}/timeline")
        return with_dismissals(listed, [event async for event in timeline])

    async def commits(self, repo: str, number: int) -> ChangedCommits:
        pages = self._rest.pages(repo, f"/repos/{repo}/pulls/{number}/commits")
        listed = tuple([author_of(commit) async for commit in pages])
        return ChangedCommits(commits=listed, complete=len(listed) < COMMITS_LISTED)

    async def commits_between(self, repo: str, base: str, head: str) -> ChangedCommits:
        pages = self._rest.pages(repo, f"/repos/{repo}/compare/{base}...{head}", inside="commits")
        return ChangedCommits(commits=tuple([author_of(commit) async for commit in pages]), complete=True)

    async def branch(self, repo: str, name: str) -> Branch:
        found = await self._rest.get(repo, f"/repos/{repo}/branches/{quote(name, safe='')}")
        return Branch(name=name, sha=words(found, "commit", "sha"), protected=part(found, "protected"))

    async def default_branch(self, repo: str) -> str:
        asked_at, known = self._defaults.get(repo, (float("-inf"), ""))
        if time.monotonic() - asked_at > DEFAULT_BRANCH_SECONDS:
            asked_at, known = time.monotonic(), words(await self._rest.get(repo, f"/repos/{repo}"), "default_branch")
            self._defaults[repo] = (asked_at, known)
        return known

    async def changes_of_commit(self, repo: str, sha: str) -> tuple[Change, ...]:
        pulls = self._rest.pages(repo, f"/repos/{repo}/commits/{sha}/pulls")
        return tuple([change_of(pull) async for pull in pulls])

    async def _pull(self, repo: str, number: int) -> Any:
        """A pull request; GitHub sends its webhook some seconds before it can be read, so a 404 is asked again."""
        for pause in self._rest.patience.backoff[:3]:
            try:
                return await self._rest.get(repo, f"/repos/{repo}/pulls/{number}")
            except ForgeMissing:
                await asyncio.sleep(pause)
        return await self._rest.get(repo, f"/repos/{repo}/pulls/{number}")


def change_of(pull: object) -> Change:
    """A pull request's JSON as a change. Its head repository is null once the fork is deleted."""
    return Change(
        repo=words(pull, "base", "repo", "full_name"),
        number=number(pull, "number"),
        title=words(pull, "title"),
        author=words(pull, "user", "login"),
        base_branch=words(pull, "base", "ref"),
        base_sha=words(pull, "base", "sha"),
        head_branch=words(pull, "head", "ref"),
        head_sha=words(pull, "head", "sha"),
        head_repo=part(pull, "head", "repo", "full_name"),
        url=words(pull, "html_url"),
        state=_state(pull),
        draft=flag(pull, "draft"),
        body=part(pull, "body") or "",
        labels=tuple(words(label, "name") for label in part(pull, "labels") or ()),
        merge_sha=(part(pull, "merge_commit_sha") or "") if part(pull, "merged_at") else "",
        merged_at=instant(pull, "merged_at") if part(pull, "merged_at") else None,
    )


def review_of(review: object) -> Review:
    """A submitted review. An account that was deleted shows as GitHub's `ghost`, and is nobody's consent."""
    return Review(
        id=str(number(review, "id")),
        login=part(review, "user", "login") or "ghost",
        human=part(review, "user", "type") == "User",
        verdict=_VERDICTS[words(review, "state")],
        commit=part(review, "commit_id") or "",
        at=instant(review, "submitted_at"),
    )


def submitted(reviews: Iterable[object]) -> tuple[Review, ...]:
    """Reviews that say something; one still being written is nobody's word yet."""
    return tuple(review_of(review) for review in reviews if part(review, "state") in _VERDICTS)


def with_dismissals(reviews: Iterable[Review], timeline: Iterable[object]) -> tuple[Review, ...]:
    """Reviews, and of the dismissed ones what the events of the timeline tell of them."""
    told = {
        str(number(event, "dismissed_review", "review_id")): event
        for event in timeline
        if part(event, "event") == "review_dismissed"
    }
    return tuple(_told(review, told.get(review.id)) for review in reviews)


def _told(review: Review, event: object) -> Review:
    if review.verdict != "dismissed":
        return review
    was = part(event, "dismissed_review", "state")
    by = part(event, "actor", "login")
    return replace(review, was=was if was in ("approved", "changes_requested") else None, dismissed_by=by)


def author_of(commit: object) -> CommitAuthor:
    return CommitAuthor(
        sha=words(commit, "sha"),
        author=part(commit, "author", "login"),
        verified=flag(commit, "commit", "verification", "verified"),
        is_merge=len(part(commit, "parents") or ()) > 1,
    )


def _state(pull: object) -> Literal["open", "closed", "merged"]:
    if part(pull, "state") == "open":
        return "open"
    return "merged" if part(pull, "merged_at") else "closed"
