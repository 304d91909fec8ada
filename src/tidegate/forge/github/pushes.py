"""Who moved a branch, and which of its movements were merges somebody else had reviewed."""

from __future__ import annotations

import asyncio

from tidegate.core.changes import Push
from tidegate.forge.github.client import Rest
from tidegate.forge.github.payload import instant, part, words

# The activity types that are a merge through GitHub itself; a push from somebody's machine is never one.
_MERGES = frozenset({"pr_merge", "merge_queue_merge"})
_PAGES = 10


class PushesOfGitHub:
    """Part of `ports.forge.Changes`."""

    _rest: Rest

    async def pushes(self, repo: str, branch: str) -> tuple[Push, ...]:
        """Newest first; at most the newest 1,000."""
        path = f"/repos/{repo}/activity"
        activities = [a async for a in self._rest.pages(repo, path, {"ref": f"refs/heads/{branch}"}, most=_PAGES)]
        return tuple(await asyncio.gather(*(self._push(repo, branch, activity) for activity in activities)))

    async def _push(self, repo: str, branch: str, activity: object) -> Push:
        after = words(activity, "after")
        return Push(
            branch=branch,
            before=words(activity, "before"),
            after=after,
            pusher=part(activity, "actor", "login"),
            at=instant(activity, "timestamp"),
            reviewed_merge=part(activity, "activity_type") in _MERGES and await self._reviewed(repo, branch, after),
        )

    async def _reviewed(self, repo: str, branch: str, sha: str) -> bool:
        """Whether `sha` is the merge of a pull request into `branch` that a person other than its author approved."""
        async for pull in self._rest.pages(repo, f"/repos/{repo}/commits/{sha}/pulls"):
            if merged_as(pull, branch, sha):
                reviews = self._rest.pages(repo, f"/repos/{repo}/pulls/{part(pull, 'number')}/reviews")
                return approved_by_another([review async for review in reviews], part(pull, "user", "login"))
        return False


def merged_as(pull: object, branch: str, sha: str) -> bool:
    """Whether a pull request reached `branch` as exactly this commit."""
    return (
        bool(part(pull, "merged_at")) and part(pull, "base", "ref") == branch and part(pull, "merge_commit_sha") == sha
    )


def approved_by_another(reviews: list[object], author: str | None) -> bool:
    """Whether some person's standing approval is not the author's own.

    A later change request by the same person cancels an approval; a later comment does not.
    """
    opinions: dict[str, str] = {}
    for review in reviews:
        login, verdict = part(review, "user", "login"), part(review, "state")
        if login and part(review, "user", "type") == "User" and verdict != "COMMENTED":
            opinions[login] = verdict
    return any(verdict == "APPROVED" and login != author for login, verdict in opinions.items())
