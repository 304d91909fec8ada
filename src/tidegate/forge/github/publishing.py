"""Annotated tags: something said in a repository, with its date and who said it."""

from __future__ import annotations

from urllib.parse import quote

from tidegate.core.errors import ForgeMissing, ForgeRefused
from tidegate.forge.github.client import Rest
from tidegate.forge.github.payload import words


class PublishingOfGitHub:
    """`ports.forge.Publishing`."""

    _rest: Rest

    async def publish_tag(self, repo: str, name: str, message: str) -> None:
        """A tag object without a ref is nothing yet, so it may be made twice; the ref can be made once."""
        found = await self._rest.get(repo, f"/repos/{repo}")
        branch = await self._rest.get(repo, f"/repos/{repo}/branches/{quote(words(found, 'default_branch'), safe='')}")
        tag = {"tag": name, "message": message, "object": words(branch, "commit", "sha"), "type": "commit"}
        made = await self._rest.insist(repo, "POST", f"/repos/{repo}/git/tags", tag)
        try:
            ref = {"ref": f"refs/tags/{name}", "sha": words(made, "sha")}
            await self._rest.insist(repo, "POST", f"/repos/{repo}/git/refs", ref)
        except ForgeRefused:
            if not await self._is_there(repo, name):
                raise

    async def _is_there(self, repo: str, name: str) -> bool:
        try:
            await self._rest.get(repo, f"/repos/{repo}/git/ref/tags/{quote(name, safe='')}")
        except ForgeMissing:
            return False
        return True
