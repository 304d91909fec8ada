"""Asking GitHub everything a merge verdict is made from."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import quote

from tidegate.core.changes import Change, MergeState
from tidegate.core.errors import ForgeMissing, ForgeRefused, ForgeUnavailable
from tidegate.forge.github.client import Rest
from tidegate.forge.github.merge_state import (
    Reported,
    Rules,
    computed,
    passed,
    reported_of,
    reviewed_of,
    rules_of_branch,
    rules_of_protection,
    rules_of_rulesets,
    unblocked,
    verdict,
)


class MergeStatesOfGitHub:
    """Part of `ports.forge.Changes`."""

    _rest: Rest

    async def merge_state(self, change: Change, *, ignore: tuple[str, ...]) -> MergeState:
        pull = await self._computed_pull(change)
        found = verdict(pull)
        if found != "blocked":
            return found
        rules, reported, reviews = await asyncio.gather(
            self._rules(change.repo, change.base_branch),
            self._reported(change.repo, change.head_sha),
            self._listed(change.repo, f"pulls/{change.number}/reviews"),
        )
        return unblocked(rules, reported, reviewed_of(reviews), ignore)

    async def commit_state(self, repo: str, branch: str, sha: str, *, ignore: tuple[str, ...]) -> MergeState:
        rules, reported = await asyncio.gather(self._rules(repo, branch), self._reported(repo, sha))
        return passed(rules, reported, ignore)

    async def _computed_pull(self, change: Change) -> Any:
        for pause in (*self._rest.patience.backoff, None):
            pull = await self._rest.get(change.repo, f"/repos/{change.repo}/pulls/{change.number}")
            if computed(pull):
                return pull
            if pause is not None:
                await asyncio.sleep(pause)
        raise ForgeUnavailable("GitHub is still computing whether the pull request can be merged; try again")

    async def _rules(self, repo: str, branch: str) -> Rules:
        return await self._protection(repo, branch) | await self._rulesets(repo, branch)

    async def _protection(self, repo: str, branch: str) -> Rules:
        path = f"/repos/{repo}/branches/{quote(branch, safe='')}"
        try:
            return rules_of_protection(await self._rest.get(repo, f"{path}/protection"))
        except ForgeRefused:  # 403 or 404: not protected, or not ours to read; the branch itself tells which
            return rules_of_branch(await self._rest.get(repo, path))

    async def _rulesets(self, repo: str, branch: str) -> Rules:
        try:
            return rules_of_rulesets(await self._listed(repo, f"rules/branches/{quote(branch, safe='')}"))
        except ForgeMissing:  # GitHub Enterprise Server before 3.11 has no rulesets
            return Rules()

    async def _reported(self, repo: str, sha: str) -> tuple[Reported, ...]:
        statuses, runs = await asyncio.gather(
            self._listed(repo, f"commits/{sha}/status", inside="statuses"),
            self._listed(repo, f"commits/{sha}/check-runs", inside="check_runs"),
        )
        return reported_of(statuses, runs)

    async def _listed(self, repo: str, path: str, inside: str | None = None) -> list[object]:
        return [item async for item in self._rest.pages(repo, f"/repos/{repo}/{path}", inside=inside)]
