"""Ending a pull request: merging it, deleting its branch, dismissing what was approved."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from tidegate.core.changes import Change
from tidegate.core.errors import ForgeMissing, ForgeRefused, ForgeUnavailable
from tidegate.core.switches import MergeMethod
from tidegate.forge.github.client import Rest
from tidegate.forge.github.payload import flag, number, part

_ALLOWED: tuple[tuple[str, MergeMethod], ...] = (
    ("allow_merge_commit", "merge"),
    ("allow_rebase_merge", "rebase"),
    ("allow_squash_merge", "squash"),
)


class MergesOfGitHub:
    """`ports.forge.Merges`."""

    _rest: Rest

    async def merge(self, change: Change, method: MergeMethod | None) -> None:
        """A merge whose answer is lost is looked for before it is asked for again."""
        path = f"/repos/{change.repo}/pulls/{change.number}"
        body = {"sha": change.head_sha, "merge_method": method or await self._first_method(change.repo)}
        try:
            await self._rest.write(change.repo, "PUT", f"{path}/merge", body)
        except (ForgeUnavailable, ForgeRefused):
            if not part(await self._rest.get(change.repo, path), "merged"):
                raise

    async def delete_head(self, change: Change) -> None:
        if change.is_fork:
            return
        path = f"/repos/{change.repo}/git/refs/heads/{quote(change.head_branch)}"
        try:
            await self._rest.write(change.repo, "DELETE", path, None)
        except ForgeMissing:
            return
        except ForgeRefused as error:
            if error.status != 422:  # GitHub: "Reference does not exist".
                raise

    async def dismiss_approvals(self, change: Change, because: str) -> None:
        listed = [r async for r in self._rest.pages(change.repo, f"/repos/{change.repo}/pulls/{change.number}/reviews")]
        for review in listed:
            if part(review, "state") == "APPROVED":
                path = f"/repos/{change.repo}/pulls/{change.number}/reviews/{number(review, 'id')}/dismissals"
                await self._rest.write(change.repo, "PUT", path, {"message": because})

    async def _first_method(self, repo: str) -> MergeMethod:
        """The first the repository allows (Atlantis: merge, rebase, squash). Not told who may not push: then merge."""
        found: Any = await self._rest.get(repo, f"/repos/{repo}")
        return next((method for key, method in _ALLOWED if part(found, key) is not None and flag(found, key)), "merge")
