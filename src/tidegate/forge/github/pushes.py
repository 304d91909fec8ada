"""Who moved a branch, and which of its movements were merges somebody else had reviewed."""

from __future__ import annotations

from tidegate.core.changes import Push
from tidegate.core.reviewed import approved_by_another
from tidegate.forge.github.changes import change_of, submitted
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
        return tuple(_push(branch, activity) for activity in activities)

    async def is_reviewed_merge(self, repo: str, push: Push) -> bool:
        if not push.merge:
            return False
        async for pull in self._rest.pages(repo, f"/repos/{repo}/commits/{push.after}/pulls"):
            if merged_as(pull, push.branch, push.after):
                reviews = self._rest.pages(repo, f"/repos/{repo}/pulls/{part(pull, 'number')}/reviews")
                return approved_by_another(change_of(pull), submitted([review async for review in reviews]))
        return False


def _push(branch: str, activity: object) -> Push:
    return Push(
        branch=branch,
        before=words(activity, "before"),
        after=words(activity, "after"),
        pusher=part(activity, "actor", "login"),
        at=instant(activity, "timestamp"),
        merge=part(activity, "activity_type") in _MERGES,
    )


def merged_as(pull: object, branch: str, sha: str) -> bool:
    """Whether a pull request reached `branch` as exactly this commit."""
    return (
        bool(part(pull, "merged_at")) and part(pull, "base", "ref") == branch and part(pull, "merge_commit_sha") == sha
    )
