"""Making branches and opening pull requests."""

from __future__ import annotations

from urllib.parse import quote

from tidegate.core.changes import Change
from tidegate.core.errors import ForgeMissing, ForgeRefused, ForgeUnavailable
from tidegate.forge.github.changes import change_of
from tidegate.forge.github.client import Rest
from tidegate.forge.github.payload import words


class OpensOfGitHub:
    """`ports.forge.Opens`."""

    _rest: Rest

    async def create_branch(self, repo: str, name: str, sha: str) -> None:
        """GitHub refuses a second creation, and one whose first answer was lost, with 422: only looking tells."""
        try:
            await self._rest.insist(repo, "POST", f"/repos/{repo}/git/refs", {"ref": f"refs/heads/{name}", "sha": sha})
        except ForgeRefused:
            if await self._stands_at(repo, name) != sha:
                raise

    async def open_change(self, repo: str, *, head: str, base: str, title: str, body: str) -> Change:
        """A pull request whose answer was lost is open: it is looked for before the refusal is believed."""
        wanted = {"title": title, "head": head, "base": base, "body": body}
        try:
            return change_of(await self._rest.write(repo, "POST", f"/repos/{repo}/pulls", wanted))
        except (ForgeRefused, ForgeUnavailable):
            found = await self._open_between(repo, head, base)
            if found is None:
                raise
            return found

    async def _stands_at(self, repo: str, name: str) -> str:
        try:
            found = await self._rest.get(repo, f"/repos/{repo}/branches/{quote(name, safe='')}")
        except ForgeMissing:
            return ""
        return words(found, "commit", "sha")

    async def _open_between(self, repo: str, head: str, base: str) -> Change | None:
        filters = {"state": "open", "base": base, "head": f"{repo.partition('/')[0]}:{head}"}
        async for pull in self._rest.pages(repo, f"/repos/{repo}/pulls", filters):
            return change_of(pull)
        return None
