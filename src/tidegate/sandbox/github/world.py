"""The state of the stand-in forge, and building it: accounts, teams, repositories, protection, hooks.

A persona's token, which is its git password too, is `sandbox-<login>`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from tidegate.sandbox.github.errors import not_found
from tidegate.sandbox.github.faults import Faults
from tidegate.sandbox.github.git.read import GitRepo
from tidegate.sandbox.github.git.values import Signature
from tidegate.sandbox.github.outbox import Outbox
from tidegate.sandbox.github.records import (
    Account,
    AccountKind,
    App,
    Hook,
    Permission,
    Protection,
    Pull,
    Repo,
    Team,
)
from tidegate.sandbox.github.urls import Urls

_RANK: tuple[Permission, ...] = ("read", "write", "admin")


class World:
    """Everything there is on the forge. Not thread-safe: the server lets one request in at a time.

    Args:
        folder: Where the bare git repositories are made.
        url: Where the server is reached, without a trailing slash.
    """

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.urls = Urls(url)
        self.faults = Faults()
        self.outbox = Outbox(self.urls, self.faults)
        self.accounts: dict[str, Account] = {}
        self.teams: dict[tuple[str, str], Team] = {}
        self.repos: dict[str, Repo] = {}
        self.apps: dict[int, App] = {}
        self.tokens: dict[str, tuple[App, datetime]] = {}
        self._ids = count(1001)

    def now(self) -> datetime:
        return datetime.now(UTC)

    def new_id(self) -> int:
        return next(self._ids)

    def add_org(self, login: str) -> Account:
        return self.add_user(login, login, "Organization")

    def add_user(self, login: str, name: str = "", kind: AccountKind = "User") -> Account:
        """A person or a bot, with the token `sandbox-<login>`."""
        made = Account(id=self.new_id(), login=login, name=name or login, kind=kind, created_at=self.now())
        self.accounts[login.lower()] = made
        return made

    def add_team(self, org: str, slug: str, members: Iterable[str], permission: Permission = "write") -> Team:
        """A team; `permission` is what its members may do in all the organisation's repositories."""
        team = Team(id=self.new_id(), org=org, slug=slug, permission=permission, members=list(members))
        self.teams[org.lower(), slug.lower()] = team
        return team

    def add_repo(self, owner: str, name: str, default_branch: str = "main") -> Repo:
        """An empty repository."""
        folder = self.folder / owner / f"{name}.git"
        GitRepo.create(folder, default_branch)
        now = self.now()
        repo = Repo(
            id=self.new_id(),
            owner=owner,
            name=name,
            default_branch=default_branch,
            folder=folder,
            created_at=now,
            updated_at=now,
        )
        self.repos[repo.full_name.lower()] = repo
        return repo

    def add_collaborator(self, repo: str, login: str, permission: Permission) -> None:
        self.repo(repo).collaborators[login.lower()] = permission

    def protect(
        self,
        repo: str,
        branch: str,
        *,
        required_checks: Iterable[str] = (),
        required_reviews: int | None = None,
        dismiss_stale_reviews: bool = False,
        enforce_admins: bool = False,
        strict: bool = False,
    ) -> Protection:
        """Protect a branch; see `Protection`."""
        made = Protection(
            required_checks=tuple(required_checks),
            required_reviews=required_reviews,
            dismiss_stale_reviews=dismiss_stale_reviews,
            enforce_admins=enforce_admins,
            strict=strict,
        )
        self.repo(repo).protections[branch] = made
        return made

    def add_hook(self, repo: str, url: str, secret: str, events: Iterable[str] = ("*",)) -> Hook:
        hook = Hook(id=self.new_id(), url=url, secret=secret, events=tuple(events), created_at=self.now())
        self.repo(repo).hooks.append(hook)
        return hook

    def add_app(self, org: str, slug: str, public_key: str) -> App:
        """A GitHub App installed on all of an organisation; it writes as `slug[bot]`."""
        app = App(
            id=self.new_id(),
            slug=slug,
            org=org,
            public_key=public_key,
            installation=self.new_id(),
            created_at=self.now(),
        )
        self.apps[app.id] = app
        self.add_user(app.bot, slug, "Bot")
        return app

    def account(self, login: str) -> Account:
        """An account by login, whatever its case.

        Raises:
            Refusal: 404.
        """
        found = self.accounts.get(login.lower())
        if found is None:
            raise not_found()
        return found

    def repo(self, full_name: str) -> Repo:
        """A repository by `owner/name`.

        Raises:
            Refusal: 404.
        """
        found = self.repos.get(full_name.lower())
        if found is None:
            raise not_found()
        return found

    def pull(self, repo: Repo, number: int) -> Pull:
        """A pull request of a repository.

        Raises:
            Refusal: 404.
        """
        found = repo.pulls.get(number)
        if found is None:
            raise not_found()
        return found

    def head_repo(self, repo: Repo, pull: Pull) -> Repo:
        """Where the head of a pull request lives."""
        return repo if pull.fork is None else self.repo(pull.fork)

    def git(self, repo: Repo) -> GitRepo:
        return GitRepo(repo.folder)

    def signature(self, login: str) -> Signature:
        """How a person signs commits made now."""
        who = self.account(login)
        return Signature(name=who.name, email=who.email, at=self.now())

    def by_email(self, email: str) -> Account | None:
        """The account that signs with an address."""
        return next((who for who in self.accounts.values() if who.email.lower() == email.lower()), None)

    def teams_of(self, org: str) -> list[Team]:
        return [team for team in self.teams.values() if team.org.lower() == org.lower()]

    def is_member(self, org: str, login: str) -> bool:
        """Everybody with an account belongs to the one organisation; bots and Apps do not."""
        who = self.accounts.get(login.lower())
        place = self.accounts.get(org.lower())
        return who is not None and who.kind == "User" and place is not None and place.kind == "Organization"

    def permission(self, repo: Repo, login: str) -> Permission | None:
        """The most that a person may do, by themselves or through a team; None for strangers.

        Whoever may read a repository may read its forks.
        """
        held: list[Permission] = [team.permission for team in self.teams_of(repo.owner) if login in team.members]
        if login.lower() in repo.collaborators:
            held.append(repo.collaborators[login.lower()])
        if self.is_member(repo.owner, login):
            held.append("read")
        if repo.owner.lower() == login.lower():
            held.append("admin")
        if repo.parent is not None and self.permission(self.repo(repo.parent), login) is not None:
            held.append("read")
        if any(app.bot == login and app.org.lower() == repo.owner.lower() for app in self.apps.values()):
            held.append("write")
        return max(held, key=_RANK.index, default=None)

    def may(self, repo: Repo, login: str, wanted: Permission) -> bool:
        held = self.permission(repo, login)
        return held is not None and _RANK.index(held) >= _RANK.index(wanted)
