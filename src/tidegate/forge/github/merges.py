"""Ending a pull request: merging it, deleting its branch, dismissing what was approved."""

from __future__ import annotations

import asyncio
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
        """A merge whose answer was lost is looked for before it is asked for again."""
        body = {"sha": change.head_sha, "merge_method": method or await self._first_method(change.repo)}
        for pause in (*self._rest.patience.backoff, None):
            try:
                await self._rest.write(change.repo, "PUT", f"{_path(change)}/merge", body)
            except ForgeRefused:
                if not await self._is_merged(change):
                    raise
            except ForgeUnavailable:
                if not await self._is_merged(change):
                    if pause is None:
                        raise
                    await asyncio.sleep(pause)
                    continue
            return

    async def delete_head(self, change: Change) -> None:
        if change.is_fork:
            return
        path = f"/repos/{change.repo}/git/refs/heads/{quote(change.head_branch)}"
        try:
            await self._rest.insist(change.repo, "DELETE", path, None)
        except ForgeRefused:
            if await self._has_branch(change):
                raise

    async def dismiss_approvals(self, change: Change, because: str) -> None:
        """A dismissal whose answer was lost shows in the list, which is read anew before the next attempt."""
        for pause in (*self._rest.patience.backoff, None):
            try:
                for review in await self._approvals(change):
                    path = f"{_path(change)}/reviews/{review}/dismissals"
                    await self._rest.write(change.repo, "PUT", path, {"message": because})
            except ForgeUnavailable:
                if pause is None:
                    raise
                await asyncio.sleep(pause)
            else:
                return

    async def _is_merged(self, change: Change) -> bool:
        return flag(await self._rest.get(change.repo, _path(change)), "merged")

    async def _has_branch(self, change: Change) -> bool:
        """GitHub answers 422 for a branch that is gone and for one that is protected: only looking tells."""
        try:
            await self._rest.get(change.repo, f"/repos/{change.repo}/branches/{quote(change.head_branch, safe='')}")
        except ForgeMissing:
            return False
        return True

    async def _approvals(self, change: Change) -> list[int]:
        reviews = self._rest.pages(change.repo, f"{_path(change)}/reviews")
        return [number(review, "id") async for review in reviews if part(review, "state") == "APPROVED"]

    async def _first_method(self, repo: str) -> MergeMethod:
        """The first the repository allows (Atlantis: merge, rebase, squash); merge where we are not told."""
        found = await self._rest.get(repo, f"/repos/{repo}")
        return next((method for key, method in _ALLOWED if flag(found, key)), "merge")


def _path(change: Change) -> str:
    return f"/repos/{change.repo}/pulls/{change.number}"
