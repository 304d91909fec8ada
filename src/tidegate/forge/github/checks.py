"""Check runs on commits: one of ours for each name, written when it changes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from http import HTTPStatus

from tidegate.core.changes import CheckRun
from tidegate.core.errors import ForgeRefused, ForgeUnavailable
from tidegate.forge.github.client import Rest
from tidegate.forge.github.payload import number, part

# GitHub: "Create a check run", output.summary.
SUMMARY_LIMIT = 65_535
_CUT = "\n\n(cut: it was too long)"
_REMEMBERED = 1_000
# An App is hardly ever given a permission; until it is, each try would be a read and a write that come to nothing.
REFUSAL_SECONDS = 3_600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A check run of ours as we last wrote it; None when we only know that it is there."""

    id: int
    check: CheckRun | None


class ChecksOfGitHub:
    """Part of `ports.forge.Talk`."""

    _rest: Rest
    _checks: dict[tuple[str, str, str], Shown]
    _refused_checks: dict[str, float]

    async def show_check(self, repo: str, sha: str, check: CheckRun) -> bool:
        """False for a personal token, and for an App without the permission `checks: write` on the repository."""
        refused_at = self._refused_checks.get(repo, float("-inf"))
        if not self._rest.access.writes_checks or time.monotonic() - refused_at <= REFUSAL_SECONDS:
            return False
        try:
            await self._show(repo, sha, check)
        except ForgeRefused as error:
            if error.status != HTTPStatus.FORBIDDEN:
                raise
            self._refused_checks[repo] = time.monotonic()
            return False
        return True

    async def _show(self, repo: str, sha: str, check: CheckRun) -> None:
        key = (repo, sha, check.name)
        known = self._checks.get(key) or await self._found(repo, sha, check.name)
        if known is not None and known.check == check:
            return
        self._checks[key] = Shown(id=await self._write(repo, sha, check, known), check=check)
        while len(self._checks) > _REMEMBERED:
            del self._checks[next(iter(self._checks))]

    async def _write(self, repo: str, sha: str, check: CheckRun, known: Shown | None) -> int:
        if known is not None:
            await self._rest.insist(repo, "PATCH", f"/repos/{repo}/check-runs/{known.id}", check_body(check))
            return known.id
        body = {"name": check.name, "head_sha": sha, **check_body(check)}
        try:
            return number(await self._rest.write(repo, "POST", f"/repos/{repo}/check-runs", body), "id")
        except ForgeUnavailable:
            # Its answer may be all that was lost.
            found = await self._found(repo, sha, check.name)
            if found is None:
                raise
            return await self._write(repo, sha, check, found)

    async def _found(self, repo: str, sha: str, name: str) -> Shown | None:
        """Ours among the newest check runs of a commit: others may use our name."""
        me, path = await self._rest.own_login(), f"/repos/{repo}/commits/{sha}/check-runs"
        async for run in self._rest.pages(repo, path, {"check_name": name}, inside="check_runs"):
            if f"{part(run, 'app', 'slug')}[bot]" == me:
                return Shown(id=number(run, "id"), check=None)
        return None


def check_body(check: CheckRun) -> dict[str, object]:
    """The JSON of a check run; an empty address is left out, and a summary is cut to GitHub's limit."""
    short = len(check.summary) <= SUMMARY_LIMIT
    summary = check.summary if short else check.summary[: SUMMARY_LIMIT - len(_CUT)] + _CUT
    outcome = (
        {"status": "in_progress"}
        if check.state == "in_progress"
        else {"status": "completed", "conclusion": check.state}
    )
    body: dict[str, object] = {**outcome, "output": {"title": check.title, "summary": summary}}
    return body | ({"details_url": check.url} if check.url else {})
