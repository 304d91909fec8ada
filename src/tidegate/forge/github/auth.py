"""Who we are to GitHub: a personal token, or an App whose installation tokens are renewed before they expire."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import githubkit
from githubkit.auth import AppAuthStrategy, TokenAuthStrategy

from tidegate.core.errors import ForgeRefused
from tidegate.forge.github.payload import instant, number, part, words
from tidegate.forge.github.transport import API_VERSION, connection

# An hour-long token is replaced while it still holds: a clone or module download started with it must finish.
_RENEW_BEFORE = timedelta(minutes=10)


class Access(Protocol):
    """Clients and secrets for a scope: a repository `owner/name` or an organisation `owner`.

    Every method may raise githubkit's errors.
    """

    @property
    def writes_checks(self) -> bool:
        """GitHub: "The Checks API is only available to GitHub Apps"."""
        ...

    async def client(self, scope: str) -> githubkit.GitHub[TokenAuthStrategy]: ...

    async def token(self, scope: str) -> str:
        """A token that holds for some minutes at least; git takes it as password."""
        ...

    async def own_login(self) -> str: ...

    def renew(self, scope: str) -> bool:
        """Forget the token GitHub did not accept; True when another one may be had."""
        ...


class TokenAccess:
    """A personal access token: the same for every scope, read anew once the forge refuses it (rotating files)."""

    writes_checks = False

    def __init__(self, api_url: str, token: Callable[[], str]) -> None:
        self._api_url = api_url
        self._read = token
        self._take(token())

    async def client(self, scope: str) -> githubkit.GitHub[TokenAuthStrategy]:  # noqa: ARG002 - one token for all
        return self._client

    async def token(self, scope: str) -> str:
        self.renew(scope)
        return self._token

    async def own_login(self) -> str:
        return words(await _call(self._client, "GET", "/user"), "login")

    def renew(self, scope: str) -> bool:  # noqa: ARG002 - one token for all
        """Whether there is another token now."""
        found = self._read()
        if found == self._token:
            return False
        self._take(found)
        return True

    def _take(self, token: str) -> None:
        self._token = token
        self._client = connection(self._api_url, TokenAuthStrategy(token))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    secret: str
    expires: datetime

    @property
    def is_fresh(self) -> bool:
        return datetime.now(UTC) < self.expires - _RENEW_BEFORE


class AppAccess:
    """A GitHub App. Each repository's installation is looked up once, its token made anew when it grows old."""

    writes_checks = True

    def __init__(self, api_url: str, app_id: str, private_key: str) -> None:
        self._app = connection(api_url, AppAuthStrategy(app_id, private_key))
        self._installations: dict[str, int] = {}
        self._tokens: dict[int, _Token] = {}

    async def client(self, scope: str) -> githubkit.GitHub[TokenAuthStrategy]:
        return self._app.with_auth(TokenAuthStrategy(await self.token(scope)))

    async def token(self, scope: str) -> str:
        installation = await self._installation(scope)
        held = self._tokens.get(installation)
        if held is None or not held.is_fresh:
            held = self._tokens[installation] = await self._new_token(installation)
        return held.secret

    async def own_login(self) -> str:
        """GitHub: an App writes as `slug[bot]`; `GET /user` is not for Apps."""
        return words(await _call(self._app, "GET", "/app"), "slug") + "[bot]"

    def renew(self, scope: str) -> bool:
        installation = self._installations.pop(scope, None)
        return installation is not None and self._tokens.pop(installation, None) is not None

    async def _installation(self, scope: str) -> int:
        if scope not in self._installations:
            found = self._of_repository if "/" in scope else self._of_organisation
            self._installations[scope] = await found(scope)
        return self._installations[scope]

    async def _of_repository(self, repo: str) -> int:
        return number(await _call(self._app, "GET", f"/repos/{repo}/installation"), "id")

    async def _of_organisation(self, org: str) -> int:
        """GitHub: an account has one installation of an App; one of its repositories tells which."""
        for repo, installation in self._installations.items():
            if repo.partition("/")[0].lower() == org.lower():
                return installation
        return await self._listed(org)

    async def _listed(self, org: str) -> int:
        page = 1
        while listed := await _call(self._app, "GET", f"/app/installations?per_page=100&page={page}"):
            for installation in listed:
                if str(part(installation, "account", "login")).lower() == org.lower():
                    return number(installation, "id")
            page += 1
        # Not `ForgeMissing`: nobody's absence from a team may follow from what we are not shown.
        raise ForgeRefused(403, f"the App is not installed on {org}, so its teams cannot be read")

    async def _new_token(self, installation: int) -> _Token:
        made = await _call(self._app, "POST", f"/app/installations/{installation}/access_tokens")
        return _Token(secret=words(made, "token"), expires=instant(made, "expires_at"))


async def _call(
    client: githubkit.GitHub[AppAuthStrategy] | githubkit.GitHub[TokenAuthStrategy], method: str, path: str
) -> Any:
    response = await client.arequest(method, path, headers={"X-GitHub-Api-Version": API_VERSION})
    return response.json()
