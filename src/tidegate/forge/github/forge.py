"""GitHub as the flows see it, and the two ways to sign in."""

from __future__ import annotations

from collections.abc import Callable

from tidegate.core.changes import CommitStatus
from tidegate.forge.github.auth import Access, AppAccess, TokenAccess
from tidegate.forge.github.changes import ChangesOfGitHub
from tidegate.forge.github.checks import ChecksOfGitHub, Shown
from tidegate.forge.github.client import Patience, Rest
from tidegate.forge.github.mergeability import MergeStatesOfGitHub
from tidegate.forge.github.merges import MergesOfGitHub
from tidegate.forge.github.opens import OpensOfGitHub
from tidegate.forge.github.people import PeopleOfGitHub
from tidegate.forge.github.publishing import PublishingOfGitHub
from tidegate.forge.github.pushes import PushesOfGitHub
from tidegate.forge.github.talk import Said, TalkOfGitHub, Thread
from tidegate.forge.github.webhook import GitHubWebhooks
from tidegate.ports.forge import CloneSource

# GitHub: any user name goes with a token; this one is its own for App tokens.
_GIT_USER = "x-access-token"


class GitHub(
    ChangesOfGitHub,
    PushesOfGitHub,
    MergeStatesOfGitHub,
    OpensOfGitHub,
    MergesOfGitHub,
    PeopleOfGitHub,
    TalkOfGitHub,
    ChecksOfGitHub,
    PublishingOfGitHub,
):
    """Implements `ports.forge.Forge`. Made by `github_with_token` or `github_with_app`."""

    def __init__(self, access: Access, web_url: str, webhooks: GitHubWebhooks, patience: Patience) -> None:
        self.webhooks = webhooks
        self._rest = Rest(access, patience)
        self._web_url = web_url.rstrip("/")
        self._memberships: dict[tuple[str, str], tuple[float, bool]] = {}
        self._statuses: dict[tuple[str, str, str], CommitStatus] = {}
        self._said: dict[tuple[Thread, str], Said] = {}
        self._checks: dict[tuple[str, str, str], Shown] = {}
        self._refused_checks: dict[str, float] = {}
        self._defaults: dict[str, tuple[float, str]] = {}

    async def clone_source(self, repo: str) -> CloneSource:
        secret = await self._rest.token(repo)
        return CloneSource(url=f"{self._web_url}/{repo}.git", username=_GIT_USER, secret=secret)


def github_with_token(
    *, api_url: str, web_url: str, token: Callable[[], str], secret: str, patience: Patience | None = None
) -> GitHub:
    """GitHub as the owner of a personal access token.

    Args:
        api_url: `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise Server.
        web_url: `https://github.com`, or `https://HOST`: where git clones from.
        token: Reads the personal access token, as it is now.
        secret: The webhook secret.
        patience: How long to wait between writes and before repetitions.
    """
    return GitHub(TokenAccess(api_url, token), web_url, GitHubWebhooks(secret), patience or Patience())


def github_with_app(
    *, api_url: str, web_url: str, app_id: str, private_key: str, secret: str, patience: Patience | None = None
) -> GitHub:
    """GitHub as an App; the arguments are those of `github_with_token`, `private_key` is the text of its PEM file."""
    access = AppAccess(api_url, app_id, private_key)
    return GitHub(access, web_url, GitHubWebhooks(secret), patience or Patience())
